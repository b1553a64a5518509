import assert from 'node:assert/strict';
import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import type { BackupJob } from '../../../src/jobs/backupJob.js';
import { plainAndPacked, readFile } from './readFile.js';

describe('A job report that is read as a history', () => {
  it('has the same jobs in every generation, with commas, quotes and line breaks in their texts', async () => {
    const text = fc
      .oneof(fc.string(), fc.string({ unit: fc.constantFrom(',', '"', '\n', '\r\n', ' ', 'a') }))
      .filter((one) => one !== '')
      .map((one) => Buffer.from(one).toString());
    const size = fc.oneof(
      fc.nat(),
      fc.bigInt({ min: 2n ** 31n, max: 2n ** 80n }).map((one) => (one < 2n ** 53n ? Number(one) : one)),
    );
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...generations),
        fc.array(fc.record({ id: fc.uuid(), message: text, name: text, size }), {
          minLength: 1,
          maxLength: 5,
        }),
        async (generation, rows) => {
          const jobs = rows.map(({ id, message, name, size: BackupSizeInBytes }) => ({
            ...jobOf(id),
            StatusMessage: message,
            ResourceName: name,
            BackupSizeInBytes,
          }));
          for (const content of plainAndPacked(generation.write(jobs))) {
            const path = 'Backup/111122223333/eu-west-1/2026/03/04/daily';
            const read = await readFile(content, { path });
            assert.deepEqual(read.unread, []);
            assert.deepEqual(read.kinds, ['report']);
            assert.deepEqual(
              read.jobs.map(({ job, region, statedAt }) => ({ job, region, statedAt })),
              jobs.map((job) => ({ job: generation.kept(job), region: 'eu-west-1', statedAt: periodEnd })),
            );
            assert.deepEqual(read.periods, [
              { from: periodStart, to: periodEnd, account: '111122223333', region: 'eu-west-1' },
            ]);
          }
        },
      ),
    );
  });

  it('states every member of its JSON, also one that is null in each row', async () => {
    const item = { backupJobId: 'a', jobStatus: 'FAILED', resourceName: null, backupOptions: null };
    const copy = { copyJobId: 'b', vaultType: null };
    const { fields } = await readFile(JSON.stringify({ reportItems: [item, copy] }));
    assert.deepEqual(fields, ['BackupJobId', 'BackupOptions', 'ResourceName', 'State']);
  });

  it('names the fields that it states, and keeps and counts the columns that are unknown', async () => {
    const { fields, jobs, otherColumns } = await readFile(
      'Job ID,Job Status,Report Time Period Start,Message Category (new),Job Run Time,Backup Size (GB),Backup Size (Bytes),Delete After (Days),Completion Date (PST)\n' +
        'a,Completed,2026-03-03T00:00:00Z,,00:22:20,3,3221225472,35,2026-03-03 04:00\n' +
        'b,FAILED,2026-03-03T00:00:00Z,x,00:00:20,,,never,\n',
    );
    assert.deepEqual(fields, [
      'BackupJobId',
      'BackupSizeInBytes',
      'MessageCategory',
      'RecoveryPointLifecycle.DeleteAfterDays',
      'State',
    ]);
    assert.deepEqual(
      jobs.map(({ job }) => job),
      [
        {
          BackupJobId: 'a',
          BackupSizeInBytes: 3221225472,
          RecoveryPointLifecycle: { DeleteAfterDays: 35 },
          State: 'COMPLETED',
          'Backup Size (GB)': '3',
          'Completion Date (PST)': '2026-03-03 04:00',
          'Job Run Time': '00:22:20',
        },
        {
          BackupJobId: 'b',
          MessageCategory: 'x',
          State: 'FAILED',
          'Delete After (Days)': 'never',
          'Job Run Time': '00:00:20',
        },
      ],
    );
    assert.deepEqual(otherColumns, {
      'Backup Size (GB)': 1,
      'Completion Date (PST)': 1,
      'Delete After (Days)': 1,
      'Job Run Time': 2,
    });
  });

  it('in JSON also states the fields that are null in every row', async () => {
    const { fields } = await readFile(
      '{"reportItems":[{"backupJobId":"a","jobStatus":"COMPLETED","statusMessage":null,"other":null}]}',
    );
    assert.deepEqual(fields, ['BackupJobId', 'State', 'StatusMessage']);
  });

  it('keeps a column with a very long name, and takes no period from a very long text', async () => {
    const [name, period] = ['('.repeat(200_000), ' '.repeat(200_000)];
    const { jobs, otherColumns, periods } = await readFile(
      `Job ID,Job Status,Report Time Period,${name}\na,FAILED,"2026${period}2027",b\n`,
      { pieceLength: 64 * 1024 },
    );
    assert.deepEqual(
      [jobs.map(({ job }) => Object.keys(job).length), Object.values(otherColumns), periods],
      [[3], [1], []],
    );
  });

  it('has no job for the row within which the packed data is cut', async () => {
    const rows = Array.from({ length: 300 }, (_, n) => `id-${n},FAILED,${123456789 + n * 7919}\n`);
    const packed = gzipSync(`Job ID,Job Status,Backup Size in Bytes\n${rows.join('')}`);
    for (let end = packed.length - 20; end > packed.length - 220; end -= 11) {
      const { jobs, unread } = await readFile(packed.subarray(0, end));
      assert.deepEqual(
        [
          unread,
          jobs.flatMap(({ job: { BackupJobId, BackupSizeInBytes } }, n) =>
            BackupJobId === `id-${n}` && BackupSizeInBytes === 123456789 + n * 7919 ? [] : [BackupJobId],
          ),
        ],
        [[{ line: jobs.length + 2, reason: 'damagedFromHere' }], []],
      );
    }
  });

  it('has no job for the header of another report that was appended to it', async () => {
    const row = (id: string) => `${id},COMPLETED,2026-03-01T05:00:00Z\n`;
    const [header, otherHeader] = [
      'Backup Job ID,Job Status,Creation Date\n',
      'Backup Job ID,Creation Date,Job Status\n',
    ];
    const read = async (...parts: readonly string[]) => {
      const { jobs, unread } = await readFile(parts.join(''));
      return [jobs.map(({ job }) => job.BackupJobId), unread];
    };
    assert.deepEqual(await read(header, row('a'), header, row('b')), [['a', 'b'], []]);
    assert.deepEqual(await read(header, row('a'), otherHeader, row('b')), [
      ['a'],
      [{ line: 3, reason: 'damagedFromHere' }],
    ]);
  });

  it('covers nothing if it is not at the path of one and may be the result of a query', async () => {
    const row = (day: number, account = '111122223333') => {
      const [from, to] = [`2026-03-0${day}T00:00:00Z`, `2026-03-0${day + 1}T00:00:00Z`];
      return `"${from}","${to}","${account}","eu-west-1","j${day}","FAILED"\n`;
    };
    const titles = 'Report Time Period Start,Report Time Period End,Account ID,Region,Job ID,Job Status\n';
    // What Athena saves of `select * from reports where job_status = 'FAILED'`.
    const columns =
      '"report_period_start","report_period_end","account_id","region","backup_job_id","job_status"\n';
    const item = {
      ...{ reportTimePeriodStart: '2026-03-01T00:00:00Z', reportTimePeriodEnd: '2026-03-02T00:00:00Z' },
      ...{ accountId: '111122223333', region: 'eu-west-1', backupJobId: 'a', jobStatus: 'FAILED' },
    };
    const files = {
      onePeriod: titles + row(1) + row(1),
      severalPeriods: titles + row(1) + row(2),
      severalInParts: titles + row(1) + row(2, ''),
      ofTable: columns + row(1),
      list: JSON.stringify({ reportItems: [item] }),
      lines: `${JSON.stringify(item)}\n${JSON.stringify(item)}\n`,
      array: JSON.stringify([item]),
    };
    const covered = async (path: string) => {
      const names: string[] = [];
      for (const [name, content] of Object.entries(files))
        if ((await readFile(content, { path })).periods.length > 0) names.push(name);
      return names;
    };
    assert.deepEqual(await covered('/d/failed-jobs'), ['onePeriod', 'list']);
    assert.deepEqual(await covered('/d/Backup/111122223333/eu-west-1/2026/03/02/daily'), Object.keys(files));
  });

  it('covers the accounts and regions in its path, or else only those that its rows name', async () => {
    const row = (id: string, account: string, region: string) =>
      `${id},${region},${account},2026-03-03T00:00:00Z,2026-03-04T00:00:00Z\n`;
    const rows = [
      'Job ID,Region,Account ID,Report Time Period Start,Report Time Period End\n',
      ...[row('a', '111122223333', 'eu-west-1'), row('b', '444455556666', 'us-east-1')],
      ...[row('c', '444455556666', 'us-east-1'), row('d', '', 'us-west-1'), row('e', '777788889999', '')],
    ].join('');
    const coveredIn = async (path: string) =>
      (await readFile(rows, { path })).periods.map(({ account, region }) => [account, region]);
    assert.deepEqual(await coveredIn('daily.csv'), [
      ['111122223333', 'eu-west-1'],
      ['444455556666', 'us-east-1'],
    ]);
    assert.deepEqual(await coveredIn('Backup/111122223333/eu-west-1/2026/03/04/daily.csv'), [
      ['111122223333', 'eu-west-1'],
    ]);
    assert.deepEqual(await coveredIn('Backup/111122223333/eusc-de-east-1/2026/03/04/daily.csv'), [
      ['111122223333', 'eusc-de-east-1'],
    ]);
    assert.deepEqual(await coveredIn('Backup/crossaccount/eu-west-1/2026/03/04/daily.csv'), [
      [undefined, 'eu-west-1'],
    ]);
  });

  it('names the account and the region of its rows, or else those of its path', async () => {
    const header = 'Backup Job ID,Region,Backup Vault ARN,Account ID\n';
    const rows = `${header}a,,,\nb,us-east-1,,444455556666\nc,,arn:aws:backup:ap-south-1:777788889999:backup-vault:x,\n`;
    const placesIn = async (path: string) =>
      (await readFile(rows, { path })).jobs.map(({ job, region }) => [job.AccountId, region]);
    const named = [
      ['444455556666', 'us-east-1'],
      ['777788889999', 'ap-south-1'],
    ];
    assert.deepEqual(await placesIn('my/reports/Backup/111122223333/eu-west-1/2026/03/04/daily.csv'), [
      ['111122223333', 'eu-west-1'],
      ...named,
    ]);
    assert.deepEqual(await placesIn('C:\\r\\Backup\\crossaccount\\crossregion\\2026\\03\\04\\daily.csv'), [
      [undefined, undefined],
      ...named,
    ]);
    assert.deepEqual(await placesIn('daily.csv'), [[undefined, undefined], ...named]);
  });

  it('about copy jobs or restore jobs holds no backup jobs', async () => {
    for (const content of [
      'Copy Job ID,Job Status,Creation Date,State\na,COMPLETED,2026-03-04T00:00:00Z,COMPLETED\n',
      'restore_job_id,state,creation_date\na,COMPLETED,2026-03-04T00:00:00Z\n',
      '{"reportItems":[{"copyJobId":"a","jobStatus":"COMPLETED"}]}',
      '{"CopyJobId":"a","State":"COMPLETED","CreationDate":"2026-03-04T00:00:00Z"}\n',
      'a,b\n1,2\n',
      '{"name":"package","version":"1.0.0"}',
      'hello\nworld\n',
      '<html></html>',
      '',
      '\u0000\u0001\u0002',
    ]) {
      const { jobs, kinds } = await readFile(content);
      assert.deepEqual([jobs, kinds], [[], []], content);
    }
  });

  it('that is cut or damaged is read up to there, and the rest is reported', async () => {
    const lines = Array.from({ length: 2000 }, (_, place) => `job-${place},FAILED,${Math.sin(place)}`);
    const [, packed = Buffer.of()] = plainAndPacked(`Job ID,Job Status,Noise\n${lines.join('\n')}\n`);
    const cut = await readFile(packed.slice(0, packed.length - 4000) as Uint8Array);
    assert.ok(cut.jobs.length > 500 && cut.jobs.length < 2000);
    assert.deepEqual(cut.unread.at(-1)?.reason, 'damagedFromHere');
    assert.deepEqual(
      cut.jobs.map(({ line }) => line),
      cut.jobs.map((_, place) => place + 2),
    );
  });
});

