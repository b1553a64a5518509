import type { BackupJob } from './backupJob.js';
import { JobList } from './jobList.js';
import { JobPager } from './jobPager.js';
import { covers, type JobQuery, queryKey } from './jobQuery.js';
import { type JobSelection, NewestJobs } from './jobSelection.js';
import type { JobSource } from './jobSource.js';
import { matches } from './matches.js';

/** What a pool is made of. */
export interface JobPoolOptions {
  readonly source: JobSource;
  /** Jobs asked for in one request, 1 to 1000; read again for every new pager. */
  readonly pageSize?: (() => number | undefined) | undefined;
  /** See {@link JobPager}. */
  readonly fruitlessPagesLimit?: number | undefined;
}

/**
 * All pagers of one connection. Equal queries share a pager, and a query that a complete pager
 * covers is answered from that pager's jobs, with no request.
 */
export class JobPool {
  readonly #options: JobPoolOptions;
  readonly #pagers = new Map<string, JobPager>();
  readonly #newest = new NewestJobs();

  constructor(options: JobPoolOptions) {
    this.#options = options;
  }

  /** The list of a selection; nothing is read before its `loadMore`. */
  list(selection: JobSelection): JobList {
    const pagers = selection.parts.map(({ query }) => this.#pagerOf(query));
    return new JobList(selection, pagers, this.#newest);
  }

  /**
   * Reads the queries of `selections` again, each to the depth it shows, the widest first, so that one
   * complete answer serves the narrower ones. All others are forgotten and read afresh when asked for.
   */
  async refresh(selections: readonly JobSelection[], signal?: AbortSignal): Promise<void> {
    const queries = selections.flatMap(({ parts }) => parts.map(({ query }) => query));
    const wanted = new Map(queries.map((query) => [queryKey(query), query]));
    for (const [key, pager] of this.#pagers) {
      if (wanted.has(key)) continue;
      pager.abort();
      this.#pagers.delete(key);
    }
    for (const alike of widestFirst([...wanted.values()])) {
      await Promise.all(alike.map((query) => this.#pagers.get(queryKey(query))?.refresh(signal)));
    }
    this.#newest.keepOnly([...this.#pagers.values()].map((pager) => pager.jobs));
  }

  /** What is known of a job, by its id, from any list. */
  find(backupJobId: string): BackupJob | undefined {
    for (const pager of this.#pagers.values()) {
      const job = pager.jobs.find((one) => one.BackupJobId === backupJobId);
      if (job !== undefined) return this.#newest.of(job);
    }
    return undefined;
  }

  /** Every job that is known, each as it was last read. */
  knownJobs(): readonly BackupJob[] {
    return this.#newest.all();
  }

  /** Ends every read and forgets every page. The source is its maker's to dispose. */
  dispose(): void {
    for (const pager of this.#pagers.values()) pager.abort();
    this.#pagers.clear();
  }

  #pagerOf(query: JobQuery): JobPager {
    const key = queryKey(query);
    const known = this.#pagers.get(key);
    if (known !== undefined) return known;
    const pager = new JobPager({
      query,
      source: this.#options.source,
      pageSize: this.#options.pageSize?.(),
      fruitlessPagesLimit: this.#options.fruitlessPagesLimit,
      knownAnswer: () => this.#knownAnswer(query),
      onPage: (jobs) => this.#newest.add(jobs),
    });
    this.#pagers.set(key, pager);
    return pager;
  }

  #knownAnswer(query: JobQuery): BackupJob[] | undefined {
    const key = queryKey(query);
    for (const [otherKey, other] of this.#pagers) {
      if (otherKey === key || !other.isComplete || !coversByJobs(other, query)) continue;
      return other.jobs.map((job) => this.#newest.of(job)).filter((job) => matches(query, job));
    }
    return undefined;
  }
}

/** A list that names no account holds the caller's own jobs, so that any of them tells which account that is. */
function coversByJobs(pager: JobPager, query: JobQuery): boolean {
  if (covers(pager.query, query)) return true;
  const { accountId, ...rest } = query;
  if (accountId === undefined || pager.query.accountId !== undefined) return false;
  return pager.jobs.some((job) => job.AccountId === accountId) && covers(pager.query, rest);
}

/** The queries in groups of as many filters: a query never covers another of its own group. */
function widestFirst(queries: readonly JobQuery[]): JobQuery[][] {
  const groups = new Map<number, JobQuery[]>();
  for (const query of queries) {
    const width = Object.keys(query).length;
    groups.set(width, [...(groups.get(width) ?? []), query]);
  }
  return [...groups].sort(([one], [other]) => one - other).map(([, group]) => group);
}
