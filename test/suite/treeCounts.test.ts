import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { BackupJob } from '../../src/jobs/backupJob.js';
import { type Branch, isBranch, type Row } from '../../src/tree/rows.js';
import { treeOf } from './treeOf.js';
import { contradictions, type ScreenRow, TreeScreen } from './treeScreen.js';

const { signal } = new AbortController();
const states = ['COMPLETED', 'COMPLETED', 'FAILED', 'COMPLETED', 'RUNNING'];
const jobs: BackupJob[] = Array.from({ length: 90 }, (_, place) => ({
  AccountId: '111122223333',
  BackupJobId: String(place).padStart(3, '0'),
  BackupVaultName: place % 3 === 0 ? 'dev' : 'prod',
  CreatedBy: { BackupPlanId: place % 2 === 0 ? 'hourly' : 'nightly' },
  CreationDate: new Date(Date.now() - place * 2 * 3_600_000),
  ResourceArn: `arn:aws:s3:::logs-${place % 4}`,
  ...(place % 7 === 0 && { MessageCategory: 'VSS' }),
  State: states[place % states.length] ?? 'FAILED',
}));

describe('The counts of the tree', () => {
  for (const way of ['Load All', 'the overview'])
    it(`are complete, down to the last expanded row, when ${way} has loaded everything`, async () => {
      const { provider, screen, session } = await screenOf({ grouping: 'vault' });
      await open(screen, 'prod');
      await open(screen, 'Failed');
      const [root] = provider.roots;
      assert.ok(root !== undefined);
      if (way === 'Load All') {
        await provider.loadAlls.run(root);
      } else await session.pool.loadAll(root.list.selection, { signal });
      await screen.settled();
      const isJob = (line: string) => line.startsWith('    ');
      assert.deepEqual(
        [screen.lines().filter((line) => !isJob(line)), screen.lines().filter(isJob).length],
        [
          [
            'dev | 6 failed · 30',
            'prod | 12 failed · 60',
            '  Failed | 12',
            '  Completed with issues | 4',
            '  Running | 12',
            '  Completed | 32',
          ],
          12,
        ],
      );
    });

  it('are updated above a group whose pages a document has loaded', async () => {
    const { screen, session } = await screenOf({ grouping: 'vault' });
    await open(screen, 'prod');
    const running = [...screen.rows()].find(({ text }) => text.startsWith('Running'))?.row;
    assert.ok(running?.kind === 'group');
    const list = session.pool.list(running.group.selection);
    for (let page = 0; page < 2; page++) await list.loadMore();
    await screen.settled();
    assert.deepEqual(contradictions(screen), []);
    assert.match(screen.lines().join('\n'), /Running \| 12\n/);
  });

  it('never contradict each other, whatever was expanded, loaded, refreshed or grouped', async () => {
    const step = fc.record({
      action: fc.constantFrom(...actionNames),
      place: fc.nat(1000),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 8, maxLength: 16 }), async (steps) => {
        const tree = await screenOf({ grouping: 'vault' });
        for (const [index, { action, place }] of steps.entries()) {
          await actions[action](tree, place);
          await tree.screen.settled();
          const done = steps.slice(0, index + 1).map((one) => one.action);
          assert.deepEqual(
            contradictions(tree.screen),
            [],
            `${done.join(', ')}\n${tree.screen.lines().join('\n')}`,
          );
        }
      }),
      { numRuns: 4, endOnFailure: true },
    );
  }).timeout(120_000);
});

type Tree = Awaited<ReturnType<typeof screenOf>>;

const actionNames = [
  'toggle',
  'loadMore',
  'loadAll',
  'loadEverything',
  'readAsJson',
  'refresh',
  'group',
  'filter',
  'endJob',
] as const;

/** What a user does to a tree; `place` selects one of the rows for which it is possible. */
const actions: Readonly<
  Record<(typeof actionNames)[number], (tree: Tree, place: number) => Promise<unknown>>
> = {
  toggle: async ({ screen }, place) => {
    const row = pick(
      [...screen.rows()].filter(({ row: { kind } }) => kind === 'group'),
      place,
    );
    if (row !== undefined) screen.toggle(row);
  },
  loadMore: async ({ screen }, place) => {
    const branch = branchIn(
      pick(
        [...screen.rows()].filter((one) => branchIn(one) !== undefined),
        place,
      ),
    );
    await branch?.list.loadMore();
  },
  loadAll: async ({ provider, screen }, place) => {
    const branch = branchIn(
      pick(
        [...screen.rows()].filter((one) => branchIn(one) !== undefined),
        place,
      ),
    );
    if (branch === undefined) return;
    await provider.loadAlls.run(branch);
  },
  loadEverything: async ({ provider, session }, place) => {
    const [root] = provider.roots;
    if (root === undefined || place % 2 === 0) return;
    await session.pool.loadAll(root.list.selection, { signal });
  },
  readAsJson: async ({ screen, session }, place) => {
    const row = pick(
      [...screen.rows()].filter(({ row: { kind } }) => kind === 'group'),
      place,
    )?.row;
    if (row?.kind !== 'group') return;
    const list = session.pool.list(row.group.selection);
    for (let page = 0; page < 3; page++) await list.loadMore(signal);
  },
  refresh: ({ provider }) => provider.refresh(),
  group: async ({ subject }, place) => {
    subject.grouping = pick(['vault', 'state', 'account', 'day', 'plan'], place) ?? 'vault';
    subject.change();
  },
  filter: async ({ subject }, place) => {
    subject.query = pick([{}, { backupVaultName: 'prod' }, { state: 'FAILED' }], place) ?? {};
    subject.change();
  },
  endJob: async ({ account, now, provider }, place) => {
    const ended = pick(
      now.jobs.filter(({ State }) => State === 'RUNNING'),
      place,
    );
    const State = place % 2 === 0 ? 'FAILED' : 'COMPLETED';
    now.jobs = now.jobs.map((job) => (job === ended ? { ...job, State } : job));
    account.replaceJobs(now.jobs);
    await provider.rereadInProgress(signal);
  },
};

async function screenOf(options: { readonly grouping: string }) {
  const tree = treeOf(jobs, { ...options, pageSize: 7 });
  const screen = new TreeScreen(tree.provider);
  await screen.settled();
  return { ...tree, screen, now: { jobs } };
}

async function open(screen: TreeScreen, start: string): Promise<void> {
  const row = [...screen.rows()].find(({ text }) => text.startsWith(start));
  assert.ok(row !== undefined, start);
  screen.toggle(row);
  await screen.settled();
}

function branchIn(shown: ScreenRow | undefined): Branch | undefined {
  const row: Row | undefined = shown?.row;
  if (row === undefined) return undefined;
  if (row.kind === 'loadMore') return row.branch;
  return isBranch(row) && row.list.hasStarted && !row.list.isComplete ? row : undefined;
}

function pick<One>(all: readonly One[], place: number): One | undefined {
  return all.length === 0 ? undefined : all[place % all.length];
}
