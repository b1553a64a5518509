import assert from 'node:assert/strict';
import { acceptedIssues, noKnownIssues } from '../../../src/jobs/acceptedIssues.js';
import type { BackupJob } from '../../../src/jobs/backupJob.js';
import { selectionOfFilter } from '../../../src/jobs/filterPlan.js';
import type { JobFilter } from '../../../src/jobs/jobFilter.js';
import { JobPool } from '../../../src/jobs/jobPool.js';
import { referenceOf } from '../../../src/jobs/jobReference.js';
import { type JobFailure, JobSourceError, type Remedy } from '../../../src/jobs/jobSource.js';
import type { JobsSubject } from '../../../src/jobs/jobsSubject.js';
import { dayAfter } from '../../../src/jobs/knownIssue.js';
import type { KnownIssueSource } from '../../../src/jobs/knownIssueSource.js';
import { narrowFilter } from '../../../src/jobs/narrowFilter.js';
import { type ReadTime, readTimeNow } from '../../../src/jobs/oldRead.js';
import type { StoredJobs } from '../../../src/jobs/storedJobs.js';
import { systemTime } from '../../../src/jobs/sweep/clock.js';
import {
  countStoredOverview,
  type StoredOverviewOptions,
} from '../../../src/overview/figures/storedOverview.js';
import type { OverviewDependencies } from '../../../src/overview/overviewDependencies.js';
import { overviewRequestFrom } from '../../../src/overview/overviewMessages.js';
import { OverviewModel } from '../../../src/overview/overviewModel.js';
import { createSampleService } from '../../../src/sample/sampleService.js';
import { throttling } from '../../service/faultKinds.js';
import { accountOf } from '../../service/givenAccount.js';
import { ServiceSource } from '../jobs/serviceSource.js';
import { remoteService } from '../jobs/sweep/remoteService.js';

const hour = 3_600_000;
const unnamed: JobFailure = {
  kind: 'invalidParameter',
  summary: 'Not named',
  detail: '',
  remedy: 'clearFilters',
};

