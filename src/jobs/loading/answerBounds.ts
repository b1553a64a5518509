import type { BackupJob } from '../backupJob.js';
import type { JobQuery } from '../jobQuery.js';
import type { JobSource } from '../jobSource.js';
import { askedQuery, type ListedJobs, TimeBounds, withinBounds } from '../timeBounds.js';

/** What the bounds of an answer are known by. */
export interface AnswerBoundsOptions {
  readonly query: JobQuery;
  readonly source: Pick<JobSource, 'listBackupJobs'>;
  /** How the service compares times, as far as all its answers have shown; this answer's own where absent. */
  readonly bounds?: TimeBounds | undefined;
  /** Jobs that the service lists for other queries. */
  readonly listedElsewhere?: (() => ListedJobs) | undefined;
}

/** What the service is asked for a query, and which of the jobs that it lists are the query's; see {@link TimeBounds}. */
export class AnswerBounds {
  readonly #options: AnswerBoundsOptions;
  readonly #bounds: TimeBounds;

  constructor(options: AnswerBoundsOptions) {
    this.#options = options;
    this.#bounds = options.bounds ?? new TimeBounds();
  }

  /** How much more than the query has to be asked for on either side, in milliseconds. */
  get overlapMs(): number {
    return this.#bounds.overlapMs;
  }

  /** What is asked with so much more: page tokens belong to it. */
  asked(overlapMs: number): JobQuery {
    return askedQuery(this.#options.query, overlapMs);
  }

  /** The query's jobs among those that were listed. */
  within(listed: readonly BackupJob[]): readonly BackupJob[] {
    return withinBounds(this.#options.query, listed);
  }

  /** Looks at a page of what was asked with so much more; where it is the last, makes sure that nothing is missing. Rejects with a JobSourceError. */
  async learn(
    { jobs, nextToken }: { readonly jobs: readonly BackupJob[]; readonly nextToken?: string | undefined },
    overlapMs: number,
    before: Iterable<BackupJob>,
    signal: AbortSignal,
  ): Promise<void> {
    this.#bounds.learn(this.asked(overlapMs), jobs);
    const mayMiss = nextToken === undefined && this.#options.query.createdBefore !== undefined;
    if (mayMiss) await this.check([...jobs, ...before], signal);
  }

  /** Makes sure that an answer with these jobs is whole; rejects with a JobSourceError. */
  async check(jobs: Iterable<BackupJob>, signal: AbortSignal): Promise<void> {
    const { listedElsewhere, query, source } = this.#options;
    if (query.createdBefore === undefined) return;
    const own = { query, jobs };
    const listed = listedElsewhere === undefined ? [own] : [own, listedElsewhere()];
    await this.#bounds.check(query, listed, (probe) =>
      source.listBackupJobs(probe, { maxResults: 1000, signal }),
    );
  }

  /** Whether what was asked with so much more holds all of the query's jobs. */
  isEnough(overlapMs: number): boolean {
    const { createdAfter, createdBefore } = this.#options.query;
    const isBounded = createdAfter !== undefined || createdBefore !== undefined;
    return !isBounded || overlapMs === this.overlapMs;
  }
}
