import type { BackupJob } from '../backupJob.js';
import type { JobQuery } from '../jobQuery.js';
import type { JobSource } from '../jobSource.js';
import { askedQuery, type ListedJobs, TimeBounds, withinBounds } from '../timeBounds.js';

export interface AnswerBoundsOptions {
  readonly query: JobQuery;
  readonly source: Pick<JobSource, 'listBackupJobs'>;
  /** How the service compares times, as shown by all its answers; if absent, only by this one. */
  readonly bounds?: TimeBounds | undefined;
  /** Jobs that the service lists for other queries. */
  readonly listedElsewhere?: (() => ListedJobs) | undefined;
}

/** What to request for a query, and which of the listed jobs belong to it; see {@link TimeBounds}. */
export class AnswerBounds {
  readonly #options: AnswerBoundsOptions;
  readonly #bounds: TimeBounds;

  constructor(options: AnswerBoundsOptions) {
    this.#options = options;
    this.#bounds = options.bounds ?? new TimeBounds();
  }

  /** By how much the request has to exceed the query at either end, in milliseconds. */
  get overlapMs(): number {
    return this.#bounds.overlapMs;
  }

  /** The query to request with this overlap. Page tokens belong to it. */
  requestFor(overlapMs: number): JobQuery {
    return askedQuery(this.#options.query, overlapMs);
  }

  /** The listed jobs that belong to the query. */
  within(listed: readonly BackupJob[]): readonly BackupJob[] {
    return withinBounds(this.#options.query, listed);
  }

  /**
   * Learns from a page that was requested with this overlap; after the last page, makes sure that nothing is
   * missing. Rejects with a JobSourceError.
   */
  async learn(
    { jobs, nextToken }: { readonly jobs: readonly BackupJob[]; readonly nextToken?: string | undefined },
    overlapMs: number,
    before: Iterable<BackupJob>,
    signal: AbortSignal,
  ): Promise<void> {
    this.#bounds.learn(this.requestFor(overlapMs), jobs);
    const mayMiss = nextToken === undefined && this.#options.query.createdBefore !== undefined;
    if (mayMiss) await this.check([...jobs, ...before], signal);
  }

  /** Makes sure that an answer with these jobs is complete. Rejects with a JobSourceError. */
  async check(jobs: Iterable<BackupJob>, signal: AbortSignal): Promise<void> {
    const { listedElsewhere, query, source } = this.#options;
    if (query.createdBefore === undefined) return;
    const own = { query, jobs };
    const listed = listedElsewhere === undefined ? [own] : [own, listedElsewhere()];
    await this.#bounds.check(query, listed, (probe) =>
      source.listBackupJobs(probe, { maxResults: 1000, signal }),
    );
  }

  /** Whether a request with this overlap covers all jobs of the query. */
  isEnough(overlapMs: number): boolean {
    const { createdAfter, createdBefore } = this.#options.query;
    const isBounded = createdAfter !== undefined || createdBefore !== undefined;
    return !isBounded || overlapMs === this.overlapMs;
  }
}
