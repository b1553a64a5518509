import type { BackupJob } from './backupJob.js';
import type { JobQuery } from './jobQuery.js';
import type { JobPage } from './jobSource.js';

/** Jobs that the service lists for a query, as far as is known. */
export interface ListedJobs {
  readonly query: JobQuery;
  readonly jobs: Iterable<BackupJob>;
}

/**
 * How a service compares times with the bounds of a query: AWS does not document whether a bound belongs to its range, nor how exactly it
 * is compared. Here a bound belongs to its range, to the millisecond, so that two days share no job and none is between them. So the service
 * is asked for a second more on either side, and jobs outside of the range are dropped. Once an answer shows that the service compares in larger
 * units, it is asked for a day more.
 */
export class TimeBounds {
  #overlapMs = secondMs;
  /** Units of time, in milliseconds, that the later bound is known not to be cut to. */
  readonly #excludedUnits = new Set<number>();

  /** How much more is asked for on either side, in milliseconds. */
  get overlapMs(): number {
    return this.#overlapMs;
  }

  /** Looks at a page of the answer to `asked`. */
  learn({ createdAfter, createdBefore }: JobQuery, jobs: readonly BackupJob[]): void {
    const after = createdAfter?.getTime() ?? Number.NEGATIVE_INFINITY;
    const before = createdBefore?.getTime() ?? Number.POSITIVE_INFINITY;
    if (createdAfter === undefined && createdBefore === undefined) return;
    for (const { CreationDate } of jobs) {
      const time = CreationDate?.getTime();
      if (time === undefined) continue;
      if (time <= after - secondMs || time >= before + secondMs) this.#areCoarse();
      for (const unit of units) if (time > floor(before, unit)) this.#excludedUnits.add(unit);
    }
  }

  /**
   * Makes sure that the answer to a query is whole. Where no answer so far excludes that its later bound was cut to a whole minute, hour or
   * day, one more request may: by a job of `listed` that its answer has to hold. Rejects like `list`.
   */
  async check(
    query: JobQuery,
    listed: readonly ListedJobs[],
    list: (probe: JobQuery) => Promise<JobPage>,
  ): Promise<void> {
    const doubtful = this.#doubtfulUnits(query);
    if (doubtful.length === 0) return;
    const excludes = (probe: Probe) => (unit: number) => floor(probe.before, unit) < probe.time;
    const probe =
      findProbe(listed, (one) => doubtful.every(excludes(one))) ??
      findProbe(listed, (one) => doubtful.some(excludes(one)));
    if (probe === undefined) return;
    const { jobs, nextToken } = await list(probe.query);
    this.learn(probe.query, jobs);
    if (nextToken === undefined && !jobs.some(({ BackupJobId }) => BackupJobId === probe.backupJobId))
      this.#areCoarse();
  }

  #areCoarse(): void {
    this.#overlapMs = dayMs + secondMs;
  }

  /** Units that the later bound of a query may be cut to, as far as is known, so that jobs would be missing. */
  #doubtfulUnits({ createdBefore }: JobQuery): number[] {
    if (createdBefore === undefined || this.#overlapMs > secondMs) return [];
    const asked = laterBound(createdBefore, secondMs);
    return units.filter(
      (unit) => !this.#excludedUnits.has(unit) && floor(asked, unit) <= createdBefore.getTime(),
    );
  }
}

/** What the service is asked for a query, with so many milliseconds more on either side. The bounds are whole seconds. */
export function askedQuery(query: JobQuery, overlapMs: number): JobQuery {
  const { completeAfter, completeBefore, createdAfter, createdBefore } = query;
  const earlier = (time: Date) => new Date(floor(time.getTime() - overlapMs, secondMs));
  const later = (time: Date) => new Date(laterBound(time, overlapMs));
  return {
    ...query,
    ...(completeAfter && { completeAfter: earlier(completeAfter) }),
    ...(completeBefore && { completeBefore: later(completeBefore) }),
    ...(createdAfter && { createdAfter: earlier(createdAfter) }),
    ...(createdBefore && { createdBefore: later(createdBefore) }),
  };
}

/** The jobs that are not outside of a query's times; one without such a time is where it was listed. */
export function withinBounds(query: JobQuery, jobs: readonly BackupJob[]): readonly BackupJob[] {
  const { completeAfter, completeBefore, createdAfter, createdBefore } = query;
  const isBounded = (completeAfter ?? completeBefore ?? createdAfter ?? createdBefore) !== undefined;
  if (!isBounded) return jobs;
  return jobs.filter(
    ({ CompletionDate, CreationDate }) =>
      isBetween(CompletionDate, completeAfter, completeBefore) &&
      isBetween(CreationDate, createdAfter, createdBefore),
  );
}

function isBetween(time: Date | undefined, after: Date | undefined, before: Date | undefined): boolean {
  return (
    time === undefined || ((after === undefined || time >= after) && (before === undefined || time <= before))
  );
}

/** A request that has to list a job that is known. */
interface Probe {
  readonly query: JobQuery;
  readonly backupJobId: string;
  /** When the job was created, and the later bound of the query: epoch milliseconds. */
  readonly time: number;
  readonly before: number;
}

function findProbe(listed: readonly ListedJobs[], isGood: (probe: Probe) => boolean): Probe | undefined {
  for (const { query, jobs } of listed) {
    // These may change while the job lives.
    const { completeAfter: _, completeBefore: __, messageCategory: ___, state: ____, ...lasting } = query;
    for (const { BackupJobId: backupJobId, CreationDate } of jobs) {
      if (backupJobId === undefined || CreationDate === undefined) continue;
      const bounds = { createdAfter: CreationDate, createdBefore: CreationDate };
      const before = laterBound(CreationDate, secondMs);
      const probe = {
        query: askedQuery({ ...lasting, ...bounds }, secondMs),
        backupJobId,
        time: CreationDate.getTime(),
        before,
      };
      if (isGood(probe)) return probe;
    }
  }
  return undefined;
}

function laterBound(time: Date, overlapMs: number): number {
  return Math.ceil((time.getTime() + overlapMs) / secondMs) * secondMs;
}

function floor(time: number, unit: number): number {
  return Math.floor(time / unit) * unit;
}

const secondMs = 1000;
const dayMs = 86_400_000;
/** What a service may cut a time to. */
const units = [60_000, 3_600_000, dayMs];
