import assert from 'node:assert/strict';
import fc from 'fast-check';
import { describe, it } from 'mocha';
import type { CountedBy, JobVersion } from '../../src/history/store/historyTypes.js';
import { compareContents, compareRanks, rankOf } from '../../src/history/store/versionOrder.js';
import { type BackupJob, type DescribedBackupJob, fieldsOf, latestFirst } from '../../src/jobs/backupJob.js';
import { type ClientFilter, passes } from '../../src/jobs/jobSelection.js';
import { completedWithIssues, displayState } from '../../src/jobs/jobStates.js';
import { matches } from '../../src/jobs/matches.js';
import { hostileJob, hostileTexts, mixedHostileJobs } from '../hostile.js';
import { jobArbitrary, queryArbitrary } from '../unit/jobs/arbitraries.js';
import { emptyHistories, historyFolder, historyJobsIn, jobsIn } from './historyFolder.js';

const regions = ['eu-west-1', 'us-east-1'];

/** A version of a job, with few values, so that versions are of the same job and times are equal. */
function versionArbitrary(): fc.Arbitrary<JobVersion> {
  return fc.record(
    {
      job: fc
        .tuple(jobArbitrary(), fc.constantFrom('job-1', 'job-2', 'D3A2B1C0-1234-4ABC-8DEF-0123456789AB'))
        .map(([job, BackupJobId]) => ({ ...job, AccountId: '111122223333', BackupJobId })),
      region: fc.constantFrom(...regions),
      asOf: fc.integer({ min: 1, max: 3 }),
      form: fc.constantFrom('event', 'report', 'whole'),
      isAtLeast: fc.constant(true),
    },
    { noNullPrototype: true, requiredKeys: ['job', 'region', 'asOf', 'form'] },
  );
}

function version(job: DescribedBackupJob, place: number): JobVersion {
  return { job, region: regions[place % 2] ?? '', asOf: 1, form: 'whole' };
}

const clientFilters: fc.Arbitrary<ClientFilter> = fc.oneof(
  fc.constantFrom<ClientFilter>({ keeps: 'withIssues' }, { keeps: 'withoutIssues' }),
  fc.record({
    keeps: fc.constant('ofField' as const),
    field: fc.constantFrom(
      'AccountId',
      'BackupType',
      'BackupVaultName',
      'CompletionDate',
      'CreatedBy.BackupPlanId',
      'CreationDate',
      'IamRoleArn',
      'MessageCategory',
      'ParentJobId',
      'ResourceArn',
      'State',
      'StatusMessage',
    ),
    value: fc.constantFrom(
      undefined,
      '',
      '111122223333',
      'prod',
      'plan-1',
      'arn:aws:iam::111122223333:role/nightly',
      'Access denied',
      'Success',
      'COMPLETED',
    ),
  }),
  fc.record({
    keeps: fc.constant('ofMessage' as const),
    pattern: fc.constantFrom(undefined, '', '<id> is busy', 'Access denied'),
  }),
  fc.record({
    keeps: fc.constant('oneOf' as const),
    filter: fc.constantFrom('backupVaultName', 'messageCategory', 'resourceType', 'state'),
    values: fc.subarray([
      'prod',
      'Success',
      'EBS',
      'FAILED',
      'COMPLETED',
      completedWithIssues,
      'accessDENIED',
    ]),
  }),
);

/** The values that jobs are counted by, read from a job. */
const countedValues = {
  AccountId: (job) => job.AccountId || undefined,
  BackupVaultName: (job) => job.BackupVaultName || undefined,
  'CreatedBy.BackupPlanId': (job) => job.CreatedBy?.BackupPlanId || undefined,
  Day: (job) => job.CreationDate?.toISOString().slice(0, 10),
  IamRoleArn: (job) => job.IamRoleArn || undefined,
  MessageCategory: (job) => job.MessageCategory?.toUpperCase() || undefined,
  ResourceType: (job) => job.ResourceType || undefined,
  State: (job) => displayState(job) || undefined,
} satisfies Partial<Record<CountedBy, (job: BackupJob) => string | undefined>>;

