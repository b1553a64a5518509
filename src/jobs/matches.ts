import type { BackupJob } from './backupJob.js';
import { filterRow, type ServiceFilter } from './filterTable.js';
import { fieldIn } from './jobField.js';
import { type JobQuery, jobQueryFilters } from './jobQuery.js';

/**
 * Whether the service would list `job` for `query`. A job without the field that a filter names is not
 * listed by that filter. The bounds of a time range belong to it: the API page says only "after" and
 * "before", and a job on the bound is better shown than lost.
 *
 * @see https://docs.aws.amazon.com/aws-backup/latest/devguide/API_ListBackupJobs.html
 */
export function matches(query: JobQuery, job: BackupJob): boolean {
  for (const name of jobQueryFilters) {
    // A field of a job may have to be looked up: those that the query does not name are left alone.
    if (query[name] !== undefined && !isListed(job, name, query[name])) return false;
  }
  return true;
}

function isListed(job: BackupJob, name: ServiceFilter, wanted: Date | string): boolean {
  const row = filterRow(name);
  if (row.kind === 'time') {
    const time = fieldIn(job, row.field);
    return time !== undefined && (row.end === 'after' ? time >= wanted : time <= wanted);
  }
  const value = fieldIn(job, row.field);
  if (value === wanted || wanted === row.wildcard) return true;
  return row.ignoresCase === true && value?.toUpperCase() === String(wanted).toUpperCase();
}