const periodStart = new Date('2026-03-03T00:00:00Z');
const periodEnd = new Date('2026-03-04T00:00:00Z');

/** A job as a report has it. */
function jobOf(id: string) {
  return {
    AccountId: '111122223333',
    BackupJobId: id,
    BackupOptions: { WindowsVSS: 'enabled' },
    BackupVaultName: 'prod',
    CompletionDate: new Date('2026-03-03T05:30:00.123Z'),
    CreatedBy: {
      BackupPlanArn: 'arn:aws:backup:eu-west-1:111122223333:backup-plan:plan-1',
      BackupPlanId: 'plan-1',
      BackupPlanName: 'nightly, "prod"',
      BackupRuleCron: 'cron(0 5 ? * * *)',
      BackupRuleId: 'rule-1',
    },
    CreationDate: new Date('2026-03-03T05:00:00Z'),
    IsParent: false,
    RecoveryPointLifecycle: { DeleteAfterDays: 35 },
    StartBy: new Date('2026-03-03T13:00:00Z'),
    State: 'COMPLETED',
  };
}

type ReportJob = ReturnType<typeof jobOf> &
  Pick<BackupJob, 'BackupSizeInBytes' | 'ResourceName' | 'StatusMessage'>;

/** The values of a row by the names of the current JSON report. */
function rowOf(job: ReportJob): Record<string, unknown> {
  return {
    accountId: job.AccountId,
    region: 'eu-west-1',
    backupJobId: job.BackupJobId,
    backupOptions: job.BackupOptions,
    backupVaultName: job.BackupVaultName,
    completionDate: job.CompletionDate.toISOString(),
    backupPlanArn: job.CreatedBy.BackupPlanArn,
    backupPlanName: job.CreatedBy.BackupPlanName,
    backupRuleSchedule: job.CreatedBy.BackupRuleCron,
    backupRuleId: job.CreatedBy.BackupRuleId,
    creationDate: job.CreationDate.toISOString(),
    isParentJob: job.IsParent,
    deleteAfterDays: job.RecoveryPointLifecycle.DeleteAfterDays,
    startWindowEnd: job.StartBy.toISOString(),
    jobStatus: job.State,
    backupSizeInBytes: job.BackupSizeInBytes,
    resourceName: job.ResourceName,
    statusMessage: job.StatusMessage,
  };
}

