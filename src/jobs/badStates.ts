import type { BackupJob } from './backupJob.js';

/** The states of a job that has ended and left no complete backup, the worst first. */
export const badStates = ['FAILED', 'PARTIAL', 'EXPIRED', 'ABORTED'] as const;

/** Whether a job has ended and left no complete backup. */
export function isBad({ State }: BackupJob): boolean {
  return badStates.some((state) => state === State);
}
