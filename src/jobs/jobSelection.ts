import type { BackupJob } from './backupJob.js';
import { type JobQuery, queryKey } from './jobQuery.js';
import { hasIssues } from './jobStates.js';
import { matches } from './matches.js';
import { decidedBy, hasOneOf, type OneOfFilter } from './oneOfFilter.js';

/** What the service has no filter for, and what is therefore filtered here among the jobs of a query. */
export type Sieve =
  | { readonly keeps: 'withIssues' }
  | { readonly keeps: 'withoutIssues' }
  /** By `CreatedBy.BackupPlanId`; undefined keeps the jobs of no plan. */
  | { readonly keeps: 'ofPlan'; readonly planId: string | undefined }
  | { readonly keeps: 'withoutField'; readonly field: (typeof siftedFields)[number] }
  | OneOfFilter;

/** The fields that groups are made by, so that there is one of the jobs without it. */
export const siftedFields = [
  'AccountId',
  'BackupVaultName',
  'CreationDate',
  'ResourceArn',
  'ResourceType',
  'State',
] as const satisfies readonly (keyof BackupJob)[];

/** A query, and what is sifted here from its answer. */
export interface SelectionPart {
  readonly query: JobQuery;
  readonly sieves: readonly Sieve[];
}

/** A place in the tree: every job of one or several parts, for the service takes one value of a filter at a time. */
export interface JobSelection {
  readonly parts: readonly SelectionPart[];
}

/** The selection that a query is by itself. */
export function selectionOf(query: JobQuery): JobSelection {
  return { parts: [{ query, sieves: [] }] };
}

/** The same text for selections of the same parts and only for those. */
export function selectionKey({ parts }: JobSelection): string {
  return parts
    .map(({ query, sieves }) => `${queryKey(query)}${sieves.map((sieve) => JSON.stringify(sieve)).join('')}`)
    .join('|');
}

/** The same part without the client-side filters that its query does already; undefined where no job of the query passes them. */
export function withoutDecided({ query, sieves }: SelectionPart): SelectionPart | undefined {
  const open: Sieve[] = [];
  for (const sieve of sieves) {
    const decided = sieve.keeps === 'oneOf' ? decidedBy(sieve, query) : undefined;
    if (decided === false) return undefined;
    if (decided === undefined) open.push(sieve);
  }
  return { query, sieves: open };
}

/** Whether a job is in a selection. */
export function selects({ parts }: JobSelection, job: BackupJob): boolean {
  return parts.some(({ query, sieves }) => matches(query, job) && passes(sieves, job));
}

/** Whether a job of a selection's query is in the selection. */
export function passes(sieves: readonly Sieve[], job: BackupJob): boolean {
  return sieves.every((sieve) => isKept(sieve, job));
}

function isKept(sieve: Sieve, job: BackupJob): boolean {
  switch (sieve.keeps) {
    case 'withIssues':
      return hasIssues(job);
    case 'withoutIssues':
      return !hasIssues(job);
    case 'ofPlan':
      return (job.CreatedBy?.BackupPlanId || undefined) === sieve.planId;
    case 'withoutField':
      return (job[sieve.field] ?? '') === '';
    case 'oneOf':
      return hasOneOf(sieve, job);
  }
}
