import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { BackupJob } from '../../../src/jobs/backupJob.js';
import { vaultDimension } from '../../../src/jobs/dimensions.js';
import { type Dimension, groupsOf } from '../../../src/jobs/grouping.js';
import { dimensions } from '../../../src/jobs/groupings.js';
import type { JobList } from '../../../src/jobs/jobList.js';
import { JobPool } from '../../../src/jobs/jobPool.js';
import { everyAccount, type JobQuery } from '../../../src/jobs/jobQuery.js';
import { selectionKey, selectionOf } from '../../../src/jobs/jobSelection.js';
import { completedWithIssues, displayState } from '../../../src/jobs/jobStates.js';
import { matches } from '../../../src/jobs/matches.js';
import { createSampleService } from '../../../src/sample/sampleService.js';
import { accountOf } from '../../service/givenAccount.js';
import { jobsArbitrary, queryArbitrary } from './arbitraries.js';
import { type Fault, ServiceSource } from './serviceSource.js';
import { VirtualClock } from './virtualClock.js';

const ownAccount = '111122223333';

function sourceOf(account: readonly BackupJob[]): ServiceSource {
  return new ServiceSource(
    createSampleService({
      account: accountOf(account, { accountId: ownAccount }),
      managementAccount: true,
      laterStates: ['FROZEN'],
    }),
  );
}

async function wholeAnswer(source: ServiceSource, query: JobQuery): Promise<readonly BackupJob[]> {
  const { signal } = new AbortController();
  return (await source.listBackupJobs(query, { maxResults: 1000, signal })).jobs;
}

/** A leaf of the tree, and which jobs of the complete answer belong to it. */
interface Place {
  readonly list: JobList;
  readonly belongs: (job: BackupJob) => boolean;
}

type Step =
  | {
      readonly act: 'expand' | 'loadMore';
      readonly place: number;
      readonly dimension: number;
      readonly group: number;
      readonly waits: boolean;
    }
  | {
      readonly act: 'loadAll';
      readonly place: number;
      readonly pagesUntilCancel: number | undefined;
      readonly waits: boolean;
    }
  | { readonly act: 'refresh'; readonly waits: boolean }
  | {
      /** Begins an operation and aborts it after this many ticks: a page takes about ten. */
      readonly act: 'abort';
      readonly place: number;
      readonly work: 'loadAll' | 'loadMore' | 'reread';
      readonly ticks: number;
    }
  | { readonly act: 'fault'; readonly fault: Fault };

/** The selection of the whole tree: one query, or one query for each of several states. */
const roots: readonly { readonly query: JobQuery; readonly states?: readonly string[] }[] = [
  { query: {} },
  { query: { accountId: everyAccount } },
  { query: { createdAfter: new Date(Date.UTC(2026, 10, 23, 2)) } },
  { query: {}, states: ['FAILED', 'COMPLETED', 'FROZEN'] },
];

const plainSteps: fc.Arbitrary<Step>[] = [
  fc.record<Extract<Step, { group: number }>>({
    act: fc.constantFrom('expand', 'loadMore'),
    place: fc.nat(),
    dimension: fc.nat(),
    group: fc.nat(),
    waits: fc.boolean(),
  }),
  fc.record<Extract<Step, { act: 'refresh' }>>({ act: fc.constant('refresh'), waits: fc.boolean() }),
  fc.record<Extract<Step, { fault: Fault }>>({
    act: fc.constant('fault'),
    fault: fc.constantFrom('network', 'invalidToken', 'emptyPage', 'repeatedToken', 'jobsOfThePageBefore'),
  }),
];

const abortStep = (...works: Extract<Step, { act: 'abort' }>['work'][]) =>
  fc.record<Extract<Step, { act: 'abort' }>>({
    act: fc.constant('abort'),
    place: fc.nat(),
    work: fc.constantFrom(...works),
    ticks: fc.nat(100),
  });

/** A refresh that fails, followed by an operation that is aborted. */
const failedRefresh = (abort: fc.Arbitrary<Step>) =>
  fc.tuple(
    fc.constant<Step>({ act: 'fault', fault: 'network' }),
    fc.constant<Step>({ act: 'refresh', waits: true }),
    abort,
  );

const loadAllStep = fc.record<Extract<Step, { act: 'loadAll' }>>({
  act: fc.constant('loadAll'),
  place: fc.nat(),
  pagesUntilCancel: fc.option(fc.nat(8), { nil: undefined }),
  waits: fc.boolean(),
});

