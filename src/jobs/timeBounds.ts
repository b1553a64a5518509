import type { BackupJob } from './backupJob.js';
import type { JobQuery } from './jobQuery.js';
import type { JobPage } from './jobSource.js';

/** Jobs that the service is known to list for a query. */
export interface ListedJobs {
  readonly query: JobQuery;
  readonly jobs: Iterable<BackupJob>;
}

/**
 * Observes how a service compares times with the bounds of a query. AWS does not document whether bounds are
 * inclusive, or how precise they are. In this extension, bounds are inclusive and precise to the millisecond,
 * so that no job is in two days or in none. Therefore requests cover one second more on either side, and jobs
 * outside the range are dropped. If a response shows that the service compares in larger units, requests
 * cover one day more.
 */
export class TimeBounds {
  #overlapMs = secondMs;
  /** The ways of rounding that a response has ruled out. */
  readonly #excludedCuts: Set<Cut>;

  /** `areExact` is set if the source is known to compare with bounds as this extension does. */
  constructor(areExact = false) {
    this.#excludedCuts = new Set(areExact ? cuts : []);
  }

  /** By how much requests widen the time range of a query on either side, in milliseconds. */
  get overlapMs(): number {
    return this.#overlapMs;
  }

  /** Learns from a page of the response to a request with this query. */
  learn({ createdAfter, createdBefore }: JobQuery, jobs: readonly BackupJob[]): void {
    const after = createdAfter?.getTime() ?? Number.NEGATIVE_INFINITY;
    const before = createdBefore?.getTime() ?? Number.POSITIVE_INFINITY;
    if (createdAfter === undefined && createdBefore === undefined) return;
    for (const { CreationDate } of jobs) {
      const time = CreationDate?.getTime();
      if (time === undefined) continue;
      if (time <= after - secondMs || time >= before + secondMs) this.#useCoarseOverlap();
      for (const cut of cuts) if (beyond(cut, time, { after, before }) > 0) this.#excludedCuts.add(cut);
    }
  }

  /**
   * Verifies that requests for this query miss no jobs: that the service does not round a bound to a whole
   * minute, hour or day. If earlier responses do not rule that out, makes another request, rarely two, for a
   * job of `listed` that the response must contain. If none of these jobs is suitable, `listMore` loads
   * others, at most once. If the service rounds, {@link overlapMs} grows. Rejects like `list` and `listMore`.
   */
  async check(
    query: JobQuery,
    listed: readonly ListedJobs[],
    list: (probe: JobQuery) => Promise<JobPage>,
    listMore?: () => Promise<ListedJobs>,
  ): Promise<void> {
    if (query.createdBefore === undefined) return;
    let [known, more] = [listed, listMore];
    for (let probes = 0; probes < maxProbes; probes++) {
      const doubtful = this.#doubtfulCuts(query);
      if (doubtful.length === 0) return;
      let probe = findBestProbe(known, doubtful);
      if (probe === undefined && more !== undefined) {
        known = [await more()];
        more = undefined;
        probe = findBestProbe(known, doubtful);
      }
      if (probe === undefined) return;
      await this.#send(probe, list);
    }
  }

  async #send({ query, backupJobId }: Probe, list: (query: JobQuery) => Promise<JobPage>): Promise<void> {
    const { jobs, nextToken } = await list(query);
    this.learn(query, jobs);
    if (nextToken === undefined && !jobs.some((job) => job.BackupJobId === backupJobId))
      this.#useCoarseOverlap();
  }

  #useCoarseOverlap(): void {
    this.#overlapMs = coarseOverlapMs;
  }

  /**
   * The ways of rounding that would make jobs of the query missing and have not been ruled out.
   */
  #doubtfulCuts({ createdAfter, createdBefore }: JobQuery): Cut[] {
    if (this.#overlapMs > secondMs) return [];
    const requested = {
      after: createdAfter === undefined ? Number.NEGATIVE_INFINITY : earlierBound(createdAfter, secondMs),
      before: createdBefore === undefined ? Number.POSITIVE_INFINITY : laterBound(createdBefore, secondMs),
    };
    return cuts.filter((cut) => {
      const edge = cut.bound === 'after' ? createdAfter : createdBefore;
      return (
        edge !== undefined && !this.#excludedCuts.has(cut) && beyond(cut, edge.getTime(), requested) >= 0
      );
    });
  }
}

