import assert from 'node:assert/strict';
import fc from 'fast-check';
import { selectionFrom, selectionText } from '../../../src/documents/selectionText.js';
import type { BackupJob } from '../../../src/jobs/backupJob.js';
import { maxQueries, selectionOfFilter } from '../../../src/jobs/filterPlan.js';
import { listFilters } from '../../../src/jobs/filterTable.js';
import { narrowSelection } from '../../../src/jobs/grouping.js';
import { dimensions } from '../../../src/jobs/groupings.js';
import { filterFrom, type JobFilter, maxValues } from '../../../src/jobs/jobFilter.js';
import { JobPool } from '../../../src/jobs/jobPool.js';
import { everyMessageCategory, type JobQuery, queryKey } from '../../../src/jobs/jobQuery.js';
import { type JobSelection, selects } from '../../../src/jobs/jobSelection.js';
import type { JobPage, JobSource } from '../../../src/jobs/jobSource.js';
import { completedWithIssues, hasIssues } from '../../../src/jobs/jobStates.js';
import { matches } from '../../../src/jobs/matches.js';
import { mergedPart } from '../../../src/jobs/mergedPart.js';
import { initialConcurrency, RequestLimit } from '../../../src/jobs/sweep/requestLimit.js';
import { createSampleService } from '../../../src/sample/sampleService.js';
import { accountOf } from '../../service/givenAccount.js';
import { filterArbitrary, jobArbitrary, jobsArbitrary } from './arbitraries.js';
import { ServiceSource } from './serviceSource.js';
import { VirtualClock } from './virtualClock.js';

const now = new Date(Date.UTC(2026, 10, 24, 7, 30));
const { signal } = new AbortController();

/** Whether a filter matches a job, written with one query of one value at a time. */
function isWanted(filter: JobFilter, job: BackupJob): boolean {
  const isOf = (query: JobQuery) => matches(query, job);
  return (
    listFilters.every((name) => {
      const values = filter[name] ?? [];
      const isOne = (value: string) =>
        value === completedWithIssues ? hasIssues(job) : isOf({ [name]: value });
      return values.length === 0 || values.some(isOne);
    }) &&
    (filter.backupPlanId === undefined || job.CreatedBy?.BackupPlanId === filter.backupPlanId) &&
    (filter.statusMessage === undefined ||
      withoutId(job.StatusMessage) === withoutId(filter.statusMessage)) &&
    (filter.createdAfter === undefined || isOf({ createdAfter: new Date(filter.createdAfter) }))
  );
}

function withoutId(message: string | undefined): string | undefined {
  return message?.replace(/vol-\w+/, '<id>');
}

function unusedNames(count: number): string[] {
  return Array.from({ length: count }, (_, place) => `other-${place}`);
}

function queriesOf({ parts }: JobSelection): Set<string> {
  return new Set(parts.map(({ query }) => queryKey(query)));
}