describe('The laws of the tree', () => {
  it('a query selects what the service selects', async () => {
    await fc.assert(
      fc.asyncProperty(jobsArbitrary(40), queryArbitrary(3), async (account, query) => {
        const answer = await wholeAnswer(sourceOf(account), query);
        const isAsked = (job: BackupJob) =>
          query.accountId === undefined ? (job.AccountId ?? ownAccount) === ownAccount : matches(query, job);
        const expected = account.filter((job) => isAsked(job) && matches(query, job));
        assert.deepEqual(new Set(answer.map(idOf)), new Set(expected.map(idOf)));
      }),
      { numRuns: 1500 },
    );
  });

  it('every place shows a prefix of the true answer, all of it when complete, and no job twice', () =>
    assertLaw(jobsArbitrary(60), plainSteps, abortStep('loadMore', 'reread'), assertPrefix)).timeout(120_000);

  it('after a Load All, every place shows a part of the true answer, all of it when complete, and no job twice', () =>
    assertLaw(
      datedJobs,
      [...plainSteps, loadAllStep],
      abortStep('loadAll', 'loadMore', 'reread'),
      () => {},
    )).timeout(120_000);
});

/** A job without a creation date is in no window of a sweep. */
const datedJobs = jobsArbitrary(60).map((jobs) =>
  jobs.map((job) => ({ ...job, CreationDate: job.CreationDate ?? new Date(Date.UTC(2026, 10, 20)) })),
);

function assertLaw(
  accounts: fc.Arbitrary<BackupJob[]>,
  possibleSteps: fc.Arbitrary<Step>[],
  aborts: fc.Arbitrary<Step>,
  assertOrder: typeof assertPrefix,
): Promise<void> {
  return fc.assert(
    fc.asyncProperty(
      accounts,
      fc.constantFrom(...roots),
      fc.integer({ min: 1, max: 12 }),
      fc
        .array(
          fc.oneof(
            fc.oneof(...possibleSteps, aborts).map((step) => [step]),
            failedRefresh(aborts),
          ),
          { maxLength: 40 },
        )
        .map((steps) => steps.flat()),
      async (account, { query, states }, pageSize, walk) => {
        const source = sourceOf(account);
        const truth = await wholeAnswer(source, query);
        const pool = new JobPool({
          source,
          pageSize: () => pageSize,
          sweepPageSize: pageSize,
          maxPagesWithoutProgress: 2,
          clock: new VirtualClock(),
        });
        const places = new Map<string, Place>();
        const open = (place: Place) => places.set(selectionKey(place.list.selection), place);
        const parts = states?.map((state) => ({ query: { ...query, state }, clientFilters: [] }));
        const root = parts === undefined ? selectionOf(query) : { parts };
        open({ list: pool.list(root), belongs: ({ State }) => states?.includes(State ?? '') ?? true });
        const running: Promise<void>[] = [];
        const failures = new Failures(source);
        for (const step of walk) {
          if (step.act === 'abort') {
            await Promise.all(running);
            failures.record(places.values());
            await assertAbort(step, { pool, places, failures });
            continue;
          }
          running.push(perform(step, { source, pool, places, open }));
          if (step.act === 'fault' || !step.waits) continue;
          await Promise.all(running);
          failures.assertShown(places.values());
          failures.record(places.values(), step.act === 'refresh');
          for (const place of places.values()) {
            assertOrder(place, truth);
            assertHonest(place, truth);
          }
        }
        await Promise.all(running);
        source.heal();
        for (const place of places.values()) {
          for (let page = 0; !place.list.isComplete && page < 200; page++) await place.list.loadMore();
          assert.equal(place.list.isComplete, true);
          assertOrder(place, truth);
          assertHonest(place, truth);
        }
      },
    ),
    { numRuns: 1500 },
  );
}

async function perform(
  step: Exclude<Step, { act: 'abort' }>,
  tree: {
    readonly source: ServiceSource;
    readonly pool: JobPool;
    readonly places: ReadonlyMap<string, Place>;
    readonly open: (place: Place) => void;
  },
): Promise<void> {
  const places = [...tree.places.values()];
  switch (step.act) {
    case 'fault':
      return tree.source.injectFault(step.fault);
    case 'refresh':
      return tree.pool.refresh(places.map(({ list }) => list.selection));
    case 'loadMore':
      return places[step.place % places.length]?.list.loadMore();
    case 'loadAll': {
      const place = places[step.place % places.length];
      if (place === undefined) return;
      const cancel = new AbortController();
      let pagesLeft = step.pagesUntilCancel ?? Number.POSITIVE_INFINITY;
      const onProgress = () => (pagesLeft-- === 0 ? cancel.abort() : undefined);
      await tree.pool.loadAll(place.list.selection, { signal: cancel.signal, onProgress });
      return;
    }
    case 'expand': {
      const place = places[step.place % places.length];
      if (place === undefined) return;
      const dimension = dimensions[step.dimension % dimensions.length] ?? vaultDimension;
      const groups = groupsOf(place.list, dimension, { now: new Date(Date.UTC(2026, 10, 24)) });
      const group = groups[step.group % Math.max(1, groups.length)];
      if (group === undefined) return;
      const list = tree.pool.list(group.selection);
      const belongs = (job: BackupJob) => place.belongs(job) && isIn(dimension.name, group.value, job);
      tree.open({ list, belongs });
      await list.loadMore();
    }
  }
}

