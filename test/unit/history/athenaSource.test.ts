import assert from 'node:assert/strict';
import { openAthena } from '../../../src/aws/athenaConnection.js';
import type { RequestLogEntry } from '../../../src/aws/requestLog.js';
import type { AthenaCatalog } from '../../../src/history/athena/athenaCatalog.js';
import { athenaRegions, describeTable } from '../../../src/history/athena/athenaHistory.js';
import { noRegion } from '../../../src/history/athena/athenaPlace.js';
import { AthenaQueries } from '../../../src/history/athena/athenaQueries.js';
import { AthenaResults } from '../../../src/history/athena/athenaResults.js';
import type { AthenaRunner, ResultPage } from '../../../src/history/athena/athenaRunner.js';
import { AthenaSource, type MayReadAll } from '../../../src/history/athena/athenaSource.js';
import { type AthenaTable, tableOf } from '../../../src/history/athena/athenaTable.js';
import { JobColumns } from '../../../src/history/athena/jobColumns.js';
import { tableProblems } from '../../../src/history/athena/tableProblems.js';
import type { BackupJob } from '../../../src/jobs/backupJob.js';
import type { JobField } from '../../../src/jobs/jobField.js';
import { JobPool } from '../../../src/jobs/jobPool.js';
import type { JobQuery } from '../../../src/jobs/jobQuery.js';
import { selectionOf } from '../../../src/jobs/jobSelection.js';
import type { CountedJobs } from '../../../src/jobs/jobSource.js';
import { isOfHistory, lastKnownAt } from '../../../src/jobs/lastKnown.js';
import { type ReportedJob, reportTable } from '../../athenaTables.js';
import { type AthenaServer, startAthena } from '../../service/athenaServer.js';
import type { AthenaStandIn } from '../../service/athenaStandIn.js';
import { until } from '../../until.js';
import { failureIn } from '../aws/asking.js';
import { type AwsHome, enterAwsHome, standInProfile } from '../aws/awsHome.js';

