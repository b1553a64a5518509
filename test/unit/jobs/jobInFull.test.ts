import assert from 'node:assert/strict';
import fc from 'fast-check';
import { timeline, transferRate } from '../../../src/details/timeline.js';
import { arnParts } from '../../../src/jobs/arn.js';
import type { BackupJob } from '../../../src/jobs/backupJob.js';
import { consoleLink } from '../../../src/jobs/consoleLink.js';
import { familyQueries, jobDays, lastGoodBackup, latestStreak } from '../../../src/jobs/jobFamily.js';
import { jobIdIn } from '../../../src/jobs/jobIdIn.js';
import { categoryMeaning, stateMeaning, statusAdvice } from '../../../src/jobs/statusAdvice.js';
import { inEnglish } from '../../../src/jobs/translate.js';
import { endingsWithMessage } from '../../../src/sample/statusMessages.js';
import { hostileTexts } from '../../hostile.js';

const now = new Date(2026, 10, 24, 7);
const at = (hours: number, minutes = 0) => new Date(2026, 10, 24, hours, minutes);
const daysAgo = (days: number) => new Date(2026, 10, 24 - days, 1);

describe('An ARN', () => {
  it('falls into its parts, whatever its resource looks like', () => {
    assert.deepEqual(
      [
        'arn:aws:ec2:us-east-1:111122223333:volume/vol-0a1b',
        'arn:aws:s3:::bucket-1',
        'arn:aws-cn:dynamodb:cn-north-1:111122223333:table/orders/backup/01',
        'arn:aws:rds:eu-west-1:111122223333:db:orders',
        'arn:aws:backup:us-east-1:111122223333:recovery-point:A-B',
        'vol-0a1b',
        'arn:aws:ec2',
        '',
      ].map(arnParts),
      [
        {
          partition: 'aws',
          service: 'ec2',
          region: 'us-east-1',
          accountId: '111122223333',
          resourceType: 'volume',
          resource: 'vol-0a1b',
        },
        { partition: 'aws', service: 's3', resource: 'bucket-1' },
        {
          partition: 'aws-cn',
          service: 'dynamodb',
          region: 'cn-north-1',
          accountId: '111122223333',
          resourceType: 'table',
          resource: 'orders/backup/01',
        },
        {
          partition: 'aws',
          service: 'rds',
          region: 'eu-west-1',
          accountId: '111122223333',
          resourceType: 'db',
          resource: 'orders',
        },
        {
          partition: 'aws',
          service: 'backup',
          region: 'us-east-1',
          accountId: '111122223333',
          resourceType: 'recovery-point',
          resource: 'A-B',
        },
        undefined,
        undefined,
        undefined,
      ],
    );
  });
});

describe('The console’s page of a job', () => {
  it('is at the address of its partition', () => {
    assert.deepEqual(
      [
        'us-east-1',
        'cn-north-1',
        'us-gov-west-1',
        'eusc-de-east-1',
        'us-iso-east-1',
        'eu-isoe-west-1',
        'a.b/c',
      ].map((region) => consoleLink(region, 'A1')),
      [
        'https://us-east-1.console.aws.amazon.com/backup/home?region=us-east-1#/jobs/backup/A1',
        'https://cn-north-1.console.amazonaws.cn/backup/home?region=cn-north-1#/jobs/backup/A1',
        'https://us-gov-west-1.console.amazonaws-us-gov.com/backup/home?region=us-gov-west-1#/jobs/backup/A1',
        'https://eusc-de-east-1.console.amazonaws-eusc.eu/backup/home?region=eusc-de-east-1#/jobs/backup/A1',
        undefined,
        undefined,
        undefined,
      ],
    );
  });

  it('stays on its host and its path, whatever the id holds', () => {
    for (const text of ['a/../../x?y#z', hostileTexts.markup, hostileTexts.bidi]) {
      const link = new URL(consoleLink('us-east-1', text) ?? '');
      assert.equal(link.host, 'us-east-1.console.aws.amazon.com');
      assert.equal(link.hash, `#/jobs/backup/${encodeURIComponent(text)}`);
    }
  });
});

