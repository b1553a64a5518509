import { type BackupJob, jobKey, latestFirst } from '../../../../src/jobs/backupJob.js';
import { type JobQuery, queryKey } from '../../../../src/jobs/jobQuery.js';
import {
  type JobPage,
  type JobSource,
  JobSourceError,
  type PageRequest,
} from '../../../../src/jobs/jobSource.js';
import { RequestLimit } from '../../../../src/jobs/sweep/requestLimit.js';
import { noise } from '../../../../src/sample/random.js';
import type { VirtualClock } from '../virtualClock.js';

/** How a service treats `createdAfter` and `createdBefore`; steps and shifts are milliseconds. */
export type Bounds =
  | { readonly kind: 'inclusive' | 'exclusive' | 'ignored' | 'refused' }
  /** Both bounds are rounded down or up, or the range is widened or narrowed, to a whole step. */
  | { readonly kind: 'down' | 'up' | 'wider' | 'narrower'; readonly step: number }
  | { readonly kind: 'shifted'; readonly by: number };

/** How a service divides its answer into pages. */
export type Paging =
  | { readonly kind: 'full' | 'endsEmpty' }
  /** Pages contain these percentages of the requested size, in turn. */
  | { readonly kind: 'short'; readonly percents: readonly number[] }
  /** This many empty pages with tokens precede the first full page of each walk, or every page. */
  | { readonly kind: 'emptyFirst' | 'emptyBetween'; readonly pages: number }
  /** Each page begins with the last jobs of the previous page, as far as there is room. */
  | { readonly kind: 'repeats'; readonly jobs: number }
  /** Each page contains the matches among the next jobs of the whole table. */
  | { readonly kind: 'scan' };

export interface OddServiceOptions {
  readonly jobs: readonly BackupJob[];
  readonly bounds: Bounds;
  readonly paging: Paging;
  /** By creation; default: latest first. Jobs without a date come last, or first in the opposite order. */
  readonly order?: 'latestFirst' | 'earliestFirst' | 'any' | undefined;
  /** Whether a job without a creation date is in every answer, or only in those without a creation filter. */
  readonly undated: 'always' | 'unbounded';
  readonly clock: VirtualClock;
}

/** A service with legal answers but unusual bounds and pages. Each request takes 50 to 150 ms. */
export class OddService implements Pick<JobSource, 'limit' | 'listBackupJobs'> {
  readonly limit: RequestLimit;
  readonly queries: JobQuery[] = [];
  readonly #options: OddServiceOptions;
  readonly #jobs: readonly BackupJob[];
  readonly #answers = new Map<string, readonly BackupJob[]>();

  constructor(options: OddServiceOptions) {
    this.#options = options;
    this.limit = new RequestLimit(options.clock);
    const { jobs, order = 'latestFirst' } = options;
    this.#jobs =
      order === 'any'
        ? jobs
        : [...jobs].sort((one, other) => latestFirst(one, other) * (order === 'latestFirst' ? 1 : -1));
  }

  async listBackupJobs(
    query: JobQuery,
    { maxResults = 1000, nextToken, signal }: PageRequest,
  ): Promise<JobPage> {
    this.queries.push(query);
    await this.#options.clock.sleep(50 + (noise(this.queries.length) % 100), signal);
    const { bounds, paging } = this.#options;
    const isBounded = query.createdAfter !== undefined || query.createdBefore !== undefined;
    if (isBounded && bounds.kind === 'refused') throw invalidParameter();
    const [offset = 0, page = 0] = nextToken?.split(' ').map(Number) ?? [];
    if (paging.kind === 'scan') return this.#scan(query, offset, maxResults);
    const answer = this.#answerTo(query);
    const isEmpty =
      (paging.kind === 'emptyFirst' && page < paging.pages) ||
      (paging.kind === 'emptyBetween' && page % (paging.pages + 1) < paging.pages);
    const start =
      paging.kind === 'repeats' ? Math.max(0, offset - Math.min(paging.jobs, maxResults - 1)) : offset;
    const end = isEmpty ? start : start + this.#pageLength(page, maxResults);
    const isLast =
      !isEmpty && end >= answer.length && (paging.kind !== 'endsEmpty' || start >= answer.length);
    return { jobs: answer.slice(start, end), nextToken: isLast ? undefined : `${end} ${page + 1}` };
  }

  #pageLength(page: number, maxJobs: number): number {
    const { paging } = this.#options;
    if (paging.kind !== 'short') return maxJobs;
    const percent = paging.percents[page % paging.percents.length] ?? 100;
    return Math.max(1, Math.floor((maxJobs * percent) / 100));
  }

  #scan(query: JobQuery, offset: number, maxJobs: number): JobPage {
    const end = offset + maxJobs;
    const jobs = this.#jobs.slice(offset, end).filter(this.#listedBy(query));
    return { jobs, nextToken: end >= this.#jobs.length ? undefined : `${end}` };
  }

  #answerTo(query: JobQuery): readonly BackupJob[] {
    const key = queryKey(query);
    const answer = this.#answers.get(key) ?? this.#jobs.filter(this.#listedBy(query));
    this.#answers.set(key, answer);
    return answer;
  }

  /** Whether a query lists a job. */
  #listedBy({ createdAfter, createdBefore }: JobQuery): (job: BackupJob) => boolean {
    const { bounds, undated } = this.#options;
    if (createdAfter === undefined && createdBefore === undefined) return () => true;
    const after = moved(bounds, 'after', createdAfter?.getTime() ?? Number.NEGATIVE_INFINITY);
    const before = moved(bounds, 'before', createdBefore?.getTime() ?? Number.POSITIVE_INFINITY);
    const isExclusive = bounds.kind === 'exclusive';
    return ({ CreationDate }) => {
      if (CreationDate === undefined) return undated === 'always';
      const time = CreationDate.getTime();
      return isExclusive ? time > after && time < before : time >= after && time <= before;
    };
  }
}

/** All jobs of the service, each once, page by page. */
export async function plainWalk(service: OddService, maxResults: number): Promise<readonly BackupJob[]> {
  const jobs = new Map<string, BackupJob>();
  const { signal } = new AbortController();
  let nextToken: string | undefined;
  do {
    const page = await service.listBackupJobs({}, { maxResults, nextToken, signal });
    for (const job of page.jobs) jobs.set(jobKey(job), job);
    nextToken = page.nextToken;
  } while (nextToken !== undefined);
  return [...jobs.values()];
}

function moved(bounds: Bounds, side: 'after' | 'before', time: number): number {
  if (!Number.isFinite(time)) return time;
  switch (bounds.kind) {
    case 'inclusive':
    case 'exclusive':
    case 'refused':
      return time;
    case 'ignored':
      return side === 'after' ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY;
    case 'shifted':
      return time + bounds.by;
    case 'down':
      return floor(time, bounds.step);
    case 'up':
      return -floor(-time, bounds.step);
    case 'wider':
      return side === 'after' ? floor(time, bounds.step) : -floor(-time, bounds.step);
    case 'narrower':
      return side === 'after' ? -floor(-time, bounds.step) : floor(time, bounds.step);
  }
}

function floor(time: number, step: number): number {
  return Math.floor(time / step) * step;
}

function invalidParameter(): JobSourceError {
  return new JobSourceError({ kind: 'invalidParameter', summary: 'Refused', detail: '', remedy: 'retry' });
}
