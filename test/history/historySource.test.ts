import assert from 'node:assert/strict';
import fc from 'fast-check';
import { describe, it } from 'mocha';
import { HistorySource } from '../../src/history/historySource.js';
import type { BackupJob } from '../../src/jobs/backupJob.js';
import {
  accountDimension,
  categoryDimension,
  dayDimension,
  messageDimension,
  planDimension,
  resourceDimension,
  resourceTypeDimension,
  roleDimension,
  stateDimension,
  vaultDimension,
} from '../../src/jobs/dimensions.js';
import { selectionOfFilter } from '../../src/jobs/filterPlan.js';
import type { Dimension } from '../../src/jobs/grouping.js';
import { JobPool } from '../../src/jobs/jobPool.js';
import { selectionOf, selectorOf } from '../../src/jobs/jobSelection.js';
import { type CountedJobs, failureOf } from '../../src/jobs/jobSource.js';
import { isBad } from '../../src/jobs/jobStates.js';
import { jobStateText, lastKnownAt } from '../../src/jobs/lastKnown.js';
import { filterArbitrary, jobsArbitrary, queryArbitrary } from '../unit/jobs/arbitraries.js';
import { historyFolder, historyStores, jobVersions } from './historyFolder.js';

const region = 'eu-west-1';
const { signal } = new AbortController();

describe('A history as a source of jobs', () => {
  const folder = historyFolder();
  const { open, opened } = historyStores(folder);

  function sourceOf(file: string): HistorySource {
    return new HistorySource({ region, open: () => open(file) });
  }

  it('fills the tree page by page, and finds each job', async () => {
    const store = await open('pages.db');
    const versions = jobVersions(25, 'page');
    const elsewhere = { ...jobVersions(1, 'elsewhere')[0], region: 'us-east-1' };
    await store.run('put', { versions: [...versions, elsewhere as (typeof versions)[number]] });
    const source = sourceOf('pages.db');
    const pool = new JobPool({ source, pageSize: () => 10 });
    const list = pool.list(selectionOf({ backupVaultName: 'prod' }));
    const counts: string[] = [];
    while (!list.isComplete) {
      await list.loadMore();
      counts.push(`${list.count().known} ${list.isComplete}`);
    }
    assert.deepEqual(counts, ['10 false', '20 false', '25 true']);
    assert.deepEqual(
      list.jobs().map(({ BackupJobId }) => BackupJobId),
      versions.map(({ job }) => job.BackupJobId).reverse(),
    );
    assert.deepEqual(await source.listBackupVaultNames(signal), ['prod']);
    assert.deepEqual(await source.describeBackupJob('page-3', signal), versions[3]?.job);
    const missing = await source.describeBackupJob('elsewhere-0', signal).catch(failureOf);
    assert.equal('kind' in missing && missing.kind, 'notFound');
  });

  it('says of a job that was running what was last known, and does not poll it', async () => {
    const store = await open('running.db');
    const [running] = jobVersions(1, 'running');
    assert.ok(running !== undefined);
    const ended = { ...running, job: { ...running.job, BackupJobId: 'ended', State: 'FAILED' } };
    await store.run('put', { versions: [running, ended] });
    const pool = new JobPool({ source: sourceOf('running.db') });
    const list = pool.list(selectionOf({}));
    await list.loadMore();
    assert.deepEqual(
      new Set(list.jobs().map((job) => jobStateText(job, 'en'))),
      new Set(['Failed', 'Last known: Running, Mar 2, 2026']),
    );
    assert.deepEqual(list.jobs().map(lastKnownAt).filter(Boolean), [new Date(running.asOf)]);
    assert.equal(await pool.rereadInProgress(selectionOf({}), signal), undefined);
  });

  it('counts every group as the jobs would be counted', async () => {
    const store = await open('counts.db');
    let accounts = 0;
    const dimensions = [
      accountDimension,
      categoryDimension,
      dayDimension,
      messageDimension,
      planDimension,
      resourceDimension,
      resourceTypeDimension,
      roleDimension,
      stateDimension,
      vaultDimension,
    ];
    const tally = (dimension: Dimension, counted: readonly CountedJobs[]) => {
      const groups = new Map<string | undefined, { count: number; bad: number }>();
      for (const { bad, count, sample } of counted) {
        const value = dimension.groupOf(sample);
        const known = groups.get(value) ?? { count: 0, bad: 0 };
        groups.set(value, { count: known.count + count, bad: known.bad + bad });
      }
      return groups;
    };
    const one = (job: BackupJob): CountedJobs => ({ sample: job, count: 1, bad: Number(isBad(job)) });
    const selections = fc.oneof(
      queryArbitrary(1).map(selectionOf),
      filterArbitrary().map((filter) => selectionOfFilter(filter, new Date())),
    );
    await fc.assert(
      fc.asyncProperty(jobsArbitrary(15), selections, async (jobs, selection) => {
        // A region of its own, which has no other jobs.
        const own = `${region}-${++accounts}`;
        const source = new HistorySource({ region: own, open: () => Promise.resolve(store) });
        await store.run('put', {
          versions: jobs.map((job) => ({ job, region: own, asOf: 1, form: 'whole' as const })),
        });
        const selected = jobs.filter(selectorOf(selection)).map(one);
        for (const dimension of dimensions) {
          assert.ok(dimension.field !== undefined);
          const counted = await source.countJobs(selection, dimension.field, signal);
          assert.deepEqual(tally(dimension, counted ?? []), tally(dimension, selected), dimension.name);
        }
      }),
      { numRuns: 30 },
    );
  });

  it('shows a crash of the worker as a failure, and opens the history again on a retry', async () => {
    const store = await open('crash.db');
    await store.run('put', { versions: jobVersions(5, 'crash') });
    const source = sourceOf('crash.db');
    const pool = new JobPool({ source });
    const list = pool.list(selectionOf({}));
    const { state } = list;
    assert.equal(state.name, 'idle');
    // It opens the store, which then ends.
    await source.listBackupVaultNames(signal);
    await opened.at(-1)?.dispose();
    await list.loadMore();
    assert.equal(
      list.state.name === 'failed' && list.state.failure.summary,
      'The history stopped unexpectedly',
    );
    await list.loadMore();
    assert.deepEqual([list.count(), list.state.name], [{ known: 5, isExact: true }, 'done']);
  });
});