describe('The queries of a filter', () => {
  it('law: are few, and select exactly the jobs that the filter matches', () => {
    let widened = 0;
    fc.assert(
      fc.property(filterArbitrary(), fc.array(jobArbitrary(), { maxLength: 20 }), (filter, jobs) => {
        const selection = selectionOfFilter(filter, now);
        assert.ok(selection.parts.length <= maxQueries, `${selection.parts.length} parts`);
        if (selection.parts.some(({ clientFilters }) => clientFilters.some(({ keeps }) => keeps === 'oneOf')))
          widened++;
        for (const job of jobs) assert.equal(selects(selection, job), isWanted(filter, job));
      }),
      { numRuns: 1000 },
    );
    assert.ok(widened > 100, `${widened} selections are wider than the filter`);
  });

  it('law: can be narrowed to a group, without a client-side filter for what its query already selects', () => {
    fc.assert(
      fc.property(
        filterArbitrary(),
        fc.constantFrom(...dimensions),
        jobArbitrary(),
        jobArbitrary(),
        (filter, dimension, first, job) => {
          const value = dimension.groupOf(first);
          const narrowed = narrowSelection(selectionOfFilter(filter, now), dimension, value);
          const isIn = narrowed !== undefined && selects(narrowed, job);
          assert.equal(isIn, isWanted(filter, job) && dimension.groupOf(job) === value);
          if (dimension.name === 'vault' && value !== undefined)
            for (const { clientFilters } of narrowed?.parts ?? [])
              assert.ok(
                !clientFilters.some(
                  (clientFilter) =>
                    clientFilter.keeps === 'oneOf' && clientFilter.filter === 'backupVaultName',
                ),
              );
        },
      ),
      { numRuns: 2000 },
    );
  });

  it('law: are one query for a source that takes several values, and the same jobs', () => {
    let merged = 0;
    fc.assert(
      fc.property(
        filterArbitrary(),
        fc.constantFrom(...dimensions),
        fc.array(jobArbitrary(), { maxLength: 20 }),
        (filter, dimension, jobs) => {
          const whole = selectionOfFilter(filter, now);
          const [first = {}] = jobs;
          for (const selection of [whole, narrowSelection(whole, dimension, dimension.groupOf(first))]) {
            if (selection === undefined) continue;
            const part = mergedPart(selection);
            if (selection.parts.length > 1 && part !== undefined) merged++;
            if (selection === whole && !filter.messageCategory?.includes(everyMessageCategory))
              assert.ok(part !== undefined, 'Only a wildcard beside other filters can prevent it');
            if (part === undefined) continue;
            for (const job of jobs) assert.equal(selects({ parts: [part] }, job), selects(selection, job));
          }
        },
      ),
      { numRuns: 2000 },
    );
    assert.ok(merged > 0);
  });

  it('law: load the same jobs as one query for each combination, each once, with correct counts', async () => {
    await fc.assert(
      fc.asyncProperty(filterArbitrary(), jobsArbitrary(25), async (filter, account) => {
        const source = sourceOf(account);
        const wanted = new Set<string | undefined>();
        for (const query of everyCombination(filter))
          for (const job of (await source.listBackupJobs(query, { maxResults: 1000, signal })).jobs)
            if (isWanted(filter, job)) wanted.add(job.BackupJobId);
        const pool = new JobPool({ source, pageSize: () => 3 });
        const list = pool.list(selectionOfFilter(filter, now));
        do {
          await list.loadMore();
          const ids = list.jobs().map(({ BackupJobId }) => BackupJobId);
          assert.equal(new Set(ids).size, ids.length);
          assert.ok(ids.every((id) => wanted.has(id)));
          assert.deepEqual(list.count(), { known: ids.length, isExact: list.isComplete });
        } while (!list.isComplete);
        assert.equal(list.jobs().length, wanted.size);
      }),
      { numRuns: 100 },
    );
  }).timeout(120_000);

  it('are one for each combination up to the maximum, and beyond it only for filters with few values', () => {
    const values = (count: number) => Array.from({ length: count }, (_, place) => `value-${place}`);
    const planned = (filter: JobFilter) => {
      const { parts } = selectionOfFilter(filter, now);
      const clientFilters = parts[0]?.clientFilters.map((clientFilter) =>
        clientFilter.keeps === 'oneOf' ? clientFilter.filter : clientFilter.keeps,
      );
      return [queriesOf({ parts }).size, ...(clientFilters ?? [])];
    };
    assert.deepEqual(planned({ state: values(4), backupVaultName: values(4) }), [16]);
    assert.deepEqual(planned({ backupVaultName: values(16), state: ['FAILED'] }), [16]);
    assert.deepEqual(planned({ backupVaultName: values(17) }), [1, 'backupVaultName']);
    assert.deepEqual(planned({ state: values(4), backupVaultName: values(12), resourceType: values(5) }), [
      4,
      'backupVaultName',
      'resourceType',
    ]);
    const many = Object.fromEntries(listFilters.map((name) => [name, values(40)]));
    assert.deepEqual(planned(many), [1, ...listFilters]);
    // Only AWS Backup knows what this category selects.
    assert.equal(planned({ ...many, messageCategory: [everyMessageCategory, ...values(40)] })[0], 2);
  });

  it('request their first pages within the request limit', async () => {
    const answers: (() => void)[] = [];
    const source: JobSource = {
      ...unused,
      limit: new RequestLimit(new VirtualClock()),
      listBackupJobs: () => new Promise<JobPage>((resolve) => void answers.push(() => resolve({ jobs: [] }))),
    };
    const list = new JobPool({ source }).list(
      selectionOfFilter({ backupVaultName: unusedNames(maxQueries) }, now),
    );
    const read = list.loadMore();
    await settled();
    assert.equal(answers.length, initialConcurrency);
    while (!list.isComplete) {
      for (const answer of answers.splice(0)) answer();
      await settled();
    }
    await read;
  });
});