const period = {
  reportTimePeriodStart: periodStart.toISOString(),
  reportTimePeriodEnd: periodEnd.toISOString(),
};

interface Generation {
  write(jobs: readonly ReportJob[]): string;
  kept(job: ReportJob): BackupJob;
}

const json = (value: unknown) =>
  JSON.stringify(value, (_, one: unknown) => (typeof one === 'bigint' ? `big:${one}` : one)).replaceAll(
    /"big:(\d+)"/g,
    '$1',
  );

const cell = (value: unknown) => {
  if (value === undefined) return '';
  return `"${(typeof value === 'object' ? json(value) : String(value)).replaceAll('"', '""')}"`;
};

const csv = (rows: readonly Record<string, unknown>[], nameOf: (name: string) => string, lineEnd: string) =>
  [Object.keys(rows[0] ?? {}).map(nameOf), ...rows.map((row) => Object.values(row).map(cell))]
    .map((cells) => `${cells.join(',')}${lineEnd}`)
    .join('');

const words = (name: string) => name.replaceAll(/[A-Z]/g, (letter) => ` ${letter}`);

const generations: readonly Generation[] = [
  {
    write: (jobs) => json({ reportItems: jobs.map((job) => ({ ...period, ...rowOf(job) })) }),
    kept: (job) => job,
  },
  {
    write: (jobs) =>
      json({
        reportItems: jobs.map((job) => ({
          reportTimePeriod: `${period.reportTimePeriodStart} - ${period.reportTimePeriodEnd}`,
          ...rowOf(job),
        })),
      }),
    kept: (job) => job,
  },
  {
    write: (jobs) =>
      csv(
        jobs.map((job) => ({ ...period, ...rowOf(job) })),
        (name) => name,
        '\r\n',
      ),
    kept: (job) => job,
  },
  {
    // Titles with a capital letter at each word, and units in brackets.
    write: (jobs) =>
      `\ufeff${csv(
        jobs.map((job) => ({ ...rowOf(job), ...period })),
        (name) =>
          words(name)
            .replace(/^./, (letter) => letter.toUpperCase())
            .replace(/ In Bytes$/, ' (Bytes)')
            .replace(/After Days$/, 'After (days)'),
        '\n',
      )}`,
    kept: (job) => job,
  },
  {
    // The 21 columns of tables for Amazon Athena, without names of plans and resources.
    write: (jobs) =>
      csv(
        jobs.map((job) => {
          const { backupOptions, backupPlanName, backupRuleSchedule, deleteAfterDays, isParentJob, ...row } =
            rowOf(job);
          const { resourceName, startWindowEnd, ...rest } = row;
          return {
            reportPeriodStart: period.reportTimePeriodStart,
            reportPeriodEnd: period.reportTimePeriodEnd,
            ...rest,
          };
        }),
        (name) => words(name).toLowerCase().replaceAll(' ', '_'),
        '\n',
      ),
    kept: ({ BackupOptions, CreatedBy, IsParent, RecoveryPointLifecycle, ResourceName, StartBy, ...job }) => {
      const { BackupPlanName, BackupRuleCron, ...creator } = CreatedBy;
      return { ...job, CreatedBy: creator };
    },
  },
];
