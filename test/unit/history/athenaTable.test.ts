import assert from 'node:assert/strict';
import fc from 'fast-check';
import {
  type AthenaPlace,
  athenaAddress,
  athenaPlaceFrom,
  isAthenaAddress,
} from '../../../src/history/athena/athenaPlace.js';
import type { AthenaColumn } from '../../../src/history/athena/athenaTable.js';
import { createTableText, isS3Folder, reportTitles } from '../../../src/history/athena/createTableText.js';
import { ScanCost, scanText } from '../../../src/history/athena/scanCost.js';
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
    assert.deepEqual(tableProblems(named, { columns, partitionKeys: strings('year', 'month'), parameters }), [
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
    const cost = new ScanCost('en');
    assert.equal(cost.text, undefined);
    for (let query = 0; query < 1000; query++) cost.add(1000);
    assert.equal(cost.text, '1,000 queries read 977 KiB, about $0.05');
  });
});