const settled = () => new Promise((resolve) => setImmediate(resolve));

describe('A filter of too many values', () => {
  const values = (count: number) => Array.from({ length: count }, (_, place) => `v${place}`);

  it('is rejected with a reason, and accepted with the maximum', () => {
    assert.deepEqual(filterFrom({ state: values(maxValues) }).problems, []);
    assert.deepEqual(filterFrom({ state: values(maxValues + 1), resourceType: 'EBS' }), {
      filter: { resourceType: ['EBS'] },
      problems: [`state: more than ${maxValues} values`],
    });
    assert.deepEqual(filterFrom({ state: Array(maxValues + 1).fill('FAILED') }).problems, []);
  });

  it('is refused in the text of a selection, as are too many queries', () => {
    const withQueries = (count: number): JobSelection => ({
      parts: values(count).map((backupVaultName) => ({ query: { backupVaultName }, clientFilters: [] })),
    });
    const oneOf = (count: number): JobSelection => ({
      parts: [{ query: {}, clientFilters: [{ keeps: 'oneOf', filter: 'state', values: values(count) }] }],
    });
    for (const good of [withQueries(maxQueries), oneOf(maxValues)])
      assert.deepEqual(selectionFrom(selectionText(good)), good);
    for (const tooLarge of [withQueries(maxQueries + 1), oneOf(maxValues + 1)])
      assert.equal(selectionFrom(selectionText(tooLarge)), 'tooLarge');
    fc.assert(
      fc.property(filterArbitrary(), (filter) => {
        const selection = selectionOfFilter(filter, now);
        assert.deepEqual(selectionFrom(selectionText(selection)), selection);
      }),
    );
  });
});

/** One query for each combination of a filter's values. */
function everyCombination(filter: JobFilter): JobQuery[] {
  let queries: JobQuery[] = [
    filter.createdAfter === undefined ? {} : { createdAfter: new Date(filter.createdAfter) },
  ];
  for (const name of listFilters) {
    const values = (filter[name] ?? []).map((value) => (value === completedWithIssues ? 'COMPLETED' : value));
    if (values.length > 0)
      queries = queries.flatMap((query) =>
        [...new Set(values)].map((value) => ({ ...query, [name]: value })),
      );
  }
  return queries;
}

function sourceOf(account: readonly BackupJob[]): ServiceSource {
  const own = account.map((job) => ({ ...job, AccountId: '111122223333' }));
  return new ServiceSource(
    createSampleService({
      account: accountOf(own, { accountId: '111122223333' }),
      laterStates: ['FROZEN', ...unusedNames(20)],
    }),
  );
}

const unused: Omit<JobSource, 'limit' | 'listBackupJobs'> = {
  describeBackupJob: () => Promise.reject(new Error('Nobody asks for one job')),
  listBackupVaultNames: () => Promise.reject(new Error('Nobody asks for vaults')),
  dispose: () => {},
};
