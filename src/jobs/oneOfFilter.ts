import type { BackupJob } from './backupJob.js';
import type { ListFilter } from './jobFilter.js';
import { everyMessageCategory, type JobQuery } from './jobQuery.js';
import { completedWithIssues, hasIssues } from './jobStates.js';

/** A client-side filter that keeps the jobs with one of the values of a filter, as a query for each of them would. */
export interface OneOfFilter {
  readonly keeps: 'oneOf';
  readonly filter: ListFilter;
  readonly values: readonly string[];
}

/** The field of a job that each filter compares. */
export const fieldOfFilter = {
  backupVaultName: 'BackupVaultName',
  messageCategory: 'MessageCategory',
  resourceType: 'ResourceType',
  state: 'State',
} as const satisfies Record<ListFilter, keyof BackupJob>;

/** Whether a job has one of the values, as `matches` compares them. */
export function hasOneOf({ filter, values }: OneOfFilter, job: BackupJob): boolean {
  const wanted = wantedOf(filter, values);
  const value = job[fieldOfFilter[filter]];
  if (value === undefined) return false;
  if (filter === 'state') return wanted.has(value) || (wanted.has(completedWithIssues) && hasIssues(job));
  return wanted.has(comparable(filter, value));
}

/**
 * What a query that names the same filter leaves of a client-side filter: all of it, nothing (`true`), as each job of the query passes, or
 * no job (`false`).
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

/** AWS's own pages write one category in several letter cases. */
function comparable(filter: ListFilter, value: string): string {
  return filter === 'messageCategory' ? value.toUpperCase() : value;
}

/** Made once for the many jobs that are compared; a list of values is of one filter. */
const wantedValues = new WeakMap<readonly string[], ReadonlySet<string>>();
