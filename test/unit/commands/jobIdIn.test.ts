import assert from 'node:assert/strict';
import { jobIdIn } from '../../../src/commands/jobIdIn.js';

describe('The ID of a job', () => {
  it('is found in pasted text', () => {
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

  it('is that of the backup job in AWS’s messages, which also contain other IDs', () => {
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

  it('is not the ID of something else', () => {
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

  /** The attributes of an SNS message about a job. */
  function notificationAttributes(kind: string, id: string): object {
    const attribute = (Value: string) => ({ Type: 'String', Value });
    return { EventType: attribute(kind), State: attribute('FAILED'), Id: attribute(id) };
  }
});
