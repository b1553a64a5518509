import assert from 'node:assert/strict';
import fc from 'fast-check';
import { AthenaQueries, type AthenaQuery, regionsQuery } from '../../../src/history/athena/athenaQueries.js';
import { type AthenaRow, jobOfRow } from '../../../src/history/athena/athenaRows.js';
import { type AthenaTable, tableOf } from '../../../src/history/athena/athenaTable.js';
import { dayCondition } from '../../../src/history/athena/dayPartition.js';
import type { BackupJob } from '../../../src/jobs/backupJob.js';
import { dimensions } from '../../../src/jobs/groupings.js';
import type { JobField } from '../../../src/jobs/jobField.js';
import type { JobQuery } from '../../../src/jobs/jobQuery.js';
import { type ClientFilter, passes, selects } from '../../../src/jobs/jobSelection.js';
import { isBad } from '../../../src/jobs/jobStates.js';
import { matches } from '../../../src/jobs/matches.js';
import { type ReportedJob, type ReportTableOptions, reportTable } from '../../athenaTables.js';
import { hostileShellTexts, hostileTexts } from '../../hostile.js';
import { createAthenaStandIn, type StandInTable, withoutUnnest } from '../../service/athenaStandIn.js';
import { type DuckDb, openDuckDb } from '../../service/duckDb.js';
import { openSqlGrammars, type SqlGrammars } from '../../service/sqlGrammars.js';
import { jobsArbitrary, queryArbitrary } from '../jobs/arbitraries.js';

