import { type BackupJob, jobKey } from './backupJob.js';
import { type JobQuery, queryKey } from './jobQuery.js';
import { hasIssues, shownState } from './jobStates.js';
import { matches } from './matches.js';

/** What the service has no filter for, and what is therefore filtered here among the jobs of a query. */
export type Sieve =
  | { readonly keeps: 'withIssues' }
  | { readonly keeps: 'withoutIssues' }
  | { readonly keeps: 'withoutField'; readonly field: keyof BackupJob };

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
    case 'withoutField':
      return (job[sieve.field] ?? '') === '';
  }
}

/** The newest of what is known of each job, so that a job that has changed stands in one place only. */
export class NewestJobs {
  readonly #jobs = new Map<string, BackupJob>();
  #moves = 0;

  /** How many times a job that was known already was seen to have gone to another group. */
  get moves(): number {
    return this.#moves;
  }

  /** Takes jobs that were read just now. */
  add(jobs: Iterable<BackupJob>): void {
    for (const job of jobs) {
      const key = jobKey(job);
      const known = this.#jobs.get(key);
      if (known !== undefined && shownState(known) !== shownState(job)) this.#moves++;
      this.#jobs.set(key, job);
    }
  }

  /** What was last read of this job. */
  of(job: BackupJob): BackupJob {
    return this.#jobs.get(jobKey(job)) ?? job;
  }

  all(): BackupJob[] {
    return [...this.#jobs.values()];
  }

  /** Forgets every job that none of these lists holds. */
  keepOnly(lists: Iterable<readonly BackupJob[]>): void {
    const kept = new Set<string>();
    for (const jobs of lists) for (const job of jobs) kept.add(jobKey(job));
    for (const key of this.#jobs.keys()) if (!kept.has(key)) this.#jobs.delete(key);
  }
}
