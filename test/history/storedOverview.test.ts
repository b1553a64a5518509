import assert from 'node:assert/strict';
import fc from 'fast-check';
import { describe, it } from 'mocha';
import { HistorySource } from '../../src/history/historySource.js';
import type { HistoryStore } from '../../src/history/historyStore.js';
import type { JobVersion } from '../../src/history/store/historyTypes.js';
import { AcceptedIssues } from '../../src/jobs/acceptedIssues.js';
import { type BackupJob, fieldsOf } from '../../src/jobs/backupJob.js';
import { coverageOf, type ProvenTimes } from '../../src/jobs/coverage.js';
import { type JobSelection, selectionOf, selects } from '../../src/jobs/jobSelection.js';
import type { KnownIssue } from '../../src/jobs/knownIssue.js';
import { isOfHistory } from '../../src/jobs/lastKnown.js';
import { withReplaced } from '../../src/jobs/withReplaced.js';
import {
  type FiguresOptions,
  type OverviewFigures,
  overviewFigures,
} from '../../src/overview/figures/overviewFigures.js';
import { scheduleFigures } from '../../src/overview/figures/scheduleFigures.js';
import { type StoredFigures, storedFigures } from '../../src/overview/figures/storedOverview.js';
import { overviewViewModel } from '../../src/overview/viewModels/overviewViewModel.js';
import { Targets } from '../../src/overview/viewModels/viewModelContext.js';
import { Chance, noise } from '../../src/sample/random.js';
import { jobsOfHistory } from '../../src/schedule/listedJobs.js';
import { reportByRegion } from '../../src/schedule/subjectSchedule.js';
import { hostileTexts, mixedHostileJobs } from '../hostile.js';
import { jobArbitrary, queryArbitrary } from '../unit/jobs/arbitraries.js';
import { historyOf } from '../unit/schedule/histories.js';
import { historyFolder, historyStores } from './historyFolder.js';

const regions = ['eu-west-1', 'us-east-1'];
const now = new Date('2026-11-24T12:00:00Z');
const options = { now, asOf: now, periodMs: 14 * 86_400_000, staleMs: 86_400_000 };
const issues: readonly KnownIssue[] = [
  { backupVaultName: 'prod', reason: 'planned', until: '2026-12-31' },
  { statusMessage: '*denied*', reason: 'role', until: '2026-12-31' },
];