describe('The overview', () => {
  it('loads all jobs into the lists of the tree, and counts them', async () => {
    const { model, pools, texts } = overviewOf([night('a', ['FAILED', 'COMPLETED'])]);
    await model.read();
    assert.deepEqual(cardsOf(model).slice(0, 2), ['Succeeded 50%', 'Failed 1']);
    assert.equal(model.subjectText, 'account a');
    assert.equal(pools[0]?.list(selectionOfFilter({}, new Date())).isComplete, true);
    assert.equal(texts.at(-1), undefined);
  });

  it('counts very many stored jobs where they are, and reads them only if its filter needs that', async () => {
    const { fake, model, pools, sources, texts } = overviewOf([
      night('a', ['FAILED']),
      night('b', ['COMPLETED']),
    ]);
    const counted: unknown[] = [];
    const stored: StoredJobs = {
      count: 1_000_000,
      analyze: async (analysis, { regions, selection }, options, signal) => {
        counted.push([analysis.name, regions, selection.parts.map(({ query }) => query.state)]);
        const byRegion = new Map([
          ['region-1', night('c', ['FAILED', 'COMPLETED', 'COMPLETED', 'COMPLETED'])],
        ]);
        return countStoredOverview(byRegion, options as StoredOverviewOptions, signal) as never;
      },
    };
    for (const source of sources) Object.assign(source, { stored });
    await model.read();
    assert.deepEqual(cardsOf(model).slice(0, 2), ['Succeeded 75%', 'Failed 1']);
    assert.deepEqual(counted, [['overview', ['region-0', 'region-1'], [undefined]]]);
    assert.equal(pools[0]?.list(selectionOfFilter({}, new Date())).hasStarted, false);
    assert.ok(texts.includes('Counting…'));
    await model.choosePeriod(168);
    model.follow();
    assert.equal(counted.length, 2, 'another period is counted in the same place, and nothing new is not');
    Object.assign(sources[0] ?? {}, { unanswered: () => ({ failure: unnamed, isEverywhere: false }) });
    fake.filter = { state: ['FAILED'] };
    await model.read();
    assert.equal(counted.length, 2);
    Object.assign(sources[0] ?? {}, { unanswered: undefined, stored: { ...stored, count: 10 } });
    await model.read();
    assert.deepEqual(cardsOf(model).slice(1, 2), ['Failed 1']);
    assert.equal(counted.length, 2);
  });

  it('can be stopped while stored jobs are counted, and shows what it showed before', async () => {
    const { model, sources } = overviewOf([night('a', ['FAILED', 'COMPLETED'])]);
    await model.read();
    const before = cardsOf(model);
    const stored: StoredJobs = {
      count: 1_000_000,
      analyze: (_analysis, _jobs, _options, signal) =>
        new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason))),
    };
    Object.assign(sources[0] ?? {}, { stored });
    for (const pool of model.shown?.subject.sessions.map((session) => session.pool) ?? [])
      Object.assign(pool, {
        list: () => ({ isComplete: false, unanswered: undefined, newest: { changes: 0 } }),
      });
    const reading = model.read();
    await new Promise((resolve) => setImmediate(resolve));
    model.stop();
    await reading;
    assert.equal(model.progress, undefined);
    assert.deepEqual(cardsOf(model), before);
    assert.deepEqual(
      model.notices.map(({ summary }) => summary),
      ['Cancelled'],
    );
  });

  it('shows no figures of a connection that is no longer in use', async () => {
    const { fake, model } = overviewOf([night('a', ['FAILED'])]);
    await model.read();
    fake.connection = 'another';
    assert.deepEqual([model.shown, model.subjectText], [undefined, '']);
  });

  it('drops a read when the connection changes', async () => {
    const { fake, model } = overviewOf([night('a', ['FAILED'])]);
    const reading = model.read();
    fake.connection = 'another';
    model.forget();
    await reading;
    assert.deepEqual([model.shown, model.progress], [undefined, undefined]);
  });

  it('shows that it waits while the service throttles', async () => {
    const { faulty, pool } = remoteService({ jobs: 300, pageSize: 100 });
    faulty.heal();
    faulty.fail(throttling, { times: 2 });
    const { model, texts } = overviewOf([], [pool]);
    await model.read();
    assert.deepEqual(
      texts.filter((text) => text?.includes('throttled')),
      [
        'Loading backup jobs… 0 so far · throttled, waiting',
        'Loading backup jobs… 0 so far · throttled, waiting',
      ],
    );
    assert.deepEqual(model.notices, []);
  });

  it('offers to clear the filters only if there are filters', async () => {
    const { fake, model, sources } = overviewOf([night('a', ['FAILED'])]);
    const refused = new JobSourceError({
      kind: 'invalidParameter',
      summary: 'No',
      detail: '',
      remedy: 'clearFilters',
    });
    const [source] = sources;
    assert.ok(source);
    source.listBackupJobs = () => Promise.reject(refused);
    const actions: unknown[] = [];
    for (const filter of [{}, { state: ['FAILED'] }]) {
      fake.filter = filter;
      await model.read();
      actions.push(model.notices[0]?.action);
    }
    assert.deepEqual(actions, ['Retry', 'Clear Filters']);
  });

  it('counts the regions that respond, and shows the failures of the others', async () => {
    const { model, sources } = overviewOf([night('a', ['COMPLETED']), night('b', ['FAILED'])]);
    for (let time = 0; time < 200; time++) sources[1]?.injectFault('network');
    await model.read();
    assert.deepEqual(
      model.notices.map(({ action, summary }) => [summary, action]),
      [
        ['region-1: network', 'Retry'],
        ['Not all jobs are loaded', 'Load the Rest'],
      ],
    );
    assert.deepEqual(
      cardsOf(model).slice(0, 2),
      ['Succeeded —', 'Failed —'],
      'unknown figures are not shown',
    );
  });

  it('says once what the jobs of no region can answer, does not offer to load it, and counts no jobs', async () => {
    const { fake, model, sources } = overviewOf([night('a', ['FAILED']), night('b', ['FAILED'])]);
    const failure: JobFailure = {
      kind: 'invalidParameter',
      summary: 'Not named',
      detail: '',
      remedy: 'clearFilters',
    };
    for (const source of sources)
      Object.assign(source, {
        listBackupJobs: () => Promise.reject(new JobSourceError(failure)),
        unanswered: () => ({ failure, isEverywhere: true }),
      });
    fake.filter = { messageCategory: ['AccessDenied'] };
    await model.read();
    assert.deepEqual(
      model.notices.map(({ action, summary }) => [summary, action]),
      [['region-0, region-1: Not named', 'Clear Filters']],
    );
    const { days, note } = model.shown?.viewModel ?? {};
    assert.match(note ?? '', /^No known jobs, as of /);
    assert.equal(days?.empty, 'No job is known of any of these days.');
  });

  it('counts only the jobs of its filter although all jobs of the account are loaded', async () => {
    const { fake, model } = overviewOf([night('a', ['FAILED', 'COMPLETED', 'COMPLETED'])]);
    await model.read();
    fake.filter = { resourceArn: 'arn:aws:ec2:us-east-1:111122223333:volume/a-1' };
    await model.read();
    assert.deepEqual(
      [cardsOf(model).slice(0, 2), model.shown?.viewModel.note?.split(',')[0]],
      [['Succeeded 100%', 'Failed 0'], '1 job'],
    );
  });

  it('shows that the filter of the tree has changed, and uses it when the user requests that', async () => {
    const { fake, model } = overviewOf([night('a', ['FAILED', 'COMPLETED'])]);
    await model.read();
    fake.filter = { state: ['FAILED'] };
    const [notice] = model.notices;
    assert.equal(notice?.summary, 'The tree’s filter has changed');
    await model.read();
    assert.deepEqual(model.notices, []);
    assert.deepEqual(
      cardsOf(model),
      ['Succeeded —', 'Failed 1', 'Expired —', 'Completed with issues —', 'Completed —', 'Running now —'],
      'no figures of what the filter excludes',
    );
    assert.match(sectionOf(model, 'stale').empty ?? '', /so this is unknown/);
  });

  it('reads nothing while it waits for the user, whatever else changes', async () => {
    const { model, sources } = overviewOf([night('a', ['FAILED'])]);
    model.wait();
    await model.choosePeriod(168);
    model.forget();
    const [notice, ...others] = model.notices;
    assert.deepEqual(
      [notice?.action, others, model.isWaiting, model.shown, sources[0]?.requests],
      ['Load All Jobs', [], true, undefined, 0],
    );
    notice?.act();
    while (model.progress !== undefined) await new Promise((resolve) => setTimeout(resolve, 1));
    assert.deepEqual([model.notices, model.isWaiting, model.period], [[], false, 168]);
    assert.equal(cardsOf(model)[1], 'Failed 1');
  });

  it('has notices with a key of their own for each fix and connection, and the same one while they last', async () => {
    const { fake, model, sources } = overviewOf([night('a', ['FAILED'])]);
    const keyAfter = async (remedy: Remedy) => {
      const failure = { kind: 'credentials', summary: 'No', detail: '', remedy } as const;
      Object.assign(sources[0] ?? {}, { listBackupJobs: () => Promise.reject(new JobSourceError(failure)) });
      await model.read();
      return model.notices.map(({ action, key }) => ({ action, key }))[0];
    };
    const first = await keyAfter('signIn');
    assert.deepEqual(await keyAfter('signIn'), first);
    const other = await keyAfter('selectConnection');
    fake.connection = 'another';
    model.forget();
    fake.connection = 'account a';
    const again = await keyAfter('signIn');
    assert.deepEqual(
      [first?.action, other?.action, again?.action],
      ['Sign In', 'Select Connection…', 'Sign In'],
    );
    assert.equal(new Set([first, other, again].map((notice) => notice?.key)).size, 3);
  });

  it('offers to select a connection if there is none', async () => {
    const { fake, model } = overviewOf([]);
    await model.read();
    assert.deepEqual(
      model.notices.map(({ action }) => action),
      ['Select Connection…'],
    );
    model.notices[0]?.act();
    assert.deepEqual(fake.remedies, ['selectConnection']);
  });

  it('shows why a connection cannot be opened', async () => {
    const { fake, model } = overviewOf([night('a', [])]);
    fake.error = new JobSourceError({
      kind: 'signInExpired',
      summary: 'Expired',
      detail: '',
      remedy: 'signIn',
    });
    await model.read();
    model.notices[0]?.act();
    assert.deepEqual([model.notices[0]?.action, fake.remedies], ['Sign In', ['signIn']]);
  });

  it('counts again after a change of the period and the setting, without a request', async () => {
    const { fake, model, sources } = overviewOf([night('a', ['COMPLETED'], 30 * hour)]);
    await model.read();
    const { requests } = sources[0] ?? { requests: Number.NaN };
    assert.equal(sectionOf(model, 'stale').table.rows.length, 1);
    fake.hours = 48;
    await model.choosePeriod(168);
    assert.equal(sectionOf(model, 'stale').table.rows.length, 0);
    assert.ok(cardsOf(model).includes('Completed 1'));
    assert.equal(sources[0]?.requests, requests);
  });

  it('counts again with other known issues, also if they change during a count, without a request', async () => {
    const { fake, model, sources } = overviewOf([night('a', ['FAILED'])]);
    await model.read();
    const { requests } = sources[0] ?? { requests: Number.NaN };
    const entryOf = (reason: string) => {
      const issue = {
        resourceArn: 'arn:aws:ec2:us-east-1:111122223333:volume/a-0',
        reason,
        until: dayAfter(new Date(), 30),
      };
      return { scope: 'user' as const, place: 0, stored: issue, issue, isPast: false, problems: [] };
    };
    const use = (reason: string) => {
      const entries = [entryOf(reason)];
      fake.knownIssues = { entries, accepted: acceptedIssues(entries) };
    };
    const shown = () => [
      model.shown?.viewModel.verdict.tone,
      model.shown?.viewModel.attention.find(({ name }) => name === 'knownIssues')?.table.rows[0]?.cells[0],
    ];
    assert.deepEqual(shown(), ['bad', undefined]);
    use('first');
    const counting = model.recount();
    use('second');
    await Promise.all([counting, model.recount()]);
    assert.deepEqual(shown(), ['plain', 'second']);
    assert.equal(sources[0]?.requests, requests);
  });

  it('counts again after reads elsewhere, without a request, unless its jobs are old or dropped', async () => {
    const { fake, model, pools, sources } = overviewOf([night('a', ['RUNNING', 'COMPLETED'])]);
    await model.read();
    const [pool, source] = [pools[0], sources[0]];
    assert.ok(pool !== undefined && source !== undefined);
    const changesAfterFollow = async () => {
      const { version } = model;
      const { pages } = source;
      model.follow();
      while (model.progress !== undefined) await new Promise((resolve) => setTimeout(resolve, 1));
      return [model.version - version, source.pages - pages, cardsOf(model)[1]];
    };
    assert.deepEqual(await changesAfterFollow(), [0, 0, 'Failed 0'], 'nothing has changed');
    pool.update(night('a', ['FAILED']));
    assert.deepEqual(await changesAfterFollow(), [1, 0, 'Failed 1']);
    assert.deepEqual(await changesAfterFollow(), [0, 0, 'Failed 1']);
    await pool.refresh([]);
    assert.deepEqual(await changesAfterFollow(), [0, 0, 'Failed 1'], 'the lists have dropped the jobs');
    await model.recount();
    pool.update(night('a', ['ABORTED']));
    Object.defineProperty(pool, 'readAt', { get: () => readTimeBefore(hour) });
    assert.deepEqual((await changesAfterFollow())[0], 0, 'counting old jobs would need a read');
    assert.equal(fake.refreshes, 0);
  });

  it('counts again after a change during a count', async () => {
    const { model, pools } = overviewOf([night('a', ['RUNNING', 'COMPLETED'])]);
    await model.read();
    const counting = model.recount();
    pools[0]?.update(night('a', ['FAILED']));
    model.follow();
    await counting;
    while (model.progress !== undefined) await new Promise((resolve) => setTimeout(resolve, 1));
    assert.equal(cardsOf(model)[1], 'Failed 1');
  });

  it('reads again, instead of showing zeros, after a refresh of the tree has dropped its jobs', async () => {
    const filters: readonly JobFilter[] = [{}, { createdAfter: 'last 3 days' }];
    for (const filter of filters) {
      const { fake, model, pools } = overviewOf([night('a', ['FAILED', 'COMPLETED'])]);
      fake.filter = filter;
      await model.read();
      const shown = cardsOf(model);
      const other = selectionOfFilter({ state: ['FAILED'] }, new Date());
      await pools[0]?.list(other).loadMore();
      await pools[0]?.refresh([other]);
      await model.choosePeriod(168);
      assert.deepEqual(cardsOf(model), shown);
    }
  });

  it('reads again after incomplete lists were replaced', async () => {
    const { model, pools, sources } = overviewOf([night('a', ['COMPLETED']), night('b', ['FAILED'])]);
    for (let time = 0; time < 200; time++) sources[1]?.injectFault('network');
    await model.read();
    for (const pool of pools) await pool.refresh([]);
    const requests = sources[0]?.requests;
    await model.choosePeriod(168);
    assert.deepEqual([requests, sources[0]?.requests], [1, 2]);
  });

  it('refreshes old jobs before it counts them for another period', async () => {
    const { fake, model, pools } = overviewOf([night('a', ['COMPLETED'])]);
    await model.read();
    await model.choosePeriod(168);
    assert.equal(fake.refreshes, 0);
    const [pool] = pools;
    if (pool !== undefined) Object.defineProperty(pool, 'readAt', { get: () => readTimeBefore(23 * hour) });
    await model.choosePeriod(24);
    assert.equal(fake.refreshes, 1);
  });

  it('counts up to the last read if old jobs cannot be refreshed', async () => {
    const { model, pools, sources } = overviewOf([night('a', ['FAILED', 'COMPLETED'], 30 * hour)]);
    await model.read();
    await failRefresh(pools[0], sources[0], 23 * hour);
    await model.read();
    assert.deepEqual(cardsOf(model).slice(0, 2), ['Succeeded 50%', 'Failed 1']);
    assert.equal(model.notices[0]?.summary, 'network');
  });

  it('marks its figures as incomplete if one region could not be refreshed', async () => {
    const { model, pools, sources } = overviewOf([night('a', ['COMPLETED']), night('b', ['FAILED'])]);
    await model.read();
    await failRefresh(pools[1], sources[1], 23 * hour);
    await model.read();
    assert.deepEqual(cardsOf(model).slice(0, 2), ['Succeeded —', 'Failed 1+']);
    assert.equal(model.notices[0]?.summary, 'region-1: network');
  });

  it('counts up to now if only another list of the tree could not be refreshed', async () => {
    const { model, pools, sources } = overviewOf([night('a', ['FAILED', 'COMPLETED'], 30 * hour)]);
    const nested = selectionOfFilter({ parentJobId: 'p' }, new Date());
    await pools[0]?.list(nested).loadMore();
    await failRefresh(pools[0], sources[0], 23 * hour, nested);
    await model.read();
    assert.deepEqual(cardsOf(model).slice(0, 2), ['Succeeded —', 'Failed 0']);
    assert.deepEqual(model.notices, []);
  });

  it('counts again if the period or the setting changes during a count', async () => {
    const { fake, model } = overviewOf([night('a', ['COMPLETED'], 30 * hour)]);
    await model.read();
    const first = model.choosePeriod(168);
    await model.choosePeriod(336);
    fake.hours = 48;
    await Promise.all([first, model.recount()]);
    assert.equal(model.period, 336);
    assert.match(model.shown?.viewModel.health.caption ?? '', /last 14 days/);
    assert.equal(sectionOf(model, 'stale').title, 'No good backup in 48 hours');
  });

  it('keeps the period of its figures if another period cannot be counted', async () => {
    const { fake, model } = overviewOf([night('a', ['COMPLETED'])]);
    await model.read();
    fake.error = new Error('closed');
    const reading = model.read();
    await model.choosePeriod(336);
    await reading;
    assert.equal(model.period, 24);
    assert.match(model.shown?.viewModel.health.caption ?? '', /last 24 hours/);
  });
});

