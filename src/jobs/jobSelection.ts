import type { BackupJob } from './backupJob.js';
import { fieldIn, type JobField } from './jobField.js';
import { type JobQuery, queryKey } from './jobQuery.js';
import { hasIssues } from './jobStates.js';
import { matcherOf } from './matches.js';
import { messagePattern } from './messagePattern.js';
import { decidedBy, hasOneOf, type OneOfFilter } from './oneOfFilter.js';

/** A filter that the service does not have, so the extension applies it to the jobs of a query. */
export type ClientFilter =
  | { readonly keeps: 'withIssues' }
  | { readonly keeps: 'withoutIssues' }
  /** Keeps the jobs with this value of a field, or those without the field if `value` is undefined. */
  | { readonly keeps: 'ofField'; readonly field: JobField; readonly value: string | undefined }
  /** The jobs whose status messages have this pattern; undefined keeps those that have none. */
  | { readonly keeps: 'ofMessage'; readonly pattern: string | undefined }
  | OneOfFilter;

/** A query, and the filters that the extension applies to its answer. */
export interface SelectionPart {
  readonly query: JobQuery;
  readonly clientFilters: readonly ClientFilter[];
}

/**
 * The jobs of a place in the tree: those of all parts. It has several parts if a filter has several values,
 * because a request takes only one.
 */
export interface JobSelection {
  readonly parts: readonly SelectionPart[];
}

/** The selection of a query without further filters. */
export function selectionOf(query: JobQuery): JobSelection {
  return { parts: [{ query, clientFilters: [] }] };
}

/**
 * A text that identifies a selection: selections with the same parts have the same key, and others do not.
 */
export function selectionKey({ parts }: JobSelection): string {
  return parts
    .map(
      ({ query, clientFilters }) =>
        `${queryKey(query)}${clientFilters.map((clientFilter) => JSON.stringify(clientFilter)).join('')}`,
    )
    .join('|');
}

/**
 * The part without the client-side filters that every job of its query passes. Undefined if no job of the
 * query passes one of them.
 */
export function withoutDecided({ query, clientFilters }: SelectionPart): SelectionPart | undefined {
  const undecided: ClientFilter[] = [];
  for (const clientFilter of clientFilters) {
    const decided = clientFilter.keeps === 'oneOf' ? decidedBy(clientFilter, query) : undefined;
    if (decided === false) return undefined;
    if (decided === undefined) undecided.push(clientFilter);
  }
  return { query, clientFilters: undecided };
}

/** Whether a job belongs to a selection. */
export function selects(selection: JobSelection, job: BackupJob): boolean {
  return selectorOf(selection)(job);
}

/** {@link selects} for many jobs. */
export function selectorOf({ parts }: JobSelection): (job: BackupJob) => boolean {
  const tests = parts.map(({ clientFilters, query }) => {
    const matches = matcherOf(query);
    return clientFilters.length === 0
      ? matches
      : (job: BackupJob) => matches(job) && passes(clientFilters, job);
  });
  const [first] = tests;
  return first && tests.length === 1 ? first : (job) => tests.some((test) => test(job));
}

/** Whether a selection has every job of the account. The filter of the account is no choice of the user. */
export function includesAllJobs({ parts }: JobSelection): boolean {
  return parts.some((part) => isFilteredOnlyBy(part, []));
}

/** Whether a selection has every job of each resource of which it can have one. */
export function includesWholeResources({ parts }: JobSelection): boolean {
  return parts.some((part) => isFilteredOnlyBy(part, ['resourceArn', 'resourceType']));
}

function isFilteredOnlyBy(
  { clientFilters, query: { accountId, ...query } }: SelectionPart,
  names: readonly string[],
): boolean {
  return (
    clientFilters.length === 0 &&
    Object.entries(query).every(([name, value]) => value === undefined || names.includes(name))
  );
}

/** Whether a job of the query passes all client-side filters. */
export function passes(clientFilters: readonly ClientFilter[], job: BackupJob): boolean {
  return clientFilters.every((clientFilter) => isKept(clientFilter, job));
}

function isKept(clientFilter: ClientFilter, job: BackupJob): boolean {
  switch (clientFilter.keeps) {
    case 'withIssues':
      return hasIssues(job);
    case 'withoutIssues':
      return !hasIssues(job);
    case 'ofField':
      return (fieldIn(job, clientFilter.field) || undefined) === clientFilter.value;
    case 'ofMessage':
      return patternIn(job) === clientFilter.pattern;
    case 'oneOf':
      return hasOneOf(clientFilter, job);
  }
}

/** The pattern of a job's status message; undefined if it has none, or only white space. */
export function patternIn({ StatusMessage }: BackupJob): string | undefined {
  return (StatusMessage && messagePattern(StatusMessage)) || undefined;
}