describe('The id of a job', () => {
  it('is found in what was pasted', () => {
    const id = '1EB3B5E7-9EB0-435A-A80B-108B488B0D45';
    const other = 'aaaaaaaa-bbbb-cccc-dddd-eeeeeeeeeeee';
    for (const text of [
      id,
      `  ${id}\n`,
      `{"BackupJobId": "${id}", "State": "FAILED"}`,
      `aws backup describe-backup-job --backup-job-id ${id} --region us-east-1`,
      `https://us-east-1.console.aws.amazon.com/backup/home?region=us-east-1#/jobs/backup/${id}`,
      `arn:aws:backup:us-east-1:1:recovery-point:0EB3B5E7-9EB0-435A-A80B-108B488B0D45 backupJobId: ${id}`,
      `Your job ${id} failed.`,
      `{"Message":"{\\"id\\":\\"${other}\\",\\"detail\\":{\\"backupJobId\\":\\"${id}\\"}}"}`,
      `{ "id" : "${other}", "backupJobId" : "${id}" }`,
      `{\n  "BackupPlanId": "${other}",\n  "BackupJobId":\n    "${id}"\n}`,
      `Resource ARN : arn:aws:fsx:us-east-1:1:volume/${other}. BackupJob ID : ${id}`,
      `Plan ${other}, backup job id=${id}`,
      `The backup job ID provided is ${id}`,
    ])
      assert.equal(jobIdIn(text), id, text);
    assert.equal(jobIdIn('backup-job-42'), 'backup-job-42');
    assert.equal(jobIdIn(`{"id":"${other}","backupJobId":"job-000042"}`), 'job-000042');
    assert.equal(jobIdIn('backup-job-id-of-mine'), 'backup-job-id-of-mine');
    for (const text of ['', '  ', 'no id in here', 'abc', 'No backup job ID was provided'])
      assert.equal(jobIdIn(text), undefined, text);
  });

  it('is that of the backup job in what AWS sends of one, whatever ids are around it', () => {
    const id = '1EB3B5E7-9EB0-435A-A80B-108B488B0D45';
    const event = stateChange('Backup', { backupJobId: id, state: 'FAILED' });
    const attributes = notificationAttributes('BACKUP_JOB', id);
    for (const text of [
      event,
      { Records: [{ messageId: other, body: JSON.stringify({ MessageId: other, Message: event }) }] },
      { MessageAttributes: attributes },
      { Type: 'Notification', MessageId: other, Message: 'A job has failed.', MessageAttributes: attributes },
      { MessageId: other, Attributes: JSON.stringify(JSON.stringify({ MessageAttributes: attributes })) },
      { EventType: { DataType: 'String', StringValue: 'BACKUP_JOB' }, Id: { StringValue: id } },
      { eventID: other, requestID: other, responseElements: { backupJobId: id } },
      `Recovery point ARN: ${recoveryPoint}. Resource ARN : ${recoveryPoint}. BackupJob ID : ${id}.`,
      `https://console.aws.amazon.com/backup/home#/jobs/backup/details/${id}`,
      `arn:aws:backup:us-east-1:111122223333:backup-job:${id}`,
      `RequestId: ${other} job=${id}`,
      `request:${other} job:${id}`,
      `requestId=${other} jobId: "${id}"`,
    ]) {
      const pasted = typeof text === 'string' ? text : JSON.stringify(text, undefined, 2);
      assert.equal(jobIdIn(pasted), id, pasted);
      assert.equal(jobIdIn(JSON.stringify(pasted)), id, 'as a text within JSON');
    }
  });

  it('is not the id of something else', () => {
    for (const text of [
      stateChange('Copy', { copyJobId: other, state: 'FAILED', sourceRecoveryPointArn: recoveryPoint }),
      stateChange('Restore', { restoreJobId: other, status: 'FAILED', recoveryPointArn: recoveryPoint }),
      { Type: 'Notification', MessageId: other, Message: `Copy job ID : ${other}` },
      { MessageId: other, MessageAttributes: notificationAttributes('COPY_JOB', other) },
      { MessageAttributes: notificationAttributes('RESTORE_JOB', other) },
      { EventSubscriptionArn: `arn:aws:sns:us-east-1:111122223333:topic:${other}` },
      { eventID: other, requestID: other },
      { BackupPlanId: other, BackupRuleId: other },
      recoveryPoint,
      `arn:aws:kms:us-east-1:111122223333:key/${other}`,
      `https://us-east-1.console.aws.amazon.com/backup/home?region=us-east-1#/jobs/copy/${other}`,
      `https://us-east-1.console.aws.amazon.com/backup/home?region=us-east-1#/jobs/restore/${other}`,
      `The restore job ${other} has failed`,
      `copy job id is ${other}`,
      `An error occurred. Request ID: ${other}`,
    ]) {
      const pasted = typeof text === 'string' ? text : JSON.stringify(text, undefined, 2);
      assert.equal(jobIdIn(pasted), undefined, pasted);
      assert.equal(jobIdIn(JSON.stringify(pasted)), undefined, 'as a text within JSON');
    }
  });

  const other = 'aaaaaaaa-bbbb-cccc-dddd-eeeeeeeeeeee';
  const recoveryPoint = `arn:aws:backup:us-east-1:111122223333:recovery-point:${other}`;

  /** An event as EventBridge has it. */
  function stateChange(kind: string, detail: object): object {
    return {
      version: '0',
      id: other,
      'detail-type': `${kind} Job State Change`,
      source: 'aws.backup',
      resources: [recoveryPoint],
      detail: { ...detail, createdBy: { backupPlanId: other } },
    };
  }

  /** The attributes of a message of SNS about a job. */
  function notificationAttributes(kind: string, id: string): object {
    const attribute = (Value: string) => ({ Type: 'String', Value });
    return { EventType: attribute(kind), State: attribute('FAILED'), Id: attribute(id) };
  }
});