describe('A click in the overview', () => {
  const now = new Date('2026-11-24T06:00:00Z');

  it('never widens the filter', () => {
    const whole: JobFilter = { state: ['FAILED', 'COMPLETED'], createdAfter: 'last 24 hours' };
    assert.deepEqual(
      narrowFilter(whole, { state: ['FAILED', 'PARTIAL'], createdAfter: '2026-11-20T00:00:00Z' }, now),
      { state: ['FAILED'], createdAfter: 'last 24 hours' },
    );
    assert.deepEqual(narrowFilter(whole, { createdAfter: '2026-11-24T00:00:00Z' }, now), {
      state: ['FAILED', 'COMPLETED'],
      createdAfter: '2026-11-24T00:00:00Z',
    });
    assert.deepEqual(
      narrowFilter({ createdBefore: 'last 2 hours' }, { createdBefore: now.toISOString() }, now),
      {
        createdBefore: 'last 2 hours',
      },
    );
  });
});

describe('A message of the overview', () => {
  it('opens its job, even after a refresh of the tree has dropped the job', async () => {
    const { model, pools } = overviewOf([
      night('a', ['FAILED']),
      night('b', ['FAILED']).map((job) => ({
        ...job,
        BackupVaultArn: 'arn:aws:backup:region-1:111122223333:backup-vault:main',
      })),
    ]);
    await model.read();
    const { subject } = model.shown ?? {};
    if (subject === undefined) throw new Error('Nothing is shown');
    const jobs = pools.flatMap((pool) => [...pool.list(subject.selection).jobs()]);
    const placesOf = (sessions = subject.sessions) =>
      jobs.map((job) => referenceOf(job, { ...subject, sessions })?.region);
    assert.deepEqual(placesOf(), ['region-0', 'region-1']);
    for (const pool of pools) await pool.refresh([]);
    assert.deepEqual(
      placesOf(),
      [undefined, 'region-1'],
      'the ARNs of the first job have a region that no session has',
    );
    assert.deepEqual(placesOf(subject.sessions.slice(0, 1)), ['region-0', 'region-0']);
    assert.equal(referenceOf({}, { ...subject, sessions: subject.sessions.slice(0, 1) }), undefined);
  });
});