/** Checks that an abort neither removes jobs that have arrived nor hides a failure. */
async function assertAbort(
  step: Extract<Step, { act: 'abort' }>,
  tree: {
    readonly pool: JobPool;
    readonly places: ReadonlyMap<string, Place>;
    readonly failures: Failures;
  },
): Promise<void> {
  const { list } = [...tree.places.values()][step.place % tree.places.size] ?? {};
  if (list === undefined) return;
  const before = seen(list);
  const abort = new AbortController();
  const { signal } = abort;
  const works = {
    loadAll: () => tree.pool.loadAll(list.selection, { signal }),
    loadMore: () => list.loadMore(signal),
    reread: () => list.reread(signal),
  };
  const work: Promise<unknown> = works[step.work]();
  for (let ticks = 0; ticks < step.ticks; ticks++) await Promise.resolve();
  const atAbort = seen(list);
  abort.abort();
  await work;
  const after = seen(list);
  if (step.ticks === 0) assert.deepEqual(after, before, 'an abort changes nothing');
  const kept = step.work === 'loadAll' ? after.jobs.slice(0, atAbort.jobs.length) : after.jobs;
  if (atAbort.state !== 'loading' || list.selection.parts.length > 1) return;
  assert.deepEqual(kept, atAbort.jobs, 'an abort keeps the jobs that are shown');
  // With client-side filters, one call may be several operations: the first of them may have succeeded.
  if (tree.failures.hasFailedRefresh(list) && !list.isComplete && !list.isClientFiltered)
    assert.equal(after.state, 'failed', 'an abort hides no failure');
}

/** What a user sees of a list. */
function seen(list: JobList) {
  return { jobs: list.jobs().map(idOf), state: list.state.name, isComplete: list.isComplete };
}

/** The lists that show a failure, and whether something has succeeded since then. */
class Failures {
  readonly #source: ServiceSource;
  #failed = new Set<JobList>();
  readonly #ofRefresh = new Set<JobList>();
  #pages = 0;

  constructor(source: ServiceSource) {
    this.#source = source;
  }

  /** Whether a refresh has failed, and nothing has succeeded since. */
  hasFailedRefresh(list: JobList): boolean {
    return this.#ofRefresh.has(list);
  }

  record(places: Iterable<Place>, isRefreshed = false): void {
    const failed = [...places].map(({ list }) => list).filter(({ state }) => state.name === 'failed');
    for (const list of failed) if (isRefreshed && list.hasStarted) this.#ofRefresh.add(list);
    this.#failed = new Set(failed);
    const mayHaveSucceeded = !isRefreshed && this.#source.pages > this.#pages;
    for (const list of this.#ofRefresh)
      if (mayHaveSucceeded || !this.#failed.has(list)) this.#ofRefresh.delete(list);
    this.#pages = this.#source.pages;
  }

  /** Only a success removes a failure. A wider list that is complete counts as one. */
  assertShown(places: Iterable<Place>): void {
    const lists = [...places].map(({ list }) => list);
    const mayAnswer = lists.some((list) => list.state.name === 'done' && !this.#failed.has(list));
    if (mayAnswer || this.#source.pages > this.#pages) return;
    for (const list of lists)
      if (this.#failed.has(list)) assert.equal(list.state.name, 'failed', 'a failure is shown');
  }
}

/** Whether a job is in a group, decided as independently of the code under test as possible. */
function isIn(dimension: Dimension['name'], value: string | undefined, job: BackupJob): boolean {
  const hasIssues =
    job.State === 'COMPLETED' && !['SUCCESS', 'Success', undefined].includes(job.MessageCategory);
  assert.equal(displayState(job), hasIssues ? completedWithIssues : job.State);
  const values: Readonly<Record<string, string | undefined>> = {
    account: job.AccountId,
    category: job.MessageCategory?.toUpperCase(),
    day: job.CreationDate?.toLocaleDateString('sv'),
    message: job.StatusMessage?.replace(/vol-\w+/, '<id>'),
    plan: job.CreatedBy?.BackupPlanId,
    resource: job.ResourceArn,
    resourceType: job.ResourceType,
    role: job.IamRoleArn,
    state: hasIssues ? completedWithIssues : job.State,
    vault: job.BackupVaultName,
  };
  assert.ok(dimension in values, dimension);
  return values[dimension] === value;
}

function assertPrefix({ list, belongs }: Place, truth: readonly BackupJob[]): void {
  if (list.selection.parts.length > 1) return;
  const shown = list.jobs().map(idOf);
  const whole = truth.filter(belongs).map(idOf);
  assert.deepEqual(shown, whole.slice(0, shown.length), 'a prefix of the true answer, each job once');
}

function assertHonest({ list, belongs }: Place, truth: readonly BackupJob[]): void {
  const shown = list.jobs().map(idOf);
  const whole = truth.filter(belongs).map(idOf);
  assert.equal(new Set(shown).size, shown.length, 'nothing twice');
  assert.ok(
    shown.every((id) => whole.includes(id)),
    'only jobs that belong here',
  );
  if (list.isComplete) assert.equal(shown.length, whole.length, 'complete means equal');
}

function idOf(job: BackupJob): string | undefined {
  return job.BackupJobId;
}
