import { setImmediate as turn } from 'node:timers/promises';
import type { BackupJob } from '../../../src/jobs/backupJob.js';
import type { JobQuery } from '../../../src/jobs/jobQuery.js';
import {
  type FailureKind,
  type JobPage,
  type JobSource,
  JobSourceError,
  type PageRequest,
} from '../../../src/jobs/jobSource.js';

/** The answer to one request: a page, a failure, or a promise that the test controls. */
export type Answer = JobPage | FailureKind | Promise<JobPage>;

/**
 * A source that returns the given answers in order, whether or not the requests were aborted, and records
 * them.
 */
export class PagesSource implements Pick<JobSource, 'listBackupJobs'> {
  readonly requests: { query: JobQuery; nextToken: string | undefined }[] = [];
  readonly #answers: Answer[];

  constructor(...answers: Answer[]) {
    this.#answers = answers;
  }

  willAnswer(...answers: Answer[]): void {
    this.#answers.push(...answers);
  }

  async listBackupJobs(query: JobQuery, { nextToken }: PageRequest): Promise<JobPage> {
    this.requests.push({ query, nextToken });
    const answer = this.#answers.shift();
    if (answer === undefined) throw new Error(`No answer is left for request ${this.requests.length}`);
    if (typeof answer === 'string') throw failure(answer);
    await turn();
    return answer;
  }
}

/** Jobs with the given letters as IDs: `jobs('abc')` are the jobs a, b and c. */
export function jobs(letters: string, facts: BackupJob = {}): BackupJob[] {
  return [...letters].map((letter) => ({ ...facts, BackupJobId: letter }));
}

/** A page of jobs named by letters, with the token of the next one. */
export function page(letters: string, nextToken?: string): JobPage {
  return { jobs: jobs(letters), nextToken };
}

/** The letters of the jobs. */
export function letters(list: readonly BackupJob[]): string {
  return list.map((job) => job.BackupJobId).join('');
}

function failure(kind: FailureKind): JobSourceError {
  return new JobSourceError({ kind, summary: kind, detail: '', remedy: 'retry' });
}