describe('The overview’s page', () => {
  it('can send known requests, and nothing else', () => {
    for (const request of [
      { kind: 'ready' },
      { kind: 'stop' },
      { kind: 'period', hours: 168 },
      { kind: 'fix', notice: 'a key' },
      { kind: 'copySummary', version: 1 },
      { kind: 'go', version: 1, target: 2 },
      { kind: 'copy', version: 1, section: 'days' },
      { kind: 'openSetting', setting: 'knownIssues' },
    ])
      assert.deepEqual(overviewRequestFrom({ ...request, other: 1 }), request);
    for (const unknown of [
      undefined,
      'ready',
      { kind: 'period', hours: 1 },
      { kind: 'go', version: 1, target: -1 },
      { kind: 'go', version: 1, target: { filter: {} } },
      { kind: 'fix' },
      { kind: 'fix', notice: 0 },
      { kind: 'copySummary' },
      { kind: 'clipboard', number: 1 },
      { kind: 'filterTree', filter: {} },
      { kind: 'openSetting', setting: 'endpoint' },
      { kind: 'acceptIssue', what: { jobs: [], runs: [] } },
    ])
      assert.equal(overviewRequestFrom(unknown), undefined, JSON.stringify(unknown));
  });
});

/** Jobs of different resources, one for each state, with an age in milliseconds. */
function night(name: string, states: readonly string[], age = hour): BackupJob[] {
  return states.map((State, index) => ({
    AccountId: '111122223333',
    BackupJobId: `${name}-${index}`,
    CompletionDate: new Date(Date.now() - age + 60_000),
    CreationDate: new Date(Date.now() - age),
    ResourceArn: `arn:aws:ec2:us-east-1:111122223333:volume/${name}-${index}`,
    State,
  }));
}

