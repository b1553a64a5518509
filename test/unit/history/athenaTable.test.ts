import assert from 'node:assert/strict';
import fc from 'fast-check';
import {
  type AthenaPlace,
  athenaAddress,
  athenaPlaceFrom,
  isAthenaAddress,
} from '../../../src/history/athena/athenaPlace.js';
import { tableOf } from '../../../src/history/athena/athenaTable.js';
import { createTableText, isS3Folder, reportTitles } from '../../../src/history/athena/createTableText.js';
import { JobColumns } from '../../../src/history/athena/jobColumns.js';
import { scanCostText, scanText } from '../../../src/history/athena/scanCost.js';
import type { AthenaColumn } from '../../../src/history/athena/tableDescription.js';
import { tableProblems } from '../../../src/history/athena/tableProblems.js';
import { openSqlGrammars, type SqlGrammars } from '../../service/sqlGrammars.js';

const named = { database: 'reports', name: 'jobs' };
const openCsv = 'org.apache.hadoop.hive.serde2.OpenCSVSerde';
const strings = (...names: readonly string[]): AthenaColumn[] =>
  names.map((name) => ({ name, type: 'string' }));
const needed = strings('backup_job_id', 'job_status', 'creation_date', 'region');

describe('A table of job reports', () => {
  it('has no problem if its values are texts that are read as CSV, and its partition is the day', () => {
    const parameters = {
      'serde.serialization.lib': openCsv,
      'projection.report_day.type': 'date',
      'projection.report_day.format': 'yyyy/MM/dd',
    };
    const description = { columns: needed, partitionKeys: strings('report_day'), parameters };
    assert.deepEqual(tableProblems(named, description), []);
  });

  it('has the problems of the definition that is published for such tables', () => {
    const columns = [
      ...strings('account_id', 'backup_job_id', 'job_status', 'creation_date', 'region'),
      { name: 'backup_size_in_bytes', type: 'int' },
    ];
    const parameters = { 'serde.serialization.lib': 'org.apache.hadoop.hive.serde2.lazy.LazySimpleSerDe' };
    assert.deepEqual(tableProblems(named, { columns, partitionKeys: strings('year'), parameters }), [
      {
        severity: 'wrong',
        text: 'It splits lines at commas within quotes (LazySimpleSerDe): values may be in wrong columns.',
      },
      {
        severity: 'wrong',
        text: 'Sizes over 2 GiB do not fit into its column backup_size_in_bytes.',
      },
      { severity: 'costly', text: 'It is not partitioned by day, so every query reads all reports.' },
    ]);
  });

  it('has no problem if it is partitioned by day or month in any certain form', () => {
    const numbers = ['year', 'month', 'day'].map((name) => ({ name, type: 'int' }));
    const projection = (of: Readonly<Record<string, string>>) =>
      Object.fromEntries(Object.entries(of).map(([name, value]) => [`projection.${name}`, value]));
    const forms: readonly [readonly AthenaColumn[], Readonly<Record<string, string>>][] = [
      [[{ name: 'dt', type: 'date' }], {}],
      [numbers, {}],
      [numbers.slice(0, 2), {}],
      [strings('account', 'Year', 'Month', 'Day'), {}],
      [strings('year', 'month', 'day'), projection({ 'month.type': 'integer', 'day.type': 'enum' })],
      [
        [{ name: 'day', type: 'int' }],
        projection({ 'day.type': 'integer', 'day.range': '20210801,20301231' }),
      ],
    ];
    const uncertain: typeof forms = [
      [strings('dt'), {}],
      [strings('year'), {}],
      [strings('year', 'month', 'day'), projection({ 'day.type': 'injected' })],
      [[{ name: 'day', type: 'int' }], projection({ 'day.type': 'integer', 'day.range': '1,31' })],
      [[{ name: 'day', type: 'int' }], {}],
    ];
    const severities = ([partitionKeys, parameters]: (typeof forms)[number]) =>
      tableProblems(named, { columns: needed, partitionKeys, parameters }).map(({ severity }) => severity);
    assert.deepEqual(
      [forms.map(severities), uncertain.map(severities)],
      [forms.map(() => []), uncertain.map(() => ['costly'])],
    );
  });

  it('has no problem if it is one of reports in JSON, or of their jobs', () => {
    const members = 'backupJobId:string,jobStatus:string,creationDate:string,region:string';
    const partitionKeys = [{ name: 'dt', type: 'date' }];
    const parameters = { 'serde.serialization.lib': 'org.openx.data.jsonserde.JsonSerDe' };
    const problems = (type: string) =>
      tableProblems(named, { columns: [{ name: 'reportitems', type }], partitionKeys, parameters });
    assert.deepEqual(problems(`array<struct<${members},backupOptions:map<string,string>>>`), []);
    assert.deepEqual(
      problems('string').map(({ severity }) => severity),
      ['unusable'],
    );
    const flat = strings('backupjobid', 'jobstatus', 'creationdate', 'region');
    assert.deepEqual(tableProblems(named, { columns: flat, partitionKeys, parameters }), []);
  });

  it('cannot be used without the columns that make it one', () => {
    const severities = (columns: readonly AthenaColumn[]) =>
      tableProblems(named, { columns, partitionKeys: [{ name: 'dt', type: 'date' }], parameters: {} }).map(
        ({ severity }) => severity,
      );
    assert.deepEqual(
      [
        severities(strings('restore_job_id', 'job_status', 'creation_date', 'region')),
        severities(needed.slice(0, 3)),
        severities([...needed.slice(0, 3), ...strings('backup_vault_arn')]),
        severities([...needed, { name: 'backup_size_in_bytes', type: 'bigint' }]),
      ],
      [['unusable'], ['unusable'], [], []],
    );
  });
});