describe('The overview that is counted where jobs are stored', () => {
  const { open } = historyStores(historyFolder());

  it('law: has the figures of the same jobs that were read, for any filter', async () => {
    const store = await open('law.db');
    await fc.assert(
      fc.asyncProperty(
        fc.array(
          fc.oneof({ weight: 5, arbitrary: jobArbitrary() }, fc.constantFrom(...mixedHostileJobs(20))),
          {
            maxLength: 30,
          },
        ),
        fc.array(
          fc.record({
            query: queryArbitrary(),
            clientFilters: fc.constantFrom(
              [],
              [{ keeps: 'withIssues' as const }],
              // SQL cannot answer it.
              [{ keeps: 'ofField' as const, field: 'BackupType' as const, value: undefined }],
            ),
          }),
          { minLength: 1, maxLength: 2 },
        ),
        fc.boolean(),
        async (jobs, parts, isWhole) => {
          const selection: JobSelection = isWhole ? selectionOf({}) : { parts };
          const versions = jobs.map(
            (job, index): JobVersion => ({
              job: { ...job, BackupJobId: `job-${index}` },
              region: regions[index % 2] ?? '',
              asOf: 1,
              form: 'whole',
            }),
          );
          await store.run('erase', {});
          await store.run('put', { versions });
          const read = new Map(
            regions.map((region) => [
              region,
              versions
                .filter((one) => one.region === region && selects(selection, one.job))
                .map(({ job }) => job),
            ]),
          );
          const accepted = new AcceptedIssues(issues);
          assert.deepEqual(
            comparable((await stored(store, selection)).figures),
            comparable(await overviewFigures(read, { ...options, accepted })),
          );
        },
      ),
      { numRuns: 25 },
    );
  });

  it('law: judges runs as those of the same jobs that were read', async () => {
    const store = await open('runs.db');
    let found = 0;
    await fc.assert(
      fc.asyncProperty(fc.integer(), async (seed) => {
        const { knownSince, others, readAt, runs } = historyOf(seed);
        const chance = new Chance(noise(seed, 9));
        const made = runs.filter(() => chance.draw() >= 0.1).flatMap((run) => [...run.jobs, ...run.nested]);
        // A time that is none is not stored.
        const jobs = [...made, ...others].filter((job) => !Number.isNaN(job.CreationDate?.getTime()));
        await store.run('erase', {});
        await store.run('put', {
          versions: jobs.map(
            (job): JobVersion => ({ job, region: 'eu-west-1', asOf: readAt, form: 'whole' }),
          ),
        });
        const times = { known: [{ from: knownSince, to: readAt }], end: readAt };
        const asOf = new Date(readAt);
        const counted = { ...options, now: asOf, asOf };
        const accepted = new AcceptedIssues(issues);
        const report = await reportByRegion(
          regions.map((region) => jobsOfHistory(region, region === 'eu-west-1' ? jobs : [], times)),
          {},
        );
        found += report.findings.length;
        const shown = ({ figures, schedule }: StoredFigures) =>
          overviewViewModel(figures, schedule, {
            ...counted,
            coverage: {
              ...coverageOf(selectionOf({}), { isComplete: true, readSince: undefined }),
              isHistory: true,
            },
            locale: 'en',
            targets: new Targets(),
          });
        assert.deepEqual(
          await shown(await stored(store, selectionOf({}), { ...counted, provenTimes: [times, times] })),
          await shown({
            figures: await overviewFigures(new Map([['eu-west-1', jobs]]), { ...counted, accepted }),
            schedule: await scheduleFigures(report, asOf, { accepted }),
          }),
        );
      }),
      { numRuns: 25 },
    );
    assert.ok(found > 0);
  });

  it('returns whole jobs of a history, and the known issues of this thread', async () => {
    const store = await open('whole.db');
    const job: BackupJob = {
      AccountId: '111122223333',
      BackupJobId: 'failed',
      BackupVaultName: 'prod',
      BackupSizeInBytes: 12345678901234567890n,
      CreationDate: new Date('2026-11-24T01:00:00Z'),
      CompletionDate: new Date('2026-11-24T02:00:00Z'),
      ResourceArn: 'arn:aws:ec2:eu-west-1:111122223333:volume/vol-1',
      State: 'FAILED',
      StatusMessage: hostileTexts.markup,
    };
    const asOf = Date.parse('2026-11-24T03:00:00Z');
    await store.run('put', {
      versions: [{ job, region: 'eu-west-1', asOf, form: 'whole' }],
    });
    const { figures } = await stored(store, selectionOf({}));
    const [entry] = figures.attention.top;
    assert.deepEqual(fieldsOf(entry?.job ?? {}), fieldsOf(job));
    assert.equal(entry?.issue, issues[0]);
    assert.deepEqual([...figures.issues.keys()], [issues[0]]);
    assert.equal(isOfHistory(entry?.job ?? {}), true);
  });

  it('ends when it is cancelled, and leaves the worker to others', async () => {
    const store = await open('cancelled.db');
    const versions = Array.from(
      { length: 3000 },
      (_, index): JobVersion => ({
        job: { BackupJobId: `job-${index}`, State: 'COMPLETED', ResourceArn: `arn:aws:s3:::bucket-${index}` },
        region: 'eu-west-1',
        asOf: 1,
        form: 'whole',
      }),
    );
    await store.run('put', { versions });
    const cancel = new AbortController();
    const counting = stored(store, selectionOf({}), options, cancel.signal);
    cancel.abort(new Error('not wanted'));
    await assert.rejects(counting);
    assert.equal((await store.run('extent', {})).jobs, 3000);
  });
});

function stored(
  store: HistoryStore,
  selection: JobSelection,
  own: FiguresOptions & { readonly provenTimes?: readonly ProvenTimes[] } = options,
  signal = new AbortController().signal,
): Promise<StoredFigures> {
  const source = new HistorySource({ region: 'eu-west-1', open: () => Promise.resolve(store) });
  return storedFigures(
    { count: 1, analyze: (...parameters) => source.analyze(...parameters) },
    {
      selection,
      sessions: regions.map((region) => ({ region, key: region, pool: {} as never })),
      filter: {},
      filterText: '',
    },
    { provenTimes: undefined, ...own, accepted: new AcceptedIssues(issues) },
    signal,
  );
}

/** The figures with plain objects in place of jobs. */
function comparable(figures: OverviewFigures): unknown {
  return withReplaced(figures, (object) =>
    'BackupJobId' in object ? { ...fieldsOf(object as BackupJob) } : undefined,
  );
}