describe('The store of a history', () => {
  const withHistory = emptyHistories(historyFolder());

  it('returns every field of a job exactly, hostile texts and fields of a newer API included', () => {
    const newer = {
      Invented: { when: new Date(5), size: 2n ** 70n, list: [null, -0, 'a\u0000b'], $date: 1 },
      ['__proto__']: { polluted: true },
    };
    const odd: DescribedBackupJob = {
      BackupJobId: 'odd',
      BackupSizeInBytes: 2n ** 60n,
      BytesTransferred: 1.5,
      CreationDate: new Date(-1),
      ...newer,
    };
    const jobs = [
      {},
      odd,
      { BackupJobId: 'long', ResourceArn: hostileTexts.long, StatusMessage: hostileTexts.longLine },
      ...Object.values(hostileTexts)
        .filter((text) => text.length < 10_000)
        .map((text) => hostileJob(text, { BackupJobId: `id of ${text}` })),
      ...mixedHostileJobs(20),
    ].map(fieldsOf);
    const versions = jobs.map(version);
    withHistory((database) => {
      database.put(versions);
      const byContent = (one: BackupJob, other: BackupJob) => compareContents(one, other);
      const found = jobsIn(database, { query: {} }, 7).map(fieldsOf);
      assert.deepEqual(found.sort(byContent), [...jobs].sort(byContent));
      for (const job of jobs.filter(({ BackupJobId }) => BackupJobId !== undefined))
        assert.deepEqual(database.find(job.BackupJobId ?? '')?.job, job);
    });
  });

  it('selects the jobs that a query and its client-side filters select, on pages of any size, latest first', () =>
    fc.assert(
      fc.property(
        fc.array(jobArbitrary(), { maxLength: 12 }),
        queryArbitrary(3),
        fc.array(clientFilters, { maxLength: 2 }),
        fc.constantFrom(undefined, ...regions),
        fc.integer({ min: 1, max: 5 }),
        (generated, query, filters, region, maxResults) => {
          const jobs = generated.map((job, place) => ({ ...job, BackupJobId: `job-${place}` }));
          withHistory((database) => {
            database.put(jobs.map(version));
            const found = jobsIn(database, { query, clientFilters: filters, region }, maxResults);
            const expected = jobs.filter(
              (job, place) =>
                matches(query, job) &&
                passes(filters, job) &&
                (region === undefined || region === regions[place % 2]),
            );
            const ids = (list: readonly BackupJob[]) => list.map(({ BackupJobId }) => BackupJobId).sort();
            assert.deepEqual(ids(found), ids(expected));
            assert.deepEqual(found, [...found].sort(latestFirst));
          });
        },
      ),
    ));

  it('selects by any hostile text the jobs that have it', () => {
    const texts = Object.values(hostileTexts);
    withHistory((database) => {
      database.put(texts.map((text, place) => version(hostileJob(text, { BackupJobId: `${place}` }), 0)));
      for (const [place, text] of texts.entries()) {
        const query = {
          backupVaultName: text,
          resourceArn: text,
          state: text,
          parentJobId: text,
          resourceType: text,
        };
        const filters: ClientFilter[] = [{ keeps: 'oneOf', filter: 'state', values: [text] }];
        const found = jobsIn(database, { query, clientFilters: filters }, 100);
        assert.deepEqual(
          found.map(({ BackupJobId }) => BackupJobId),
          [`${place}`],
        );
      }
    });
  });

  it('counts like a count of the jobs', () =>
    fc.assert(
      fc.property(
        fc.array(jobArbitrary(), { maxLength: 20 }),
        queryArbitrary(1),
        fc.shuffledSubarray(Object.keys(countedValues) as (keyof typeof countedValues)[]),
        (generated, query, by) => {
          const jobs = generated.map((job, place) => ({ ...job, BackupJobId: `job-${place}` }));
          const expected = new Map<string, number>();
          for (const job of jobs.filter((one) => matches(query, one))) {
            const key = JSON.stringify(by.map((one) => countedValues[one](job)));
            expected.set(key, (expected.get(key) ?? 0) + 1);
          }
          // Without columns, SQL counts all jobs, also if there are none.
          if (by.length === 0 && expected.size === 0) expected.set('[]', 0);
          withHistory((database) => {
            database.put(jobs.map(version));
            const counts = database.count({ query }, by) ?? [];
            assert.deepEqual(
              new Map(counts.map(({ count, values }) => [JSON.stringify(values), count])),
              expected,
            );
          });
        },
      ),
    ));

  it('keeps all of the jobs that are not removed when it removes old ones', () =>
    fc.assert(
      fc.property(
        fc.array(jobArbitrary(), { maxLength: 12 }),
        fc.nat(6),
        fc.subarray(mixedHostileJobs(10)),
        (generated, hour, hostile) => {
          const time = Date.UTC(2026, 10, 23, hour);
          const jobs = [...generated, ...hostile].map((job, place) => ({
            ...job,
            BackupJobId: `job-${place}`,
          }));
          withHistory((database) => {
            database.put(jobs.map(version));
            const kept = jobs.filter(
              ({ CreationDate }) => CreationDate !== undefined && +CreationDate >= time,
            );
            assert.equal(database.removeBefore(time), jobs.length - kept.length);
            const names = (some: readonly DescribedBackupJob[]) =>
              some
                .map(fieldsOf)
                .sort((one, other) => ((one.BackupJobId ?? '') < (other.BackupJobId ?? '') ? -1 : 1));
            assert.deepEqual(names(historyJobsIn(database).map(({ job }) => job)), names(kept));
          });
        },
      ),
    ));

  it('keeps the newest version of each job, in whatever order and batches they arrive', () =>
    fc.assert(
      fc.property(
        fc
          .array(versionArbitrary(), { maxLength: 12 })
          .chain((versions) =>
            fc.tuple(fc.constant(versions), fc.shuffledSubarray(versions, { minLength: versions.length })),
          ),
        fc.integer({ min: 1, max: 5 }),
        ([versions, shuffled], size) => {
          const newest = new Map<string, JobVersion>();
          for (const one of versions) {
            const key = `${one.region} ${one.job.BackupJobId}`;
            const other = newest.get(key);
            const order =
              other === undefined
                ? 1
                : compareRanks(rankOf(one), rankOf(other)) || compareContents(one.job, other.job);
            if (order > 0) newest.set(key, one);
          }
          withHistory((database) => {
            for (let start = 0; start < shuffled.length; start += size)
              database.put(shuffled.slice(start, start + size));
            const found = new Map(
              historyJobsIn(database).map((job) => [`${job.region} ${job.job.BackupJobId}`, job]),
            );
            assert.deepEqual(found, newest);
          });
        },
      ),
    ));
});
