import type { BackupJob } from '../../../../src/jobs/backupJob.js';
import { inZone } from '../../inZone.js';
import { daily } from '../../schedule/dailyJobs.js';
import { contentOf, reportOf } from './reportOf.js';

const readAt = new Date('2026-11-29T20:00:00Z');
const jobs = account();

describe('A report', () => {
  it('prints', async () => {
    await inZone('UTC', async () => {
      const content = await contentOf({ 'eu-west-1': jobs }, readAt);
      console.log((await reportOf(content, 'markdown')).text);
      const { writeFileSync } = await import('node:fs');
      writeFileSync('/tmp/h-r3.html', (await reportOf(content, 'html')).text);
    });
  });
});

/**
 * A rule with a failure, a missed run and a passed deletion date; one that has ended; and an on-demand job.
 */
function account(): BackupJob[] {
  const lifecycle = { DeleteAfterDays: 3 };
  const orders = daily({ resource: 'orders-db', rule: 'daily', days: [22, 23, 24, 25, 27, 28, 29] }).map(
    (job) => {
      const done = { ...job, RecoveryPointLifecycle: lifecycle, MessageCategory: 'SUCCESS' };
      return /-2[89]$/.test(job.BackupJobId ?? '')
        ? {
            ...done,
            State: 'FAILED',
            MessageCategory: 'AccessDenied',
            StatusMessage: `Access denied for request-id: 0a1b2c3d${job.BackupJobId}`,
          }
        : done;
    },
  );
  const users = daily({ resource: 'users', rule: 'daily', days: [27, 28, 29] });
  return [
    ...orders,
    ...users,
    {
      BackupJobId: 'by-hand',
      State: 'RUNNING',
      CreationDate: new Date('2026-11-29T19:00:00Z'),
      ResourceArn: 'arn:aws:s3:::logs',
      ResourceType: 'S3',
    },
  ];
}
