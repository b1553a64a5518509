import assert from 'node:assert/strict';
import type { BackupJob } from '../../../src/jobs/backupJob.js';
import { outcomeDimension } from '../../../src/jobs/dimensions.js';
import type { Dimension } from '../../../src/jobs/grouping.js';
import { JobPool } from '../../../src/jobs/jobPool.js';
import { type JobSelection, selectionOf } from '../../../src/jobs/jobSelection.js';
import { createSampleService } from '../../../src/sample/sampleService.js';
import { LiveSchedule } from '../../../src/tree/liveSchedule.js';
import { outcomeRows } from '../../../src/tree/outcomeRows.js';
import { rootBranch } from '../../../src/tree/rootRows.js';
import type { ScheduleState } from '../../../src/tree/scheduleState.js';
import { accountOf } from '../../service/givenAccount.js';
import { ServiceSource } from '../jobs/serviceSource.js';
import { recentJobs } from '../schedule/recentJobs.js';

const night = [
  ...recentJobs({ resource: 'orders', without: [1] }),
  ...recentJobs({ resource: 'carts', to: 1 }),
  ...recentJobs({ resource: 'users' }),
];

describe('What the tree knows of missed runs', () => {
  it('is unknown until all jobs are loaded, then the missed and the overdue runs', async () => {
    const { change, root, schedule } = treeOf(night, { pageSize: 5 });
    await root.list.loadMore();
    schedule.follow([root]);
    assert.equal(schedule.stateOf([root]), 'notLoaded');
    await loadAll(root.list.selection, root.session.pool);
    const changed = change();
    schedule.follow([root]);
    assert.equal(schedule.stateOf([root]), 'computing');
    await changed;
    assert.deepEqual(textOf(schedule.stateOf([root])), ['missed orders 1', 'overdue carts 1', '3 of 3']);
  });

  it('is unknown if the filter excludes some jobs of a resource, but not if it excludes resources', async () => {
    for (const [query, expected] of [
      [{ state: 'COMPLETED' }, 'filtered'],
      [{ resourceType: 'EBS' }, ['missed orders 1', 'overdue carts 1', '3 of 3']],
    ] as const) {
      const { change, root, schedule } = treeOf(night, { selection: selectionOf(query) });
      await loadAll(root.list.selection, root.session.pool);
      const changed = change();
      schedule.follow([root]);
      if (expected !== 'filtered') await changed;
      assert.deepEqual(textOf(schedule.stateOf([root])), expected);
    }
  });

  it('stays shown while it is judged again, and the last change decides', async () => {
    const { account, change, root, schedule } = treeOf(night);
    await loadAll(root.list.selection, root.session.pool);
    let changed = change();
    schedule.follow([root]);
    await changed;
    const before = schedule.stateOf([root]);
    account.replaceJobs([...night, ...recentJobs({ resource: 'carts', from: 0 })]);
    await root.session.pool.refresh([root.list.selection]);
    changed = change();
    schedule.follow([root]);
    assert.equal(schedule.stateOf([root]), before);
    await changed;
    assert.deepEqual(textOf(schedule.stateOf([root])), ['missed orders 1', '3 of 3']);
  });

  it('is dropped with a connection that closes while it is judged', async () => {
    const { root, schedule } = treeOf(night);
    await loadAll(root.list.selection, root.session.pool);
    schedule.follow([root]);
    root.session.pool.dispose();
    await new Promise((resolve) => setTimeout(resolve, 50));
    assert.equal(schedule.stateOf([root]), 'notLoaded');
  });

  it('is judged again on request if the code that judges could not be loaded', async () => {
    const { root } = treeOf(night, { grouping: [outcomeDimension] });
    await loadAll(root.list.selection, root.session.pool);
    let report = () => {};
    let loads = 0;
    const schedule = new LiveSchedule(
      () => report(),
      undefined,
      async () => {
        if (++loads === 1) throw new Error('ENOENT');
        return import('../../../src/schedule/listsSchedule.js');
      },
    );
    const next = () =>
      new Promise<void>((resolve) => {
        report = resolve;
      });
    const failed = next();
    schedule.follow([root]);
    await failed;
    const rows = outcomeRows(root, () => schedule.outcomesOf(root, [root]));
    assert.deepEqual(
      rows.map((row) => row.kind === 'failure' && [row.failure.summary, row.failure.remedy, row.branch]),
      [['The outcomes could not be judged', 'retry', undefined]],
    );
    // The rows are built again after a failure: that alone must not try again.
    schedule.follow([root]);
    assert.deepEqual([schedule.stateOf([root]), loads], ['failed', 1]);
    const retried = next();
    schedule.retry();
    schedule.follow([root]);
    assert.equal(schedule.stateOf([root]), 'computing');
    await retried;
    assert.deepEqual(textOf(schedule.stateOf([root])), ['missed orders 1', 'overdue carts 1', '3 of 3']);
  });

  it('is that of the complete regions, and names the others; no account is said to have stopped then', async () => {
    const stopped = ['a', 'b'].flatMap((resource) => recentJobs({ resource, to: 1 }));
    const [one, two] = [treeOf(stopped, { region: 'eu-west-1' }), treeOf(stopped, { pageSize: 5 })];
    await loadAll(one.root.list.selection, one.root.session.pool);
    await two.root.list.loadMore();
    const roots = [one.root, two.root];
    let changed = one.change();
    one.schedule.follow(roots);
    await changed;
    const partly = one.schedule.stateOf(roots);
    assert.deepEqual(textOf(partly), ['overdue a b 1', '2 of 2']);
    assert.deepEqual(typeof partly === 'object' && partly.unknownRegions, ['us-east-1']);
    assert.equal(typeof partly === 'object' && partly.findings[0]?.scope.kind, 'rule');
    await loadAll(two.root.list.selection, two.root.session.pool);
    changed = one.change();
    one.schedule.follow(roots);
    await changed;
    const wholly = one.schedule.stateOf(roots);
    assert.equal(typeof wholly === 'object' && wholly.findings[0]?.scope.kind, 'account');
  });

  it('has the resources of each region apart, even if one finding explains both', async () => {
    const options = { grouping: [outcomeDimension] };
    const one = treeOf(recentJobs({ resource: 'a', to: 1 }), { ...options, region: 'eu-west-1' });
    const two = treeOf(recentJobs({ resource: 'b', to: 1 }), options);
    const roots = [one.root, two.root];
    for (const { list, session } of roots) await loadAll(list.selection, session.pool);
    const changed = one.change();
    one.schedule.follow(roots);
    await changed;
    const shown = roots.map((root) => {
      const state = one.schedule.outcomesOf(root, roots);
      const whole = one.schedule.stateOf(roots);
      return typeof state === 'string' || typeof whole === 'string' ? state : textOf({ ...whole, ...state });
    });
    assert.deepEqual(shown, [
      ['overdue a 1', '2 of 2'],
      ['overdue b 1', '2 of 2'],
    ]);
  });

  it('is never that of another connection', async () => {
    const [one, other] = [treeOf(night), treeOf(night, { key: 'other' })];
    await Promise.all([one, other].map(({ root }) => loadAll(root.list.selection, root.session.pool)));
    const changed = one.change();
    one.schedule.follow([one.root]);
    await changed;
    assert.equal(one.schedule.stateOf([other.root]), 'computing');
  });
});