/** The query with a wider time range: by this many milliseconds on either side, to whole seconds. */
export function widenedQuery(query: JobQuery, overlapMs: number): JobQuery {
  const { completeAfter, completeBefore, createdAfter, createdBefore } = query;
  const earlier = (time: Date) => new Date(earlierBound(time, overlapMs));
  const later = (time: Date) => new Date(laterBound(time, overlapMs));
  return {
    ...query,
    ...(completeAfter && { completeAfter: earlier(completeAfter) }),
    ...(completeBefore && { completeBefore: later(completeBefore) }),
    ...(createdAfter && { createdAfter: earlier(createdAfter) }),
    ...(createdBefore && { createdBefore: later(createdBefore) }),
  };
}

/** The jobs within the time ranges of a query. A job without such a time is kept. */
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

/** A request for which the service must list a known job. */
interface Probe {
  readonly query: JobQuery;
  readonly backupJobId: string;
  /** The creation date of the job, in epoch milliseconds. */
  readonly time: number;
  readonly requested: RequestedRange;
}

/** A probe that can rule out all of these ways of rounding, else one that can rule out some. */
function findBestProbe(listed: readonly ListedJobs[], doubtful: readonly Cut[]): Probe | undefined {
  const excludes =
    ({ time, requested }: Probe) =>
    (cut: Cut) =>
      beyond(cut, time, requested) > 0;
  return (
    findProbe(listed, (probe) => doubtful.every(excludes(probe))) ??
    findProbe(listed, (probe) => doubtful.some(excludes(probe)))
  );
}

function findProbe(listed: readonly ListedJobs[], isGood: (probe: Probe) => boolean): Probe | undefined {
  for (const { query, jobs } of listed) {
    // The fields of these filters may change during the life of a job.
    const { completeAfter: _, completeBefore: __, messageCategory: ___, state: ____, ...lasting } = query;
    for (const { BackupJobId: backupJobId, CreationDate } of jobs) {
      if (backupJobId === undefined || CreationDate === undefined) continue;
      const bounds = { createdAfter: CreationDate, createdBefore: CreationDate };
      const requested = {
        after: earlierBound(CreationDate, secondMs),
        before: laterBound(CreationDate, secondMs),
      };
      const probe = {
        query: widenedQuery({ ...lasting, ...bounds }, secondMs),
        backupJobId,
        time: CreationDate.getTime(),
        requested,
      };
      if (isGood(probe)) return probe;
    }
  }
  return undefined;
}

/** A way of rounding: the service rounds the earlier bound up, or the later one down, to a whole unit. */
interface Cut {
  readonly bound: 'after' | 'before';
  /** Milliseconds. */
  readonly unit: number;
}

/** The requested bounds, in epoch milliseconds; infinite if there is none. */
interface RequestedRange {
  readonly after: number;
  readonly before: number;
}

/**
 * The milliseconds by which a time would be outside a range if the service rounded a bound like this. 0 means
 * that it is the rounded bound itself.
 */
function beyond({ bound, unit }: Cut, time: number, { after, before }: RequestedRange): number {
  return bound === 'after' ? ceil(after, unit) - time : time - floor(before, unit);
}

function earlierBound(time: Date, overlapMs: number): number {
  return floor(time.getTime() - overlapMs, secondMs);
}

function laterBound(time: Date, overlapMs: number): number {
  return ceil(time.getTime() + overlapMs, secondMs);
}

function floor(time: number, unit: number): number {
  return Math.floor(time / unit) * unit;
}

function ceil(time: number, unit: number): number {
  return Math.ceil(time / unit) * unit;
}

/** More than one, because a job on a whole minute rules out less than others. */
const maxProbes = 3;
const secondMs = 1000;
const dayMs = 86_400_000;
/**
 * By how much requests widen the time range, in milliseconds, if the service compares times in units of up to
 * one day.
 */
export const coarseOverlapMs = dayMs + secondMs;
/** The units to which a service may round a time. */
const units = [60_000, 3_600_000, dayMs];
const cuts: readonly Cut[] = units.flatMap((unit): Cut[] => [
  { bound: 'after', unit },
  { bound: 'before', unit },
]);
