import type { BackupJob } from './backupJob.js';
import { type FilterRow, filterRow, type ServiceFilter } from './filterTable.js';
import { fieldIn } from './jobField.js';
import { type JobQuery, jobQueryFilters } from './jobQuery.js';

/**
 * Whether the service would list `job` for `query`. A filter excludes jobs that lack its field, except if its
 * value is a wildcard. A time range includes its ends: the API page says only "after" and "before", and
 * showing one job too many is better than hiding one.
 *
 * @see https://docs.aws.amazon.com/aws-backup/latest/devguide/API_ListBackupJobs.html
 */
export function matches(query: JobQuery, job: BackupJob): boolean {
  return matcherOf(query)(job);
}

/** {@link matches} for many jobs. Looking up a field takes time: it reads only those that exclude a job. */
export function matcherOf(query: JobQuery): (job: BackupJob) => boolean {
  const names = jobQueryFilters.filter(
    (name) => query[name] !== undefined && query[name] !== wildcardOf(filterRow(name)),
  );
  return (job) => {
    // Without a function for each job.
    for (const name of names) if (!isListed(job, name, query[name] ?? '')) return false;
    return true;
  };
}

function wildcardOf(row: FilterRow): string | undefined {
  return row.kind === 'time' ? undefined : row.wildcard;
}

function isListed(job: BackupJob, name: ServiceFilter, wanted: Date | string): boolean {
  const row = filterRow(name);
  if (row.kind === 'time') {
    const time = fieldIn(job, row.field);
    return time !== undefined && (row.end === 'after' ? time >= wanted : time <= wanted);
  }
  const value = fieldIn(job, row.field);
  if (value === wanted) return true;
  return row.ignoresCase === true && value?.toUpperCase() === String(wanted).toUpperCase();
}