describe('The SQL for Athena', function () {
  this.timeout(120_000);
  let duckDb: DuckDb;
  let grammars: SqlGrammars;
  let tables = 0;

  before(async function () {
    try {
      [duckDb, grammars] = await Promise.all([openDuckDb(), openSqlGrammars()]);
    } catch (error) {
      console.log(`        DuckDB or the SQL parser cannot be installed: ${String(error)}`);
      this.skip();
    }
  });
  after(() => duckDb?.close());

  /** A table in DuckDB with these rows, and the queries about it. */
  async function queriesOn(rows: readonly ReportedJob[], options: ReportTableOptions = {}) {
    const standInTable = reportTable(rows, { name: `jobs_${tables++}`, ...options });
    await createAthenaStandIn(duckDb, [standInTable]);
    return new AthenaQueries(tableIn(standInTable), ['eu-west-1']);
  }

  async function rowsOf({ sql }: AthenaQuery): Promise<AthenaRow[]> {
    const { rows } = await duckDb.run(sql);
    return rows.map((row) => row.map((value) => (value === null ? undefined : String(value))));
  }

  async function jobsOf(queries: AthenaQueries, query: JobQuery): Promise<BackupJob[]> {
    return (await rowsOf(queries.list(query))).map((row) => jobOfRow(queries.columns.read, row));
  }

  const ids = (jobs: readonly BackupJob[]) => jobs.map(({ BackupJobId }) => BackupJobId);

  it('selects the jobs that `matches` selects, the latest first', async () => {
    await fc.assert(
      fc.asyncProperty(
        jobsArbitrary(30),
        fc.array(queryArbitrary(4), { minLength: 8, maxLength: 8 }),
        async (jobs, list) => {
          const queries = await queriesOn(jobs.map((job) => ({ job })));
          for (const query of list) {
            const found = await jobsOf(queries, query);
            const expected = jobs.filter((job) => matches(query, job));
            assert.deepEqual(ids(found).sort(), ids(expected).sort(), JSON.stringify(query));
            const times = found.map(
              ({ CreationDate }) => CreationDate?.getTime() ?? Number.NEGATIVE_INFINITY,
            );
            assert.deepEqual(
              times,
              times.toSorted((one, other) => other - one),
            );
          }
        },
      ),
      { numRuns: 12 },
    );
  });

  it('counts the jobs that `matches` and the client-side filters select', async () => {
    const fields = dimensions.flatMap(({ field }) => field ?? []);
    const clientFilter = fc.constantFrom<ClientFilter>(
      { keeps: 'withIssues' },
      { keeps: 'withoutIssues' },
      { keeps: 'ofField', field: 'BackupVaultName', value: 'prod' },
      { keeps: 'ofField', field: 'ResourceArn', value: undefined },
      { keeps: 'ofField', field: 'CreationDate', value: undefined },
      { keeps: 'oneOf', filter: 'state', values: ['FAILED', 'COMPLETED_WITH_ISSUES'] },
      { keeps: 'oneOf', filter: 'messageCategory', values: ['accessdenied', 'Success'] },
    );
    await fc.assert(
      fc.asyncProperty(
        jobsArbitrary(30),
        queryArbitrary(2),
        fc.array(clientFilter, { maxLength: 2 }),
        async (jobs, query, clientFilters) => {
          const queries = await queriesOn(jobs.map((job) => ({ job })));
          const selected = jobs.filter((job) => matches(query, job) && passes(clientFilters, job));
          for (const field of fields) {
            const counted = queries.count({ query, clientFilters }, field);
            if (counted === undefined) {
              assert.ok(['StatusMessage'].includes(field), field);
              continue;
            }
            const expected = new Map<string, number>();
            for (const job of selected) add(expected, keyOf(job, field), 1, Number(isBad(job)));
            const found = new Map<string, number>();
            for (const [, count, state, ...examples] of await rowsOf(counted)) {
              const sample = jobOfRow(counted.examples, examples);
              if (!selects({ parts: [counted.selects] }, sample)) continue;
              const bad = isBad({ State: state }) ? Number(count) : 0;
              add(found, keyOf(sample, field), Number(count), bad);
            }
            assert.deepEqual([...found].sort(), [...expected].sort(), field);
          }
        },
      ),
      { numRuns: 10 },
    );
  });

  it('shows the row of the newest report of each job', async () => {
    const created = new Date('2026-03-01T05:00:00Z');
    const row = (State: string, reported: string, more: BackupJob = {}) => ({
      job: { AccountId: '111122223333', BackupJobId: 'long', CreationDate: created, State, ...more },
      reported: new Date(reported),
    });
    const queries = await queriesOn([
      row('RUNNING', '2026-03-02T00:00:00Z'),
      row('COMPLETED', '2026-03-03T00:00:00Z', {
        BackupSizeInBytes: 5_000_000_000,
        CompletionDate: new Date('2026-03-02T22:00:00Z'),
      }),
      row('RUNNING', '2026-03-03T00:00:00Z'),
      { ...row('FAILED', '2026-03-04T00:00:00Z'), region: 'us-east-1' },
    ]);
    const [job, ...others] = await jobsOf(queries, { createdAfter: created, createdBefore: created });
    assert.deepEqual(
      [job?.State, job?.BackupSizeInBytes, job?.CompletionDate, others],
      ['COMPLETED', 5_000_000_000, new Date('2026-03-02T22:00:00Z'), []],
    );
    assert.deepEqual(await jobsOf(queries, { state: 'RUNNING' }), []);
  });

  it('reads only the reports of the days that can have the jobs', async () => {
    const queries = await queriesOn([]);
    const [from, to] = [new Date('2026-03-10T05:00:00Z'), new Date('2026-03-20T05:00:00Z')];
    const days = (query: JobQuery) => {
      const { isPruned, sql } = queries.list(query);
      return [
        isPruned,
        ...[...sql.matchAll(/"report_day" ([<>]=) '([\d/]+)'/g)].map((found) => found.slice(1).join(' ')),
      ];
    };
    assert.deepEqual(
      [
        days({}),
        days({ createdBefore: to }),
        days({ createdAfter: from }),
        days({ createdAfter: from, createdBefore: to }),
        days({ completeAfter: from, completeBefore: to, createdAfter: new Date(0) }),
      ],
      [
        [false],
        [false, '<= 2026/04/22'],
        [true, '>= 2026/03/08'],
        [true, '>= 2026/03/08', '<= 2026/04/22'],
        [true, '>= 2026/03/08', '<= 2026/03/22'],
      ],
    );
    const plain = await queriesOn([], { isPartitioned: false });
    assert.deepEqual(
      [plain.list({ createdAfter: from }).isPruned, await jobsOf(plain, { createdAfter: from })],
      [false, []],
    );
  });

  it('reads reports that are lists in JSON, each job of them', async () => {
    const created = new Date('2026-03-01T05:00:00Z');
    const jobs = ['prod', 'prod', 'dev'].map(
      (BackupVaultName, place): BackupJob => ({
        ...{ AccountId: '111122223333', BackupVaultName, CreationDate: created, State: 'COMPLETED' },
        BackupJobId: `job-${place}`,
      }),
    );
    const standInTable = reportTable(
      jobs.map((job) => ({ job })),
      { name: `jobs_${tables++}`, isJson: true },
    );
    await createAthenaStandIn(duckDb, [standInTable]);
    const queries = new AthenaQueries(tableIn(standInTable), ['eu-west-1']);
    const query = { createdAfter: created, backupVaultName: 'prod' };
    const { isPruned, sql } = queries.list(query);
    assert.deepEqual(grammars.trino(sql), []);
    assert.match(sql, / cross join unnest\("reportitems"\) as items \("reporttimeperiodend", /);
    assert.equal(isPruned, true);
    const { rows } = await duckDb.run(withoutUnnest(sql));
    assert.deepEqual(
      rows.map((row) =>
        jobOfRow(
          queries.columns.read,
          row.map((value) => (value === null ? undefined : String(value))),
        ),
      ),
      jobs.slice(0, 2).map((job) => ({ ...job })),
    );
  });

  it('reads reports in JSON beside a partition with the name of a field', () => {
    const columns = reportTable([], { isJson: true }).columns.map(({ Name, Type }) => ({
      name: Name,
      type: Type,
    }));
    const partitionKeys = ['Region', 'year', 'month'].map((name) => ({ name, type: 'string' }));
    const named = { database: 'reports', name: 'jobs' };
    const table = tableOf(named, { columns, partitionKeys, parameters: {} });
    const queries = new AthenaQueries(table, ['eu-west-1']);
    const createdAfter = new Date('2026-03-10T05:00:00Z');
    for (const { isPruned, sql } of [
      queries.list({ createdAfter }),
      regionsQuery(table, Number(createdAfter)),
    ]) {
      assert.deepEqual(grammars.trino(sql), []);
      assert.match(
        sql,
        /\(select items\.\*, reports\."year", reports\."month" from "reports"\."jobs" as reports /,
      );
      assert.equal(isPruned, true);
    }
  });

  it('reads exactly the days of the reports, whatever the partition is', async () => {
    const partitions = {
      texts: { columns: 'year varchar, month varchar, day varchar', of: ymd(String) },
      padded: {
        columns: 'year varchar, month varchar, day varchar',
        of: ymd((part) => String(part).padStart(2, '0')),
      },
      numbers: { columns: 'year integer, month integer, day integer', of: ymd(Number) },
      months: { columns: 'year integer, month integer, day integer', of: ymd(Number) },
    };
    const first = Date.UTC(2024, 10, 20);
    const days = Array.from({ length: 900 }, (_, place) => new Date(first + place * dayMs));
    const time = fc.integer({ min: first - 9 * dayMs, max: first + 909 * dayMs });
    const now = first + 800 * dayMs;
    for (const [name, { columns, of }] of Object.entries(partitions)) {
      await duckDb.run(`create table days_${name} (date varchar, ${columns})`);
      const values = days.map(
        (date) => `(${[date.toISOString().slice(0, 10), ...of(date)].map((one) => `'${one}'`)})`,
      );
      await duckDb.run(`insert into days_${name} values ${values.join(', ')}`);
      const isNumber = columns.includes('integer');
      const isByMonth = name === 'months';
      const partition = {
        year: { column: 'year', isNumber },
        month: { column: 'month', isNumber },
        ...(!isByMonth && { day: { column: 'day', isNumber } }),
      };
      const dayOf = (ms: number) => new Date(ms).toISOString().slice(0, 10);
      const partOf = (ms: number) => dayOf(ms).slice(0, isByMonth ? 7 : 10);
      await fc.assert(
        fc.asyncProperty(fc.option(time), fc.option(time), async (from, to) => {
          const range = { ...(from !== null && { from }), ...(to !== null && { to }) };
          const condition = dayCondition(partition, range, now);
          const { rows } = await duckDb.run(`select date from days_${name} where ${condition} order by date`);
          const end = Math.min(to ?? Number.POSITIVE_INFINITY, now + dayMs);
          const isEmpty = dayOf(from ?? 0) > dayOf(end);
          const expected = days.filter((day) => {
            const part = partOf(day.getTime());
            return !isEmpty && part >= partOf(from ?? 0) && part <= partOf(end);
          });
          assert.deepEqual(
            rows.map(([day]) => day),
            expected.map((day) => day.toISOString().slice(0, 10)),
          );
        }),
        { numRuns: 60 },
      );
      assert.deepEqual(
        grammars.trino(`select 1 where ${dayCondition(partition, { from: first, to: now }, now)}`),
        [],
      );
    }
  });

  it('limits each column of a partition of three', () => {
    const part = (column: string) => ({ column, isNumber: false });
    const partition = { year: part('year'), month: part('month'), day: part('day') };
    const from = Date.UTC(2026, 10, 20, 5);
    const condition = dayCondition(partition, { from }, Date.UTC(2026, 11, 2));
    assert.match(condition, /"year" in \('2026'\)\) and \("month" in \('11', '12'\)/);
    assert.match(condition, /"day" in \('20', '21', .*'30', '1', '01', '2', '02', '3', '03'\)/);
  });

  it('writes a day as the partition does', () => {
    const days = (['date', 'number', 'yyyy-MM-dd', 'yyyy/MM/dd', 'yyyyMMdd'] as const).map((format) => {
      const day = { column: 'a"b', format };
      const columns = [{ name: 'backup_job_id', type: 'string' }];
      const table = { database: 'reports', name: 'jobs', columns, day };
      const { sql } = new AthenaQueries(table, ['eu-west-1']).list({
        createdAfter: new Date('2026-03-10T05:00:00Z'),
      });
      assert.deepEqual(grammars.trino(sql), []);
      return /"a""b" >= ([^)]+)\)/.exec(sql)?.[1];
    });
    assert.deepEqual(days, ["date '2026-03-08'", '20260308', "'2026-03-08'", "'2026/03/08'", "'20260308'"]);
  });

  it('finds hostile texts, and nothing else, by each of its literals', async () => {
    const texts = Object.values({
      ...hostileTexts,
      ...hostileShellTexts,
      quote: "it's '' x",
      both: `\\'; --"`,
    });
    const short = texts.filter((text) => text.length < 10_000 && text !== '');
    const jobs = short.flatMap((text, place): BackupJob[] => [
      { BackupJobId: `vault-${place}`, BackupVaultName: text },
      { BackupJobId: `arn-${place}`, ResourceArn: text },
      { BackupJobId: `category-${place}`, MessageCategory: text },
      { BackupJobId: `state-${place}`, State: text },
    ]);
    // UTF-8 has no lone surrogates: a report cannot hold them.
    const isWhole = (job: BackupJob) =>
      !/\p{Surrogate}/u.test(JSON.stringify(Object.values(job)).replaceAll('\\ud', '\ud800'));
    const queries = await queriesOn(jobs.filter(isWhole).map((job) => ({ job })));
    const inReports = jobs.filter((job) => isWhole(job) && !JSON.stringify(job).includes('\\u0000'));
    for (const [place, text] of texts.entries()) {
      const field = (['backupVaultName', 'resourceArn', 'state', 'messageCategory'] as const)[place % 4];
      const query: JobQuery = { [field ?? 'state']: text };
      const expected = inReports.filter((job) => matches(query, job));
      const found = await jobsOf(queries, query);
      assert.deepEqual(ids(found).sort(), ids(expected).sort(), JSON.stringify(query).slice(0, 300));
      assert.equal((await rowsOf(queries.find(text))).length, 0);
      const keeps = { keeps: 'ofField', field: 'BackupVaultName', value: text } as const;
      const counted = queries.count({ query: {}, clientFilters: [keeps] }, 'ResourceType');
      assert.ok(counted !== undefined);
      const ofVault = jobs.filter((job) => isWhole(job) && passes([keeps], job)).length;
      assert.deepEqual(
        (await rowsOf(counted))
          .filter(([, , , ...examples]) =>
            selects({ parts: [counted.selects] }, jobOfRow(counted.examples, examples)),
          )
          .map(([, count]) => Number(count)),
        ofVault === 0 ? [] : [ofVault],
      );
    }
  });

  it('is what Trino’s grammar accepts, with each filter, count and hostile text', async () => {
    const queries = await queriesOn([]);
    const time = new Date('2026-03-01T05:00:00.123Z');
    const query: JobQuery = {
      ...{ accountId: '*', backupVaultName: "a'b", completeAfter: time, completeBefore: time },
      ...{ createdAfter: time, createdBefore: time, messageCategory: 'x', parentJobId: 'p' },
      ...{ resourceArn: 'arn', resourceType: 'EBS', state: 'FAILED' },
    };
    const filters: ClientFilter[] = [{ keeps: 'withIssues' }, { keeps: 'withoutIssues' }];
    const all = [
      queries.list({}),
      queries.list(query),
      queries.find('id'),
      ...dimensions.flatMap(
        ({ field }) => (field && queries.count({ query, clientFilters: filters }, field)) ?? [],
      ),
      ...Object.values(hostileTexts).map((text) => queries.list({ backupVaultName: text })),
    ];
    for (const { sql } of all) assert.deepEqual(grammars.trino(sql), [], sql.slice(0, 3000));
    assert.notDeepEqual(grammars.trino("select 'a"), []);
  });
});

