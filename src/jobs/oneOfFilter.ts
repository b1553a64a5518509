import type { BackupJob } from './backupJob.js';
import { comparable, filterTable, type ListFilter } from './filterTable.js';
import { fieldIn } from './jobField.js';
import { everyMessageCategory, type JobQuery } from './jobQuery.js';
import { completedWithIssues, hasIssues } from './jobStates.js';

/**
 * A client-side filter for jobs with one of several values. It selects the same jobs as a query for each
 * value.
 */
export interface OneOfFilter {
  readonly keeps: 'oneOf';
  readonly filter: ListFilter;
  readonly values: readonly string[];
}

/** Whether a job has one of the values, as `matches` compares them. */
export function hasOneOf({ filter, values }: OneOfFilter, job: BackupJob): boolean {
  const wanted = wantedOf(filter, values);
  const value = fieldIn(job, filterTable[filter].field);
  if (value === undefined) return false;
  if (filter === 'state') return wanted.has(value) || (wanted.has(completedWithIssues) && hasIssues(job));
  return wanted.has(comparable(filter, value));
}

/**
 * Whether all jobs of a query pass (true) or none (false), if the query has the same filter. Undefined if
 * that depends on the job.
 */
export function decidedBy({ filter, values }: OneOfFilter, query: JobQuery): boolean | undefined {
  const value = query[filter];
  if (value === undefined || value === everyMessageCategory) return undefined;
  const wanted = wantedOf(filter, values);
  if (wanted.has(comparable(filter, value))) return true;
  return filter === 'state' && value === 'COMPLETED' && wanted.has(completedWithIssues) ? undefined : false;
}

function wantedOf(filter: ListFilter, values: readonly string[]): ReadonlySet<string> {
  const known = wantedValues.get(values);
  if (known !== undefined) return known;
  const wanted = new Set(values.map((value) => comparable(filter, value)));
  wantedValues.set(values, wanted);
  return wanted;
}

/** Caches the sets, because many jobs are compared. Each list of values belongs to one filter. */
const wantedValues = new WeakMap<readonly string[], ReadonlySet<string>>();
