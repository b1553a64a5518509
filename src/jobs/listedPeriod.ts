/**
 * AWS Backup lists the jobs of the last 30 days. In milliseconds.
 *
 * @see https://docs.aws.amazon.com/aws-backup/latest/devguide/API_ListBackupJobs.html
 */
export const listedMs = 30 * 24 * 3_600_000;
