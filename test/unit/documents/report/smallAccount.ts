import type { BackupJob } from '../../../../src/jobs/backupJob.js';
import { daily } from '../../schedule/dailyJobs.js';

/** A rule with a failure, a missed run and a passed deletion date; and an on-demand job. */
export function smallAccount(): BackupJob[] {
  const orders = daily({ resource: 'orders-db', rule: 'daily', days: [22, 23, 24, 25, 27, 28, 29] });
  const jobs = orders.map((job): BackupJob => {
    const id = job.BackupJobId ?? '';
    const message = `Access denied, request id: 0a1b2c3d-${id}`;
    const failure = { State: 'FAILED', MessageCategory: 'AccessDenied', StatusMessage: message };
    return {
      ...job,
      MessageCategory: 'SUCCESS',
      RecoveryPointLifecycle: { DeleteAfterDays: 3 },
      ...(/-2[89]$/.test(id) && failure),
    };
  });
  const onDemand = {
    BackupJobId: 'by-hand',
    CreationDate: new Date('2026-11-29T19:00:00Z'),
    ResourceArn: 'arn:aws:s3:::logs',
    ResourceType: 'S3',
    State: 'RUNNING',
  };
  return [...jobs, ...daily({ resource: 'users', rule: 'daily', days: [27, 28, 29] }), onDemand];
}