const dayMs = 24 * 60 * 60 * 1000;

/** The parts of a day, as a partition writes them. */
function ymd(write: (part: number) => number | string): (date: Date) => readonly (number | string)[] {
  return (date) => [date.getUTCFullYear(), date.getUTCMonth() + 1, date.getUTCDate()].map(write);
}

function tableIn({
  columns,
  database,
  name,
  parameters = {},
  partitionKeys = [],
}: StandInTable): AthenaTable {
  const plain = (list: StandInTable['columns']) => list.map(({ Name, Type }) => ({ name: Name, type: Type }));
  return tableOf(
    { database, name },
    { columns: plain(columns), partitionKeys: plain(partitionKeys), parameters },
  );
}

/** What a count by a field can show of a job. */
function keyOf(job: BackupJob, field: JobField): string {
  if (field === 'CreatedBy.BackupPlanId') return job.CreatedBy?.BackupPlanId ?? '';
  if (field === 'State')
    return `${job.State} ${job.State === 'COMPLETED' && job.MessageCategory !== undefined && job.MessageCategory.toUpperCase() !== 'SUCCESS'}`;
  const value = job[field];
  return value instanceof Date ? value.toISOString().slice(0, 13) : (value ?? '');
}

function add(counts: Map<string, number>, key: string, count: number, bad: number): void {
  counts.set(key, (counts.get(key) ?? 0) + count + bad * 1000);
}