describe('The statement that creates a table of job reports', function () {
  this.timeout(60_000);
  let grammars: SqlGrammars | undefined;

  before(async () => {
    grammars = await openSqlGrammars().catch(() => undefined);
  });

  it('has the columns of the reports in their order, as texts, and a partition for each day', function () {
    if (grammars === undefined) this.skip();
    const titles = reportTitles(
      '\ufeff"Report Time Period Start",Region,Backup Job ID,Job Status,Creation Date,Backup Size (Bytes),Job Status\r\n',
    );
    assert.ok(titles !== undefined);
    const location = 's3://my-reports/daily/Backup/crossaccount/crossregion';
    const sql = createTableText({ database: 'reports', table: 'backup_jobs', location, titles });
    assert.deepEqual(grammars.hive(sql), []);
    assert.deepEqual(
      [...sql.matchAll(/^ {2}`(\w+)` string/gm)].map(([, name]) => name),
      [
        ...['report_time_period_start', 'region', 'backup_job_id', 'job_status', 'creation_date'],
        ...['backup_size_bytes', 'job_status_2'],
      ],
    );
    assert.match(sql, /PARTITIONED BY \(`report_day` string\)/);
    assert.match(sql, /'storage\.location\.template' = 's3:[^']+\/crossregion\/\$\{report_day\}\/'/);
    const columns = strings(
      'report_time_period_start',
      'region',
      'backup_job_id',
      'job_status',
      'creation_date',
    );
    const parameters = Object.fromEntries(
      [...sql.matchAll(/'([\w.]+)' = '([^']*)'/g)].map(([, name = '', value = '']) => [name, value]),
    );
    const description = { columns, partitionKeys: strings('report_day'), parameters };
    assert.deepEqual(tableProblems(named, description), []);
  });

  it('has the jobs of reports in JSON as a list, and no title', function () {
    if (grammars === undefined) this.skip();
    const location = 's3://my-reports/Backup/111122223333/eu-west-1/';
    const sql = createTableText({ database: 'reports', table: 'backup_jobs', location });
    assert.deepEqual(grammars.hive(sql), []);
    const type = /`reportItems` (array<struct<.*?>>)/s.exec(sql)?.[1] ?? '';
    const parameters = Object.fromEntries(
      [...sql.matchAll(/'([\w.]+)' = '([^']*)'/g)].map(([, name = '', value = '']) => [name, value]),
    );
    const description = {
      columns: [{ name: 'reportitems', type: type.toLowerCase() }],
      partitionKeys: strings('report_day'),
      parameters,
    };
    assert.deepEqual(tableProblems(named, description), []);
    const { fields } = new JobColumns(tableOf(named, description));
    assert.deepEqual(
      ['AccountId', 'ResourceName', 'CreatedBy.BackupPlanName', 'BackupSizeInBytes', 'region'].filter(
        (field) => !fields.includes(field),
      ),
      [],
    );
    assert.doesNotMatch(sql, /header/);
  });

  it('is written only for the first line of a report of backup jobs, and a folder in S3', () => {
    for (const line of [
      '',
      'Restore Job ID,Job Status,Creation Date',
      "Backup Job ID,Job Status,Creation Date,x'y",
      '1,2',
    ])
      assert.equal(reportTitles(line), undefined, line);
    const folders = [
      's3://bucket',
      's3://my-bucket/a/b_c=1/',
      "s3://b'ucket/",
      's3://bucket/a\nb',
      'https://bucket/',
      's3://bucket/a;b',
    ];
    assert.deepEqual(folders.map(isS3Folder), [true, true, false, false, false, false]);
  });
});

describe('The address of job reports in Athena', () => {
  it('can be read back, and nothing else can be read', () => {
    const text = fc.string({ minLength: 1, unit: 'binary' }).filter((one) => !/\p{Surrogate}/u.test(one));
    fc.assert(
      fc.property(
        text,
        text,
        text,
        fc.option(text, { nil: undefined }),
        (workGroup, database, table, profile) => {
          const place: AthenaPlace = {
            ...{ workGroup, database, table, catalog: 'AwsDataCatalog', region: 'eu-central-1' },
            regions: ['eu-west-1', 'us-gov-east-1'],
            ...(profile !== undefined && { profile }),
          };
          const address = athenaAddress(place);
          assert.ok(isAthenaAddress(address));
          assert.deepEqual(athenaPlaceFrom(address), place);
        },
      ),
    );
    for (const other of ['athena:?', 'athena:?region=eu-west-1', '/home/a/reports', 'C:\\reports', ''])
      assert.equal(athenaPlaceFrom(other), undefined, other);
  });
});

describe('The cost of queries', () => {
  it('is about 5 dollars for each TB, and at least that of 10 MB for a query', () => {
    assert.deepEqual(
      [0, 1, 25_000_000, 3 * 1024 ** 4].map((bytes) => scanText(bytes, 'en')),
      [
        'Athena read 0 bytes, less than $0.01',
        'Athena read 1 byte, less than $0.01',
        'Athena read 23.8 MiB, less than $0.01',
        'Athena read 3 TiB, about $15.00',
      ],
    );
    assert.deepEqual(
      [[], [25_000_000], Array.from({ length: 1000 }, () => 1000)].map((scanned) =>
        scanCostText(scanned, 'en'),
      ),
      [
        undefined,
        '1 query in this window read 23.8 MiB, less than $0.01',
        '1,000 queries in this window read 977 KiB, about $0.05',
      ],
    );
  });
});
