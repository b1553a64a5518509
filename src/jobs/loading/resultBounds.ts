import type { BackupJob } from '../backupJob.js';
import type { JobQuery } from '../jobQuery.js';
import type { JobSource } from '../jobSource.js';
import { type ListedJobs, TimeBounds, widenedQuery, withinBounds } from '../timeBounds.js';

export interface ResultBoundsOptions {
  readonly query: JobQuery;
  readonly source: Pick<JobSource, 'listBackupJobs'>;
  /** What all responses of the service have shown about its bounds; if absent, only this result counts. */
  readonly bounds?: TimeBounds | undefined;
  /** Jobs that the service lists for other queries. */
  readonly listedElsewhere?: (() => ListedJobs) | undefined;
}

/** Widens the requests for a query, and drops listed jobs outside its time range; see {@link TimeBounds}. */
export class ResultBounds {
  readonly #options: ResultBoundsOptions;
  readonly #bounds: TimeBounds;

  constructor(options: ResultBoundsOptions) {
    this.#options = options;
    this.#bounds = options.bounds ?? new TimeBounds();
  }

  /** By how much the request must widen the time range on either side, in milliseconds. */
  get overlapMs(): number {
    return this.#bounds.overlapMs;
  }

  /** The query with this overlap, to send to the service. Page tokens belong to it. */
  requestFor(overlapMs: number): JobQuery {
    return widenedQuery(this.#options.query, overlapMs);
  }

  /** The listed jobs that belong to the query. */
  within(listed: readonly BackupJob[]): readonly BackupJob[] {
    return withinBounds(this.#options.query, listed);
  }

  /**
   * Learns from a page that was requested with this overlap. After the last page, also verifies that the
   * overlap is large enough, see {@link check}. Rejects with a JobSourceError.
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

  /** Verifies with the jobs of a result that its requests missed none. Rejects with a JobSourceError. */
  async check(jobs: Iterable<BackupJob>, signal: AbortSignal): Promise<void> {
    const { listedElsewhere, query, source } = this.#options;
    if (query.createdBefore === undefined) return;
    const own = { query, jobs };
    const listed = listedElsewhere === undefined ? [own] : [own, listedElsewhere()];
    await this.#bounds.check(query, listed, (probe) =>
      source.listBackupJobs(probe, { maxResults: 1000, signal }),
    );
  }

  /** Whether requests with this overlap are wide enough, as far as is known. */
  isEnough(overlapMs: number): boolean {
    const { createdAfter, createdBefore } = this.#options.query;
    const isBounded = createdAfter !== undefined || createdBefore !== undefined;
    return !isBounded || overlapMs === this.overlapMs;
  }
}
