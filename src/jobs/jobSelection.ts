import type { BackupJob } from './backupJob.js';
import { fieldIn, type JobField } from './jobField.js';
import { type JobQuery, queryKey } from './jobQuery.js';
import { hasIssues } from './jobStates.js';
import { matches } from './matches.js';
import { messagePattern } from './messagePattern.js';
import { decidedBy, hasOneOf, type OneOfFilter } from './oneOfFilter.js';

/** What the service has no filter for, and what the extension therefore filters from the jobs of a query. */
export type ClientFilter =
  | { readonly keeps: 'withIssues' }
  | { readonly keeps: 'withoutIssues' }
  /** The jobs with this value of a field; undefined keeps those that have none. */
  | { readonly keeps: 'ofField'; readonly field: JobField; readonly value: string | undefined }
  /** The jobs whose status messages have this pattern; undefined keeps those that have none. */
  | { readonly keeps: 'ofMessage'; readonly pattern: string | undefined }
  | OneOfFilter;

/** A query, and what the extension filters from its answer. */
export interface SelectionPart {
  readonly query: JobQuery;
  readonly clientFilters: readonly ClientFilter[];
}

/** A place in the tree: every job of its parts. The service takes one value of a filter at a time. */
export interface JobSelection {
  readonly parts: readonly SelectionPart[];
}

/** The selection that a query is by itself. */
export function selectionOf(query: JobQuery): JobSelection {
  return { parts: [{ query, clientFilters: [] }] };
}

/** The same text for selections of the same parts and only for those. */
export function selectionKey({ parts }: JobSelection): string {
  return parts
    .map(
      ({ query, clientFilters }) =>
        `${queryKey(query)}${clientFilters.map((clientFilter) => JSON.stringify(clientFilter)).join('')}`,
    )
    .join('|');
}

/**
 * The same part without the client-side filters that every job of its query passes; undefined where no job of
 * the query passes one.
 */
export function withoutDecided({ query, clientFilters }: SelectionPart): SelectionPart | undefined {
  const open: ClientFilter[] = [];
  for (const clientFilter of clientFilters) {
    const decided = clientFilter.keeps === 'oneOf' ? decidedBy(clientFilter, query) : undefined;
    if (decided === false) return undefined;
    if (decided === undefined) open.push(clientFilter);
  }
  return { query, clientFilters: open };
}

/** Whether a job is in a selection. */
export function selects({ parts }: JobSelection, job: BackupJob): boolean {
  return parts.some(({ query, clientFilters }) => matches(query, job) && passes(clientFilters, job));
}

/** Whether a job of a selection's query is in the selection. */
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

/** The pattern of a job's status message; undefined if it has none. */
export function patternIn({ StatusMessage }: BackupJob): string | undefined {
  return StatusMessage ? messagePattern(StatusMessage) : undefined;
}