describe('A history that Athena reads', function () {
  this.timeout(60_000);
  let standIn: AthenaStandIn;
  let server: AthenaServer;
  let home: AwsHome;
  const { signal } = new AbortController();

  const jobs: BackupJob[] = Array.from({ length: 30 }, (_, place) => ({
    AccountId: '111122223333',
    BackupJobId: `job-${String(place).padStart(2, '0')}`,
    BackupVaultName: place % 3 === 0 ? 'dev' : 'prod',
    CreationDate: new Date(Date.UTC(2026, 2, 30 - place, 5)),
    State: place === 0 ? 'RUNNING' : place % 5 === 0 ? 'FAILED' : 'COMPLETED',
  }));

  const jobsElsewhere: ReportedJob[] = (
    [
      ['job-us-0', 'dev', 'us-east-1'],
      ['job-us-1', 'prod', 'us-east-1'],
      ['job-nowhere', 'prod', noRegion],
    ] as const
  ).map(([BackupJobId, BackupVaultName, region], place) => ({
    job: {
      ...{ AccountId: '111122223333', BackupJobId, BackupVaultName, State: 'COMPLETED' },
      CreationDate: new Date(Date.UTC(2026, 2, 20 - place, 5)),
    },
    region,
  }));

  before(async function () {
    server = await startAthena(this, [reportTable([...jobs.map((job) => ({ job })), ...jobsElsewhere])]);
    standIn = server.standIn;
    home = await enterAwsHome();
    await home.config(standInProfile({ athena: server.url }));
  });
  after(async () => {
    await home?.leave();
    await server?.close();
  });

  async function open({
    isAllowed = true,
    onAsk = () => Promise.resolve(false),
    regions = ['eu-west-1'] as readonly string[],
  } = {}) {
    const log: RequestLogEntry[] = [];
    const scanned: number[] = [];
    const athena = await openAthena({
      connection: { profile: 'prod' },
      ...{ region: 'eu-central-1', workGroup: 'primary', catalog: 'AwsDataCatalog' },
      log: (entry) => log.push(entry),
      onScanned: (bytes) => scanned.push(bytes),
    });
    const description = await athena.service.describe('reports', 'backup_jobs', signal);
    const table = tableOf({ database: 'reports', name: 'backup_jobs' }, description);
    const sources = sourcesOf(athena.service, table, { isAllowed, ask: onAsk }, regions);
    const [source] = sources;
    assert.ok(source !== undefined);
    const dispose = () => {
      for (const one of sources) one.dispose();
      athena.dispose();
    };
    return { athena, dispose, log, scanned, source, sources };
  }

  it('makes one query for all pages of a list, signed with the profile for the region of Athena', async () => {
    const before = standIn.executions.length;
    const { dispose, scanned, source } = await open();
    const found: BackupJob[] = [];
    let nextToken: string | undefined;
    let pages = 0;
    do {
      const page = await source.listBackupJobs({}, { maxResults: 10, nextToken, signal });
      found.push(...page.jobs);
      nextToken = page.nextToken;
      pages++;
    } while (nextToken !== undefined);
    assert.deepEqual(
      [pages, found.map(({ BackupJobId }) => BackupJobId), standIn.executions.length - before, scanned],
      [3, jobs.map(({ BackupJobId }) => BackupJobId), 1, [25_000_000]],
    );
    const [first] = found;
    assert.deepEqual(
      [first && isOfHistory(first), first && lastKnownAt(first)],
      [true, new Date(Date.UTC(2026, 2, 31, 5))],
    );
    assert.equal(standIn.executions.at(-1)?.workGroup, 'primary');
    assert.match(
      standIn.requests.at(-1)?.authorization ?? '',
      /Credential=AKIAPROD\/\d+\/eu-central-1\/athena\//,
    );
    dispose();
  });

  it('makes one query for the lists of all regions, and one for all counts of their groups', async () => {
    const regions = ['eu-west-1', 'us-east-1', 'eu-north-1', noRegion];
    const { dispose, sources } = await open({ regions });
    const before = standIn.executions.length;
    const pools = sources.map((source) => new JobPool({ source, pageSize: () => 4 }));
    const query = { createdAfter: new Date(Date.UTC(2026, 0, 1)) };
    const loaded = await Promise.all(
      pools.map(async (pool) => {
        const list = pool.list(selectionOf(query));
        for (let page = 0; page < 20 && !list.isComplete; page++) await list.loadMore();
        return list.jobs().map(({ BackupJobId }) => BackupJobId);
      }),
    );
    assert.deepEqual(loaded, [
      jobs.map(({ BackupJobId }) => BackupJobId),
      ['job-us-0', 'job-us-1'],
      [],
      ['job-nowhere'],
    ]);
    assert.equal(standIn.executions.length, before + 1);
    const counted = async (filters: JobQuery, by: JobField) => {
      const all = sources.map((source) =>
        source.countJobs(selectionOf({ ...query, ...filters }), by, signal),
      );
      const sum = (counts: readonly CountedJobs[] = []) =>
        counts.reduce((known, { count }) => known + count, 0);
      return (await Promise.all(all)).map(sum);
    };
    assert.deepEqual(await counted({}, 'BackupVaultName'), [30, 2, 0, 1]);
    assert.deepEqual(await counted({ backupVaultName: 'dev' }, 'State'), [10, 1, 0, 0]);
    assert.deepEqual(await counted({ state: 'FAILED' }, 'ResourceType'), [5, 0, 0, 0]);
    assert.equal(standIn.executions.length, before + 2);
    for (const pool of pools) pool.dispose();
    dispose();
  });

  it('reads everything again after a refresh, with one query for all regions', async () => {
    const { dispose, sources } = await open({ regions: ['eu-west-1', 'us-east-1'] });
    const pools = sources.map((source) => new JobPool({ source }));
    const [all, dev] = [selectionOf({}), selectionOf({ backupVaultName: 'dev' })];
    await Promise.all(pools.map((pool) => pool.list(all).loadMore()));
    const count = () => Promise.all(sources.map((one) => one.countJobs(selectionOf({}), 'State', signal)));
    await count();
    // Only one region has read this list before the refresh.
    await sources[0]?.listBackupJobs({ backupVaultName: 'dev' }, { signal });
    const before = standIn.executions.length;
    await Promise.all(pools.map((pool) => pool.refresh([all])));
    assert.equal(standIn.executions.length, before + 1);
    await count();
    assert.equal(standIn.executions.length, before + 2);
    await pools[1]?.list(dev).loadMore();
    assert.equal(standIn.executions.length, before + 2, 'the complete list of all jobs answers it');
    await sources[1]?.listBackupJobs({ backupVaultName: 'dev' }, { signal });
    assert.equal(standIn.executions.length, before + 3, 'the list of the other region was older');
    for (const pool of pools) pool.dispose();
    dispose();
  });

  it('is not divided: loading all of it is one query, with a time range as well', async () => {
    const { dispose, source } = await open();
    const pool = new JobPool({ source, pageSize: () => 5, sweepPageSize: 5 });
    const before = standIn.executions.length;
    const selection = selectionOf({
      createdAfter: new Date(Date.UTC(2026, 2, 3)),
      createdBefore: new Date(Date.UTC(2026, 2, 29, 12)),
    });
    assert.deepEqual(await pool.loadAll(selection, { signal }), { name: 'complete' });
    assert.equal(pool.list(selection).jobs().length, 27);
    let streamed = 0;
    for await (const some of pool.sweep(selectionOf({ backupVaultName: 'dev' }), { signal }))
      streamed += some.length;
    assert.deepEqual([streamed, standIn.executions.length - before], [10, 2]);
    pool.dispose();
    dispose();
  });

  it('counts without listing, and describes a listed job without a query', async () => {
    const { dispose, source } = await open();
    const counts = await source.countJobs(selectionOf({}), 'BackupVaultName', signal);
    const sums = new Map<string, number[]>();
    for (const { bad, count, sample } of counts ?? []) {
      const [known = 0, knownBad = 0] = sums.get(sample.BackupVaultName ?? '') ?? [];
      sums.set(sample.BackupVaultName ?? '', [known + count, knownBad + bad]);
    }
    assert.deepEqual([...sums].sort(), [
      ['dev', [10, 1]],
      ['prod', [20, 4]],
    ]);
    await source.listBackupJobs({ backupVaultName: 'dev' }, { signal });
    const before = standIn.executions.length;
    assert.equal((await source.describeBackupJob('job-03', signal)).BackupVaultName, 'dev');
    assert.equal(standIn.executions.length, before);
    assert.equal((await source.describeBackupJob('job-04', signal)).BackupVaultName, 'prod');
    assert.equal((await failureIn(source.describeBackupJob("o'none", signal))).kind, 'notFound');
    dispose();
  });

  it('refuses a query that reads all reports, asks when it is retried, and makes none without a yes', async () => {
    let asked = 0;
    const { dispose, source } = await open({
      isAllowed: false,
      onAsk: async () => {
        asked++;
        return false;
      },
    });
    const before = standIn.executions.length;
    for (const isRetry of [false, true]) {
      const failure = await failureIn(source.listBackupJobs({ state: 'FAILED' }, { signal }));
      assert.equal(failure.summary, 'Not read: needs all reports');
      assert.equal(failure.detail, 'Filter by the date of creation, or retry to read all.');
      assert.equal(asked, Number(isRetry));
    }
    assert.equal(await source.countJobs(selectionOf({}), 'State', signal), undefined);
    assert.deepEqual([asked, standIn.executions.length], [1, before]);
    await source.listBackupJobs({ createdAfter: new Date(Date.UTC(2026, 2, 1)) }, { signal });
    assert.deepEqual([asked, standIn.executions.length], [1, before + 1]);
    dispose();
  });

  for (const how of ['request', 'connection'] as const)
    it(`stops the query in Athena when its ${how} is cancelled`, async () => {
      const { dispose, source } = await open();
      const controller = new AbortController();
      standIn.holds = true;
      const before = standIn.executions.length;
      const listing = failureIn(source.listBackupJobs({}, { signal: controller.signal }));
      await until(
        () =>
          standIn.requests.at(-1)?.operation === 'GetQueryExecution' && standIn.executions.length > before,
      );
      if (how === 'request') controller.abort();
      else dispose();
      assert.equal((await listing).kind, 'aborted');
      await until(() => standIn.executions.at(-1)?.state === 'CANCELLED');
      standIn.holds = false;
      if (how === 'request') dispose();
    });

  it('makes no other query if a request about one fails for a moment', async () => {
    const { dispose, source } = await open();
    const before = standIn.executions.length;
    standIn.failing.set('GetQueryExecution', 3).set('GetQueryResults', 1);
    const failure = await failureIn(source.listBackupJobs({}, { signal }));
    assert.deepEqual(
      [failure.kind, failure.summary],
      ['service', 'Amazon Athena is temporarily unavailable'],
    );
    assert.equal((await source.listBackupJobs({}, { signal })).jobs.length, 30);
    assert.equal(standIn.executions.length, before + 1);
    await source.listBackupJobs({}, { signal });
    assert.equal(standIn.executions.length, before + 2);
    dispose();
  });

  it('makes no other query if the answer to its start is lost', async () => {
    const { dispose, source } = await open();
    const before = standIn.executions.length;
    standIn.losing.add('StartQueryExecution');
    assert.equal((await failureIn(source.listBackupJobs({}, { signal }))).kind, 'service');
    standIn.losing.clear();
    assert.equal((await source.listBackupJobs({}, { signal })).jobs.length, 30);
    assert.equal(standIn.executions.length, before + 1);
    await source.listBackupJobs({}, { signal });
    assert.equal(standIn.executions.length, before + 2);
    dispose();
  });

  it('waits for the same query again if it could not learn how it ends, and stops it at the end', async () => {
    for (const isRetried of [true, false]) {
      const { dispose, source } = await open();
      const before = standIn.executions.length;
      standIn.holds = true;
      standIn.failing.set('GetQueryExecution', 100);
      assert.equal((await failureIn(source.listBackupJobs({}, { signal }))).kind, 'service');
      standIn.failing.clear();
      assert.equal(standIn.executions.at(-1)?.state, 'RUNNING');
      if (isRetried) {
        standIn.holds = false;
        assert.equal((await source.listBackupJobs({}, { signal })).jobs.length, 30);
      }
      dispose();
      await until(() => standIn.executions.at(-1)?.state === (isRetried ? 'SUCCEEDED' : 'CANCELLED'));
      assert.equal(standIn.executions.length, before + 1);
      standIn.holds = false;
    }
  });

  it('makes no other query after a sign-in that expired while one ran or was read', async () => {
    const { dispose, source } = await open();
    for (const operation of ['GetQueryExecution', 'GetQueryResults']) {
      const before = standIn.executions.length;
      standIn.expired.add(operation);
      const failure = await failureIn(source.listBackupJobs({}, { signal }));
      assert.equal(failure.kind, 'signInExpired', operation);
      standIn.expired.clear();
      assert.equal((await source.listBackupJobs({}, { signal })).jobs.length, 30);
      assert.equal(standIn.executions.length, before + 1, operation);
    }
    dispose();
  });

  it('counts what a cancelled query has read', async () => {
    const { dispose, scanned, source } = await open();
    const controller = new AbortController();
    standIn.holds = true;
    const listing = failureIn(source.listBackupJobs({}, { signal: controller.signal }));
    await until(() => standIn.requests.at(-1)?.operation === 'GetQueryExecution');
    controller.abort();
    await listing;
    await until(() => scanned.length > 0);
    standIn.holds = false;
    assert.deepEqual(scanned, [25_000_000]);
    dispose();
  });

  it('does not count a failed query, for which AWS does not charge', async () => {
    const { dispose, scanned, source } = await open();
    standIn.failure = 'SYNTAX_ERROR: line 1:8: Column cannot be resolved';
    await failureIn(source.listBackupJobs({}, { signal }));
    standIn.failure = undefined;
    assert.deepEqual(scanned, []);
    dispose();
  });

  it('needs no permission to describe the table, but then does not know its partition', async () => {
    const { athena, dispose } = await open();
    const named = { database: 'reports', name: 'backup_jobs' };
    standIn.denied.add('GetTableMetadata');
    const description = await describeTable(athena.service, named, signal);
    standIn.denied.clear();
    assert.deepEqual(tableOf(named, description).day, undefined);
    assert.deepEqual(
      tableProblems(named, description).map(({ severity }) => severity),
      ['costly'],
    );
    dispose();
  });

  it('says that no job is named, and fails for a filter that the reports cannot answer', async () => {
    const { athena, dispose } = await open();
    const place = { regions: ['eu-north-1'], database: 'reports', table: 'backup_jobs' };
    const table = {
      database: 'reports',
      name: 'backup_jobs',
      columns: await withoutCategory(athena.service),
    };
    const [region] = athenaRegions(
      { ...place, region: 'eu-central-1', workGroup: 'primary', catalog: 'AwsDataCatalog' },
      { runner: athena.service, table, mayReadAll: { isAllowed: true, ask: async () => true } },
    );
    assert.ok(region !== undefined);
    const summaries = await Promise.all(
      [{}, { messageCategory: 'AccessDenied' }].map(
        async (query) => (await failureIn(region.source.listBackupJobs(query, { signal }))).summary,
      ),
    );
    assert.deepEqual(
      [summaries, region.listed, region.history],
      [['The job reports name no job of eu-north-1', 'Job reports do not name the message category'], [], {}],
    );
    dispose();
  });

  async function withoutCategory(catalog: AthenaCatalog) {
    const { columns } = await catalog.describe('reports', 'backup_jobs', signal);
    return columns.filter(({ name }) => name !== 'message_category');
  }

  it('says what failed in the words of Athena', async () => {
    const { athena, dispose, log } = await open();
    const failed = await failureIn(athena.service.run('select nothing from nowhere', signal));
    assert.deepEqual([failed.summary, /nowhere/.test(failed.detail)], ['Athena cannot run the query', true]);
    standIn.denied.add('StartQueryExecution');
    const denied = await failureIn(athena.service.run('select 1', signal));
    standIn.denied.clear();
    assert.deepEqual(
      [denied.kind, denied.summary, denied.detail],
      [
        'accessDenied',
        'No access to Amazon Athena',
        'not authorized to perform: athena:StartQueryExecution.',
      ],
    );
    assert.equal(log.at(-1)?.failure, denied);
    dispose();
  });
});

