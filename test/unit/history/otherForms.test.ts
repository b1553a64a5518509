import assert from 'node:assert/strict';
import { readFile } from './readFile.js';

describe('A history of', () => {
  it('the output of the AWS CLI has its jobs, with times as ISO 8601 or as seconds', async () => {
    const job = {
      AccountId: '111122223333',
      BackupJobId: 'a',
      BackupSizeInBytes: 3221225472,
      State: 'FAILED',
    };
    const write = (CreationDate: unknown) =>
      JSON.stringify({ BackupJobs: [{ ...job, CreationDate }] }, null, 4);
    const expected = { ...job, CreationDate: new Date('2026-03-04T05:06:07.123Z') };
    for (const time of [
      '2026-03-04T05:06:07.123000+00:00',
      '2026-03-04T06:06:07.123+01:00',
      1772600767.123,
    ]) {
      const { jobs, kinds } = await readFile(write(time));
      assert.deepEqual([jobs.map((one) => one.job), kinds], [[expected], ['apiJobs']]);
    }
  });

  it('a command that has left out jobs says so, wherever its token is', async () => {
    const jobs = '"BackupJobs": [{"BackupJobId": "a", "State": "FAILED"}]';
    const token = '"NextToken": "eyJ0b2tlbiI6IDF9"';
    const tags = '"Tags": [{"NextToken": "b"}], "Other": "NextToken"';
    for (const [text, ...unread] of [
      [`{${jobs},\n${token}}`, { line: 2, reason: 'cutOutput' }],
      [`{${token},\n${jobs}}`, { line: 1, reason: 'cutOutput' }],
      [`{${jobs}, ${tags}, "NextToken": null}`],
      [`{${jobs}}`],
    ] as const)
      for (const pieceLength of [1, 7, 1000]) {
        const read = await readFile(text, { pieceLength });
        assert.deepEqual([read.jobs.length, read.unread], [1, unread]);
      }
  });

  it('events of EventBridge has what each event states, with its time', async () => {
    const event = (detail: object, time: string, type = 'Backup Job State Change') =>
      JSON.stringify({
        version: '0',
        'detail-type': type,
        source: 'aws.backup',
        account: '111122223333',
        time,
        region: 'us-west-2',
        resources: ['arn:aws:ec2:us-west-2:111122223333:volume/vol-1'],
        detail,
      });
    const lines = [
      event(
        { backupJobId: 'a', state: 'CREATED', creationDate: '2026-03-04T05:00:00.392Z' },
        '2026-03-04T05:00:01Z',
      ),
      event(
        {
          backupJobId: 'a',
          backupSizeInBytes: '9007199254740993',
          bytesTransferred: '0',
          createdBy: { backupPlanId: 'plan-1', backupPlanRuleId: 'rule-1', backupPlanVersion: 'v' },
          expectedCompletionDate: 'Jul 15, 2020 9:39:07 PM',
          percentDone: 100,
          state: 'COMPLETED',
          newer: [1],
        },
        '2026-03-04T05:30:00Z',
      ),
      event({ copyJobId: 'a', state: 'COMPLETED' }, '2026-03-04T05:31:00Z', 'Copy Job State Change'),
    ];
    const expected = [
      {
        job: {
          AccountId: '111122223333',
          BackupJobId: 'a',
          CreationDate: new Date('2026-03-04T05:00:00.392Z'),
          State: 'CREATED',
        },
        region: 'us-west-2',
        statedAt: new Date('2026-03-04T05:00:01Z'),
      },
      {
        job: {
          AccountId: '111122223333',
          BackupJobId: 'a',
          BackupSizeInBytes: 9007199254740993n,
          BytesTransferred: 0,
          CreatedBy: { BackupPlanId: 'plan-1', BackupPlanVersion: 'v', BackupRuleId: 'rule-1' },
          ExpectedCompletionDate: new Date('2020-07-15T21:39:07Z'),
          PercentDone: '100',
          State: 'COMPLETED',
          newer: [1],
        },
        region: 'us-west-2',
        statedAt: new Date('2026-03-04T05:30:00Z'),
      },
    ];
    for (const text of [lines.join('\n'), lines.join(''), `[${lines.join(',\n')}]`]) {
      const { fields, jobs, kinds, unread } = await readFile(text);
      assert.deepEqual(
        jobs.map(({ job, region, statedAt }) => ({ job, region, statedAt })),
        expected,
      );
      assert.deepEqual(kinds, ['events']);
      assert.equal(fields?.includes('MessageCategory'), false);
      assert.deepEqual(
        unread.map(({ reason }) => reason),
        ['notABackupJob'],
      );
    }
  });

  it('events has no time that does not exist', async () => {
    const times = [
      'Feb 45, 2026 01:02:03',
      'Feb 30, 2026 01:02:03',
      'Feb 5, 2026 27:61:99',
      'Feb 5, 2026 23:59:59',
    ];
    const lines = times.map((creationDate) =>
      JSON.stringify({
        'detail-type': 'Backup Job State Change',
        detail: { backupJobId: 'a', creationDate },
      }),
    );
    const { jobs } = await readFile(lines.join('\n'));
    assert.deepEqual(
      jobs.map(({ job }) => job.CreationDate?.toISOString()),
      [undefined, undefined, undefined, '2026-02-05T23:59:59.000Z'],
    );
  });

  it('the cost dashboards has its jobs, with the region of their vaults', async () => {
    const line = JSON.stringify({
      AccountId: '111122223333',
      BackupJobId: 'a',
      BackupOptions_WindowsVSS: 'enabled',
      BackupVaultArn: 'arn:aws-us-gov:backup:us-gov-west-1:111122223333:backup-vault:prod',
      BackupSizeInBytes: 3221225472,
      CreatedBy_BackupPlanId: 'plan-1',
      CreatedBy_Newer: 1,
      CreationDate: '2026-03-04T05:06:07.123000+00:00',
      IsParent: false,
      MessageCategory: 'SUCCESS',
      RecoveryPointLifecycle_DeleteAfterDays: 35,
      ResourceName: null,
    });
    const { fields, jobs, kinds } = await readFile(`${line}\n`, {
      path: 'backup/backup-backup-jobs-data/payer_id=999988887777/year=2026/month=03/day=04/2026-03-04.json',
    });
    assert.deepEqual([kinds, fields], [['collector'], undefined]);
    assert.deepEqual(
      jobs.map(({ job, region }) => ({ job, region })),
      [
        {
          job: {
            AccountId: '111122223333',
            BackupJobId: 'a',
            BackupOptions: { WindowsVSS: 'enabled' },
            BackupVaultArn: 'arn:aws-us-gov:backup:us-gov-west-1:111122223333:backup-vault:prod',
            BackupSizeInBytes: 3221225472,
            CreatedBy: { BackupPlanId: 'plan-1' },
            CreatedBy_Newer: 1,
            CreationDate: new Date('2026-03-04T05:06:07.123Z'),
            IsParent: false,
            MessageCategory: 'SUCCESS',
            RecoveryPointLifecycle: { DeleteAfterDays: 35 },
          },
          region: 'us-gov-west-1',
        },
      ],
    );
  });

  it('several forms in one file has the jobs of each, and names the lines that hold none', async () => {
    const { jobs, unread } = await readFile(
      '{"BackupJobId":"a","State":"FAILED"}\r\n\r\n{"BackupJobId":"b"\r\nnull\r\n{"backup_job_id":"c","job_status":"failed"}\r\n{"a":1}',
    );
    assert.deepEqual(
      jobs.map(({ job, kind, line }) => [job, kind, line]),
      [
        [{ BackupJobId: 'a', State: 'FAILED' }, 'apiJobs', 1],
        [{ BackupJobId: 'c', State: 'FAILED' }, 'report', 5],
      ],
    );
    assert.deepEqual(unread, [
      { line: 3, reason: 'badFormat' },
      { line: 4, reason: 'notABackupJob' },
      { line: 6, reason: 'notABackupJob' },
    ]);
  });
});