/** Makes the refresh of a list fail, in a pool whose last read was `age` milliseconds ago. */
async function failRefresh(
  pool: JobPool | undefined,
  source: ServiceSource | undefined,
  age: number,
  selection = selectionOfFilter({}, new Date()),
): Promise<void> {
  if (pool === undefined || source === undefined) throw new Error('There is no such region');
  Object.defineProperty(pool, 'readAt', { get: () => readTimeBefore(age) });
  source.injectFault('network');
  await pool.refresh([selection]);
}

/** A read `age` milliseconds ago. */
function readTimeBefore(age: number): ReadTime {
  const { date, elapsed } = readTimeNow();
  return { date: new Date(date.getTime() - age), elapsed: elapsed - age };
}

/** A model with one session for each account. */
function overviewOf(accounts: readonly (readonly BackupJob[])[], others: readonly JobPool[] = []) {
  const sources = accounts.map(
    (jobs) => new ServiceSource(createSampleService({ account: accountOf(jobs) })),
  );
  const own = sources.map(
    (source) => new JobPool({ source, clock: { ...systemTime, sleep: async () => {} } }),
  );
  const pools = [...own, ...others];
  const sessions = pools.map((pool, index) => ({ key: 'test', region: `region-${index}`, pool }));
  const fake = {
    connection: 'account a',
    error: undefined as Error | undefined,
    filter: {} as JobFilter,
    hours: 24,
    knownIssues: { entries: [], accepted: noKnownIssues } as KnownIssueSource,
    refreshes: 0,
    remedies: [] as string[],
  };
  const subject = async (): Promise<JobsSubject | undefined> => {
    if (fake.error !== undefined) throw fake.error;
    if (sessions.length === 0) return undefined;
    return {
      sessions,
      filter: fake.filter,
      selection: selectionOfFilter(fake.filter, new Date()),
      filterText: '',
    };
  };
  const dependencies: OverviewDependencies = {
    subject,
    connectionText: () => (fake.connection === 'another' ? undefined : fake.connection),
    filter: () => ({ filter: fake.filter, text: '' }),
    refresh: async () => {
      fake.refreshes++;
    },
    runRemedy: (remedy) => fake.remedies.push(remedy),
    lastGoodHours: () => fake.hours,
    get knownIssues() {
      return fake.knownIssues;
    },
    locale: 'en',
  };
  const texts: (string | undefined)[] = [];
  const model: OverviewModel = new OverviewModel(dependencies, () => texts.push(model.progress));
  return { fake, model, pools, sources, texts };
}

function cardsOf(model: OverviewModel): string[] {
  return (model.shown?.viewModel.health.cards ?? []).map(({ title, value }) => `${title} ${value}`);
}

function sectionOf(model: OverviewModel, name: string) {
  const section = [
    ...(model.shown?.viewModel.attention ?? []),
    ...(model.shown?.viewModel.sections ?? []),
  ].find((one) => one.name === name);
  if (section === undefined) throw new Error(`There is no section ${name}`);
  return section;
}
