/**
 * AWS Backup lists the jobs of the last 30 days. In milliseconds.
 *
 * @see https://docs.aws.amazon.com/aws-backup/latest/devguide/API_ListBackupJobs.html
 */
export const listedMs = 30 * 24 * 3_600_000;

/** A part of time, from `from` until before `to`, in epoch milliseconds. */
export interface ListedTime {
  readonly from: number;
  readonly to: number;
}

/**
 * The times of creation, until a time in epoch milliseconds, of which a source lists all jobs; in order. A
 * history lists more than AWS Backup, and may have gaps.
 *
 * @param listed those that the source names, if any
 */
export function listedTimes(listed: readonly ListedTime[] | undefined, until: number): readonly ListedTime[] {
  return listed ?? [{ from: until - listedMs, to: until }];
}
