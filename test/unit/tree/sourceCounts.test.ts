import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { AcceptedIssues } from '../../../src/jobs/acceptedIssues.js';
import type { BackupJob } from '../../../src/jobs/backupJob.js';
import { selectionOfFilter } from '../../../src/jobs/filterPlan.js';
import { selectorOf } from '../../../src/jobs/jobSelection.js';
import type { JobSource } from '../../../src/jobs/jobSource.js';
import { isBad } from '../../../src/jobs/jobStates.js';
import { countsOf } from '../../../src/tree/groupCounts.js';
import type { Branch } from '../../../src/tree/rows.js';
import { rowsOf } from '../../../src/tree/rowsOf.js';
import { SourceCounts } from '../../../src/tree/sourceCounts.js';
import { rowTree } from './rowTree.js';

const jobs: BackupJob[] = Array.from({ length: 60 }, (_, place) => ({
  BackupJobId: String(place).padStart(3, '0'),
  BackupVaultName: place % 3 === 0 ? 'dev' : 'prod',
  CreationDate: new Date(Date.now() - place * 3_600_000),
  State: place % 5 === 0 ? 'FAILED' : 'COMPLETED',
}));

describe('The groups of a tree whose source counts', () => {
  /** A branch with its first page, its session counting, and what was asked. */
  async function counting(countJobs: NonNullable<JobSource['countJobs']>) {
    const { roots } = await rowTree(jobs, { pageSize: 5 });
    const [root] = roots;
    assert.ok(root !== undefined);
    const asked: string[] = [];
    const source: Pick<JobSource, 'countJobs'> = {
      countJobs: (selection, by, signal) => {
        asked.push(by);
        return countJobs(selection, by, signal);
      },
    };
    const branch: Branch = { ...root, session: { ...root.session, source } };
    return { asked, branch };
  }

  const outline = (branch: Branch, counts: SourceCounts) =>
    rowsOf(branch, { now: new Date(), counted: counts.of(branch) }).flatMap((row) =>
      row.kind === 'group'
        ? [`${row.group.value}: ${row.group.bad} of ${row.group.count.known}`]
        : [row.kind],
    );

  it('are counted once, and are exact as soon as the counts arrive, with the rest still to load', async () => {
    const { asked, branch } = await counting((selection) => {
      const selected = jobs.filter(selectorOf(selection));
      return Promise.resolve(selected.map((job) => ({ sample: job, count: 1, bad: Number(isBad(job)) })));
    });
    let counts: SourceCounts | undefined;
    const news = new Promise<void>((resolve) => {
      counts = new SourceCounts(resolve);
    });
    assert.ok(counts !== undefined);
    assert.deepEqual(outline(branch, counts), ['dev: 1 of 2', 'prod: 0 of 3', 'loadMore']);
    await news;
    const exact = ['dev: 4 of 20', 'prod: 8 of 40', 'loadMore'];
    assert.deepEqual(
      [outline(branch, counts), outline(branch, counts), asked],
      [exact, exact, ['BackupVaultName']],
    );
  });

  it('are counted for a filter with several values', async () => {
    const selection = selectionOfFilter({ state: ['COMPLETED', 'FAILED'] }, new Date());
    const { branch } = await counting((selected) => {
      assert.deepEqual(selected, selection);
      return Promise.resolve([{ sample: { BackupVaultName: 'dev' }, count: 20, bad: 4 }]);
    });
    const list = branch.session.pool.list(selection);
    await list.loadMore();
    await new Promise<void>((resolve) => {
      const counts = new SourceCounts(resolve);
      assert.equal(counts.of({ ...branch, list }), undefined);
    });
  });

  it('count the failures that are known issues only once all jobs are loaded', async () => {
    const { branch } = await counting(() => Promise.reject(new Error('not used')));
    const known = new AcceptedIssues([{ backupVaultName: 'dev', reason: 'r', until: '2100-01-01' }]);
    const counted = ['dev', 'prod'].map((BackupVaultName) => {
      const own = jobs.filter((job) => job.BackupVaultName === BackupVaultName);
      return { sample: { BackupVaultName }, count: own.length, bad: own.filter(isBad).length };
    });
    const context = { now: new Date(), counted, isAccepted: () => assert.fail('No job is counted here') };
    const outlined = () =>
      rowsOf(branch, context).flatMap((row) => {
        if (row.kind !== 'group') return [];
        const { accepted, bad } = countsOf(row, known);
        return [{ vault: row.group.value, bad, accepted, withoutIssues: countsOf(row).accepted }];
      });
    const isExact = true;
    const exact = (accepted: number | undefined) => [
      { vault: 'dev', bad: { known: 4, isExact }, accepted, withoutIssues: 0 },
      { vault: 'prod', bad: { known: 8, isExact }, accepted: undefined, withoutIssues: 0 },
    ];
    assert.deepEqual(outlined(), exact(undefined));
    const dev = rowsOf(branch, context).find((row) => row.kind === 'group');
    assert.ok(dev?.kind === 'group');
    while (!dev.list.isComplete) await dev.list.loadMore();
    assert.deepEqual(outlined(), exact(4));
  });

  it('are those of the loaded jobs if the source cannot count', async () => {
    const { asked, branch } = await counting(() => Promise.reject(new Error('The worker has ended')));
    const counts = new SourceCounts(() => assert.fail('There is no news'));
    for (let round = 0; round < 2; round++) {
      assert.deepEqual(outline(branch, counts), ['dev: 1 of 2', 'prod: 0 of 3', 'loadMore']);
      await new Promise((resolve) => setImmediate(resolve));
    }
    assert.deepEqual(asked, ['BackupVaultName']);
  });
});
