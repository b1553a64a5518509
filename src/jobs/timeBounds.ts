import type { BackupJob } from './backupJob.js';
import type { JobQuery } from './jobQuery.js';
import type { JobPage } from './jobSource.js';

/** Jobs that the service is known to list for a query. */
export interface ListedJobs {
  readonly query: JobQuery;
  readonly jobs: Iterable<BackupJob>;
}

/**
 * How a service compares times with the bounds of a query: AWS does not document whether bounds are
 * inclusive, or how exactly they are compared. Here, bounds are inclusive and exact to the millisecond, so
 * that no job is in two days or between them. Therefore requests cover a second more on either side, and jobs
 * outside the range are dropped. If an answer shows that the service compares in larger units, requests cover
 * a day more.
 */
export class TimeBounds {
  #overlapMs = secondMs;
  /** The ways of rounding that an answer has ruled out. */
  readonly #excludedCuts = new Set<Cut>();

  /** By how much requests exceed the query on either side, in milliseconds. */
  get overlapMs(): number {
    return this.#overlapMs;
  }

  /** Learns from a page of the answer to `asked`. */
  learn({ createdAfter, createdBefore }: JobQuery, jobs: readonly BackupJob[]): void {
    const after = createdAfter?.getTime() ?? Number.NEGATIVE_INFINITY;
    const before = createdBefore?.getTime() ?? Number.POSITIVE_INFINITY;
    if (createdAfter === undefined && createdBefore === undefined) return;
    for (const { CreationDate } of jobs) {
      const time = CreationDate?.getTime();
      if (time === undefined) continue;
      if (time <= after - secondMs || time >= before + secondMs) this.#areCoarse();
      for (const cut of cuts) if (beyond(cut, time, { after, before }) > 0) this.#excludedCuts.add(cut);
    }
  }

  /**
   * Makes sure that the answer to a query with a range is complete. If no answer so far rules out that a
   * bound was rounded to a whole minute, hour or day, so that jobs are missing, makes another request, rarely
   * two, for a job of `listed` that its answer must contain. If none of those is suitable, `listMore` loads
   * others; it is called at most once. Rejects like `list` and `listMore`.
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
      await this.#ask(probe, list);
    }
  }

  async #ask({ query, backupJobId }: Probe, list: (query: JobQuery) => Promise<JobPage>): Promise<void> {
    const { jobs, nextToken } = await list(query);
    this.learn(query, jobs);
    if (nextToken === undefined && !jobs.some((job) => job.BackupJobId === backupJobId)) this.#areCoarse();
  }

  #areCoarse(): void {
    this.#overlapMs = coarseOverlapMs;
  }

  /**
   * The ways in which the bounds of a query may be rounded, as far as is known, so that jobs would be
   * missing.
   */
  #doubtfulCuts({ createdAfter, createdBefore }: JobQuery): Cut[] {
    if (this.#overlapMs > secondMs) return [];
    const asked = {
      after: createdAfter === undefined ? Number.NEGATIVE_INFINITY : earlierBound(createdAfter, secondMs),
      before: createdBefore === undefined ? Number.POSITIVE_INFINITY : laterBound(createdBefore, secondMs),
    };
    return cuts.filter((cut) => {
      const edge = cut.bound === 'after' ? createdAfter : createdBefore;
      return edge !== undefined && !this.#excludedCuts.has(cut) && beyond(cut, edge.getTime(), asked) >= 0;
    });
  }
}

/** The request for a query, with so many milliseconds more on either side. Bounds are whole seconds. */
export function askedQuery(query: JobQuery, overlapMs: number): JobQuery {
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

/** The jobs that are not outside the times of a query. A job without such a time is kept. */
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

/** A request that must list a known job. */
interface Probe {
  readonly query: JobQuery;
  readonly backupJobId: string;
  /** The creation date of the job, in epoch milliseconds. */
  readonly time: number;
  readonly asked: AskedRange;
}

/** A probe that rules out all of these roundings, or else one that rules out some. */
function findBestProbe(listed: readonly ListedJobs[], doubtful: readonly Cut[]): Probe | undefined {
  const excludes =
    ({ time, asked }: Probe) =>
    (cut: Cut) =>
      beyond(cut, time, asked) > 0;
  return (
    findProbe(listed, (probe) => doubtful.every(excludes(probe))) ??
    findProbe(listed, (probe) => doubtful.some(excludes(probe)))
  );
}

function findProbe(listed: readonly ListedJobs[], isGood: (probe: Probe) => boolean): Probe | undefined {
  for (const { query, jobs } of listed) {
    // These may change during the life of the job.
    const { completeAfter: _, completeBefore: __, messageCategory: ___, state: ____, ...lasting } = query;
    for (const { BackupJobId: backupJobId, CreationDate } of jobs) {
      if (backupJobId === undefined || CreationDate === undefined) continue;
      const bounds = { createdAfter: CreationDate, createdBefore: CreationDate };
      const asked = {
        after: earlierBound(CreationDate, secondMs),
        before: laterBound(CreationDate, secondMs),
      };
      const probe = {
        query: askedQuery({ ...lasting, ...bounds }, secondMs),
        backupJobId,
        time: CreationDate.getTime(),
        asked,
      };
      if (isGood(probe)) return probe;
    }
  }
  return undefined;
}

/** A bound that the service rounds to a whole unit: the earlier bound up, or the later one down. */
interface Cut {
  readonly bound: 'after' | 'before';
  /** Milliseconds. */
  readonly unit: number;
}

/** The requested bounds, in epoch milliseconds; infinite if there is none. */
interface AskedRange {
  readonly after: number;
  readonly before: number;
}

/**
 * By how many milliseconds a time would be outside a range if the service rounded a bound like this; 0 is the
 * rounded bound itself.
 */
function beyond({ bound, unit }: Cut, time: number, { after, before }: AskedRange): number {
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

/** More than one, because a job on a whole minute shows less than others. */
const maxProbes = 3;
const secondMs = 1000;
const dayMs = 86_400_000;
/**
 * By how much requests exceed the query, in milliseconds, if the service compares times in units of up to a
 * day.
 */
export const coarseOverlapMs = dayMs + secondMs;
/** The units to which a service may round a time. */
const units = [60_000, 3_600_000, dayMs];
const cuts: readonly Cut[] = units.flatMap((unit): Cut[] => [
  { bound: 'after', unit },
  { bound: 'before', unit },
]);