describe('The list of a history that Athena reads', () => {
  const { signal } = new AbortController();
  const columns = ['account_id', 'region', 'backup_job_id', 'job_status'].map((name) => ({
    name,
    type: 'string',
  }));
  const table = { database: 'reports', name: 'backup_jobs', columns };
  const rowOf = (id: string) => [
    ...new JobColumns(table).read.map(({ target }) =>
      target?.kind === 'field' && target.field === 'BackupJobId' ? id : undefined,
    ),
    ...['eu-west-1', '1000000', '1'],
  ];

  /** What Athena answers: pages that are named by their tokens, the first one by an empty text. */
  function sourceOf(pages: Readonly<Record<string, ResultPage>>) {
    const queries: string[] = [];
    const runner: AthenaRunner = {
      run: async (sql) => ({ executionId: `execution-${queries.push(sql)}`, scannedBytes: 0 }),
      page: async (_, { nextToken = '' }) => pages[nextToken] ?? { columns, rows: [] },
    };
    const [source] = sourcesOf(runner, table, { isAllowed: true, ask: async () => true }, ['eu-west-1']);
    assert.ok(source !== undefined);
    return { queries, source };
  }

  it('goes on after an empty page, with any token', async () => {
    const nextToken = 'a token with spaces';
    const { source } = sourceOf({
      '': { columns, rows: [], nextToken },
      [nextToken]: { columns, rows: [], nextToken: 'last' },
    });
    const first = await source.listBackupJobs({}, { signal });
    const second = await source.listBackupJobs({}, { nextToken: first.nextToken, signal });
    assert.deepEqual(
      [first.nextToken, second.nextToken],
      [`execution-1 0 0 ${nextToken}`, 'execution-1 0 0 last'],
    );
  });

  it('describes its latest jobs without a query, and does not keep all of a long one', async () => {
    const pages = Array.from({ length: 25 }, (_, page) => ({
      columns,
      rows: Array.from({ length: 999 }, (_row, place) => rowOf(`job-${page}-${place}`)),
      nextToken: String(page + 1),
    }));
    const { queries, source } = sourceOf(
      Object.fromEntries(pages.map((page, place) => [place === 0 ? '' : String(place), page])),
    );
    let nextToken: string | undefined;
    for (const _ of pages) ({ nextToken } = await source.listBackupJobs({}, { nextToken, signal }));
    await source.describeBackupJob('job-24-0', signal);
    assert.equal(queries.length, 1);
    await source.describeBackupJob('job-0-0', signal);
    assert.equal(queries.length, 2);
  });
});

/** The sources of some regions, which share their queries. */
function sourcesOf(
  runner: AthenaRunner,
  table: AthenaTable,
  mayReadAll: MayReadAll,
  regions: readonly string[],
): readonly AthenaSource[] {
  const shared = {
    ...{ mayReadAll, table },
    queries: new AthenaQueries(table, regions),
    results: new AthenaResults(runner),
  };
  return regions.map((region) => new AthenaSource({ ...shared, region }));
}