describe('The time line of a job', () => {
  it('is to scale, with what was late', () => {
    const line = timeline(
      {
        State: 'COMPLETED',
        CreationDate: at(1),
        StartBy: at(2),
        InitiationDate: at(3),
        ExpectedCompletionDate: at(4),
        CompletionDate: at(5),
      },
      now,
    );
    assert.deepEqual(
      line?.marks.map(({ at: place, field, lateBy, sinceCreation }) => [field, place, lateBy, sinceCreation]),
      [
        ['CreationDate', 0, undefined, 0],
        ['StartBy', 0.25, undefined, 3_600_000],
        ['InitiationDate', 0.5, 3_600_000, 7_200_000],
        ['ExpectedCompletionDate', 0.75, undefined, 10_800_000],
        ['CompletionDate', 1, 3_600_000, 14_400_000],
      ],
    );
    assert.deepEqual(line?.spans, [
      { kind: 'waiting', from: 0, to: 0.5, milliseconds: 7_200_000 },
      { kind: 'running', from: 0.5, to: 1, milliseconds: 7_200_000 },
    ]);
  });

  it('goes on to now while the job is under way, and no further when it has ended', () => {
    const marks = (job: BackupJob) => timeline(job, now)?.marks.map(({ field, lateBy }) => [field, lateBy]);
    assert.deepEqual(
      [
        marks({
          State: 'RUNNING',
          CreationDate: at(1),
          InitiationDate: at(2),
          ExpectedCompletionDate: at(6),
        }),
        marks({ State: 'CREATED', CreationDate: at(1), StartBy: at(6, 30) }),
        marks({ State: 'FAILED', CreationDate: at(1) }),
        marks({ State: 'FAILED', CreationDate: new Date(Number.NaN), CompletionDate: at(1) }),
        marks({}),
      ],
      [
        [
          ['CreationDate', undefined],
          ['InitiationDate', undefined],
          ['ExpectedCompletionDate', undefined],
          ['now', 3_600_000],
        ],
        [
          ['CreationDate', undefined],
          ['StartBy', undefined],
          ['now', 1_800_000],
        ],
        undefined,
        undefined,
        undefined,
      ],
    );
  });

  it('does not take a time that is not told for a wait', () => {
    const line = timeline({ State: 'FAILED', CreationDate: at(1), CompletionDate: at(2) }, now);
    assert.deepEqual(line?.spans, [{ kind: 'whole', from: 0, to: 1, milliseconds: 3_600_000 }]);
  });

  it('law: every place is on the line and in the order of the times', () => {
    const time = fc.option(fc.date(), { nil: undefined });
    const job = fc.record({
      State: fc.constantFrom('RUNNING', 'COMPLETED', 'NEW'),
      CreationDate: time,
      InitiationDate: time,
      StartBy: time,
      ExpectedCompletionDate: time,
      CompletionDate: time,
    });
    fc.assert(
      fc.property(job, (one) => {
        const line = timeline(one, now);
        if (line === undefined) return;
        const places = line.marks.map(({ at: place }) => place);
        assert.deepEqual(
          places,
          [...places].sort((a, b) => a - b),
        );
        for (const place of [...places, ...line.spans.flatMap(({ from, to }) => [from, to])])
          assert.ok(place >= 0 && place <= 1);
        for (const { from, to, milliseconds } of line.spans) assert.ok(from <= to && milliseconds >= 0);
      }),
    );
  });

  it('tells a rate where the start, the end and the bytes are known', () => {
    const job = {
      State: 'COMPLETED',
      InitiationDate: at(1),
      CompletionDate: at(1, 10),
      BytesTransferred: 6_000_000,
    };
    assert.deepEqual(
      [
        job,
        { ...job, BytesTransferred: 0 },
        { ...job, InitiationDate: undefined },
        { ...job, CompletionDate: at(0) },
        { ...job, State: 'RUNNING', CompletionDate: undefined },
      ].map((one) => transferRate(one)),
      [10_000, undefined, undefined, undefined, undefined],
    );
  });

  it('has ended where it tells when, in a state that is new or absent too', () => {
    const ended: BackupJob = { CreationDate: at(0), InitiationDate: at(1), CompletionDate: at(2) };
    for (const job of [ended, { ...ended, State: 'ARCHIVED' }])
      assert.deepEqual(
        timeline(job, now)?.marks.map(({ field }) => field),
        ['CreationDate', 'InitiationDate', 'CompletionDate'],
      );
    const { CompletionDate: _, ...open } = ended;
    assert.equal(timeline({ ...open, State: 'ARCHIVED' }, now)?.marks.at(-1)?.field, 'now');
  });
});

