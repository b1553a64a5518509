import assert from 'node:assert/strict';
import { AnsweringSource } from '../../../src/history/answeringSource.js';
import { selectionOfFilter } from '../../../src/jobs/filterPlan.js';
import { filterNames, isListFilter } from '../../../src/jobs/filterTable.js';
import { readFile } from './readFile.js';

describe('A filter that a history may not answer', () => {
  it('is one by completion with issues, which reports do not name, also among many other values', async () => {
    const file = await readFile(
      'Job ID,Job Status,Creation Date,Resource Type\na,COMPLETED,2026-03-01T05:00:00Z,EBS\n',
    );
    const source = new AnsweringSource({} as never, [file]);
    const isUnanswered = (states: readonly string[], resourceType: readonly string[]) => {
      const state = ['FAILED', 'ABORTED', 'EXPIRED', 'PARTIAL', ...states];
      const { parts } = selectionOfFilter({ state, resourceType }, new Date());
      return parts.some((part) => source.unanswered(part) !== undefined);
    };
    const types = ['EBS', 'EC2', 'RDS', 'S3'];
    assert.deepEqual(
      [
        isUnanswered(['COMPLETED_WITH_ISSUES'], types.slice(1)),
        isUnanswered(['COMPLETED_WITH_ISSUES'], types),
        // All completed jobs match, with issues or without.
        isUnanswered(['COMPLETED_WITH_ISSUES', 'COMPLETED'], types),
        isUnanswered(['COMPLETED'], types),
      ],
      [true, true, false, false],
    );
  });

  it('is one by what only some kinds of rows in a file name', async () => {
    const [job, row] = [
      listedJob,
      { backupJobId: 'b', jobStatus: 'FAILED', creationDate: '2026-03-01T05:00:00Z' },
    ].map((one) => JSON.stringify(one));
    const event = JSON.stringify({
      'detail-type': 'Backup Job State Change',
      detail: { backupJobId: 'c', state: 'COMPLETED', resourceType: 'EBS' },
    });
    const fieldsOf = async (...lines: readonly (string | undefined)[]) =>
      (await readFile(lines.join('\n'))).fields;
    assert.deepEqual(
      [await fieldsOf(job), await fieldsOf(job, row), await fieldsOf(row, event), await fieldsOf(job, event)],
      [
        undefined,
        ['BackupJobId', 'CreationDate', 'State'],
        ['BackupJobId', 'State'],
        ['BackupJobId', 'ResourceType', 'State'],
      ],
    );
  });

  it('is one by a field that a query of the AWS CLI left out of all jobs of a file', async () => {
    const without = (...names: readonly string[]) =>
      Object.fromEntries(Object.entries(listedJob).filter(([name]) => !names.includes(name)));
    const unanswered = async (jobs: readonly object[]) => {
      const source = new AnsweringSource({} as never, [await readFile(JSON.stringify({ BackupJobs: jobs }))]);
      return filterNames.filter((name) => {
        const value = isListFilter(name) ? ['x'] : name.endsWith('After') ? '2026-01-01T00:00:00Z' : 'x';
        const { parts } = selectionOfFilter({ [name]: value }, new Date());
        return parts.some((part) => source.unanswered(part) !== undefined);
      });
    };
    const picked = { BackupJobId: 'a', ResourceArn: 'arn:aws:s3:::logs', State: 'FAILED' };
    assert.deepEqual(
      {
        picked: await unanswered([picked, { ...picked, BackupJobId: 'b', BackupVaultName: 'dev' }]),
        whole: await unanswered([listedJob, without('BackupVaultName', 'MessageCategory')]),
        withoutCategory: await unanswered([without('MessageCategory')]),
        // A job that has not ended has no category yet.
        running: await unanswered([{ ...without('MessageCategory', 'CompletionDate'), State: 'RUNNING' }]),
      },
      {
        picked: [
          ...['accountId', 'backupPlanId', 'completeAfter', 'createdAfter', 'messageCategory', 'parentJobId'],
          ...['resourceType', 'statusMessage'],
        ],
        whole: [],
        withoutCategory: ['messageCategory'],
        running: [],
      },
    );
  });
});

/** A job as ListBackupJobs returns it. */
const listedJob = {
  ...{ AccountId: '111122223333', BackupJobId: 'a', BackupVaultName: 'prod' },
  BackupVaultArn: 'arn:aws:backup:eu-west-1:111122223333:backup-vault:prod',
  ...{ CreationDate: '2026-03-01T05:00:00Z', CompletionDate: '2026-03-01T06:00:00Z' },
  IamRoleArn: 'arn:aws:iam::111122223333:role/nightly',
  ...{ MessageCategory: 'SUCCESS', PercentDone: '100.0', State: 'COMPLETED' },
  ...{ ResourceArn: 'arn:aws:s3:::logs', ResourceType: 'S3' },
};