function treeOf(
  jobs: readonly BackupJob[],
  options: {
    readonly pageSize?: number;
    readonly region?: string;
    readonly key?: string;
    readonly selection?: JobSelection;
    readonly grouping?: readonly Dimension[];
  } = {},
) {
  const { key = 'test', pageSize = 1000, region = 'us-east-1', selection = selectionOf({}) } = options;
  const account = accountOf(jobs);
  const pool = new JobPool({
    source: new ServiceSource(createSampleService({ account })),
    pageSize: () => pageSize,
  });
  let report = () => {};
  const schedule = new LiveSchedule(() => report());
  /** Resolves when more is known. */
  const change = () =>
    new Promise<void>((resolve) => {
      report = resolve;
    });
  return {
    account,
    change,
    root: rootBranch({ key, region, pool }, selection, options.grouping ?? []),
    schedule,
  };
}

async function loadAll(selection: JobSelection, pool: JobPool): Promise<void> {
  const outcome = await pool.loadAll(selection, { signal: new AbortController().signal });
  assert.equal(outcome.name, 'complete');
}

/** Each finding with its resources and the number of runs; then how many series are judged. */
function textOf(state: ScheduleState): readonly string[] | string {
  if (typeof state === 'string') return state;
  const findings = state.findings.map(({ kind, series }) => {
    const names = series.map(({ of }) => of.series.resourceArn.split('/').at(-1));
    return `${kind} ${names.join(' ')} ${series[0]?.times.length}`;
  });
  return [...findings, `${state.judged} of ${state.series}`];
}