describe('The family of a job', () => {
  const good = (days: number): BackupJob => ({
    BackupJobId: `good-${days}`,
    State: 'COMPLETED',
    CreationDate: daysAgo(days),
  });
  const bad = (days: number): BackupJob => ({
    BackupJobId: `bad-${days}`,
    State: 'FAILED',
    CreationDate: daysAgo(days),
  });

  it('is asked for by its parent, its own id and its resource', () => {
    assert.deepEqual(familyQueries({}), {});
    assert.deepEqual(
      familyQueries({
        AccountId: '111122223333',
        BackupJobId: 'a',
        IsParent: true,
        ParentJobId: 'p',
        ResourceArn: 'r',
      }),
      {
        siblings: { accountId: '111122223333', parentJobId: 'p' },
        children: { accountId: '111122223333', parentJobId: 'a' },
        resource: { accountId: '111122223333', resourceArn: 'r' },
      },
    );
  });

  it('knows the last good backup, which is not one with issues', () => {
    const issues = { ...good(1), BackupJobId: 'issues', MessageCategory: 'VSS' };
    assert.equal(lastGoodBackup([bad(0), issues, good(5), good(3)])?.BackupJobId, 'good-3');
    assert.equal(lastGoodBackup([bad(0), issues]), undefined);
  });

  it('knows since when it fails every time', () => {
    const running: BackupJob = { BackupJobId: 'r', State: 'RUNNING', CreationDate: daysAgo(0) };
    assert.deepEqual(latestStreak([running, bad(1), bad(3), good(4), bad(2), bad(9)]), {
      isGood: false,
      length: 3,
      since: daysAgo(3),
    });
    assert.deepEqual(latestStreak([good(1), good(1), bad(2)]), {
      isGood: true,
      length: 1,
      since: daysAgo(1),
    });
    assert.equal(latestStreak([running]), undefined);
    const undated: BackupJob = { BackupJobId: 'undated', State: 'FAILED' };
    assert.deepEqual(
      latestStreak([bad(1), bad(3), undated]),
      { isGood: false, length: 3, since: daysAgo(3) },
      'a job that does not tell when it was created hides no failure',
    );
  });

  it('stands on the days of the last month, and on older ones that it has jobs of', () => {
    const days = jobDays([bad(1), good(1), good(0), good(40), { State: 'FAILED' }], now);
    assert.equal(days.length, 31);
    assert.deepEqual(
      days.flatMap(({ jobs }, place) => jobs.map(({ BackupJobId }) => [place, BackupJobId])),
      [
        [0, 'good-40'],
        [29, 'bad-1'],
        [29, 'good-1'],
        [30, 'good-0'],
      ],
    );
  });
});

describe('What a status message means', () => {
  it('is known for every message that AWS’s pages and users quote', () => {
    const unknown = endingsWithMessage.filter(
      ({ message }) => message && statusAdvice({ StatusMessage: message }, inEnglish) === undefined,
    );
    assert.deepEqual(unknown, []);
  });

  it('is not guessed', () => {
    for (const message of ['', 'All is well', 'The moon is full', hostileTexts.markup, hostileTexts.long])
      assert.equal(statusAdvice({ StatusMessage: message }, inEnglish), undefined, message.slice(0, 40));
    assert.equal(categoryMeaning('FULL_MOON', inEnglish), undefined);
    assert.equal(stateMeaning({ State: 'FROZEN' }, inEnglish), undefined);
  });

  it('is about the key where the key is denied, and about the window where the window is', () => {
    const suggestedFix = (message: string) =>
      statusAdvice({ StatusMessage: message }, inEnglish)?.suggestedFix ?? '';
    assert.match(
      suggestedFix('KMS key is either disabled or pending deletion or access to KMS key is denied'),
      /key policy/,
    );
    assert.match(suggestedFix('Access Denied trying to call AWS Backup service'), /CopyIntoBackupVault/);
    assert.match(suggestedFix('The specified volume was not found.'), /resource assignment/);
    assert.equal(categoryMeaning('accessdenied', inEnglish), categoryMeaning('AccessDenied', inEnglish));
  });
});
