import { type BackupJob, jobKey } from './backupJob.js';
import type { JobFailure, JobPage } from './jobSource.js';

/** What a page did to a walk: how many new jobs it brought, or that its token leads back into the walk. */
export type PageOutcome = { readonly newJobs: number } | 'repeatedToken';

/** One pass over the pages of a query, from the first to the last. Jobs are only ever added at its end. */
export class JobWalk {
  readonly jobs: BackupJob[] = [];
  /** How much more than the query its pages are asked with, see `TimeBounds`; undefined before the first. */
  overlapMs: number | undefined;
  #keys = new Set<string>();
  #tokens = new Set<string>();
  #nextToken: string | undefined;
  #place: 'start' | 'middle' | 'end' = 'start';

  /** The token of the next page; undefined at the start and at the end. */
  get nextToken(): string | undefined {
    return this.#nextToken;
  }

  get hasStarted(): boolean {
    return this.#place !== 'start';
  }

  get isComplete(): boolean {
    return this.#place === 'end';
  }

  /** Takes the page that the walk's token led to. A job that is here already is dropped. */
  addPage(page: JobPage): PageOutcome {
    const newJobs = this.#add(page.jobs);
    const token = page.nextToken;
    if (token !== undefined && this.#tokens.has(token)) {
      this.#place = 'middle';
      return 'repeatedToken';
    }
    if (token !== undefined) this.#tokens.add(token);
    this.#nextToken = token;
    this.#place = token === undefined ? 'end' : 'middle';
    return { newJobs };
  }

  /** Takes jobs that belong here though no page of the walk has brought them. */
  admit(jobs: Iterable<BackupJob>): void {
    this.#add(jobs);
  }

  /** Takes all that is still missing from a complete answer, and is complete with it. */
  finishWith(jobs: Iterable<BackupJob>): void {
    this.#add(jobs);
    this.#nextToken = undefined;
    this.#place = 'end';
  }

  #add(jobs: Iterable<BackupJob>): number {
    const before = this.jobs.length;
    for (const job of jobs) {
      const { size } = this.#keys;
      this.#keys.add(jobKey(job));
      if (this.#keys.size > size) this.jobs.push(job);
    }
    return this.jobs.length - before;
  }
}

/** Why a walk does not go on whose token leads back into it. */
export const repeatedToken: JobFailure = {
  kind: 'repeatedToken',
  summary: 'AWS Backup answered with a page token that it had given before',
  detail: 'Going on would read the same pages for ever. Retry reads the list from its start.',
  remedy: 'retry',
};
