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
  /** What an answer has shown that the service does not do. */
  readonly #excludedCuts = new Set<Cut>();

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
      for (const cut of cuts) if (beyond(cut, time, { after, before }) > 0) this.#excludedCuts.add(cut);
    }
  }

  /**
   * Makes sure that the answer to a query of a range is whole. Where no answer so far excludes that a bound was cut to a whole minute, hour
   * or day, so that jobs within the range are missing, another request may, seldom two: by a job of `listed` that its answer has to hold.
   * Where none of those can tell, `listMore` reads others; it is called once at most. Rejects like `list` and `listMore`.
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

  /** How the bounds of a query may be cut, as far as is known, so that jobs of it would be missing. */
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

/** What the service is asked for a query, with so many milliseconds more on either side. The bounds are whole seconds. */
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
  /** When the job was created: epoch milliseconds. */
  readonly time: number;
  readonly asked: AskedRange;
}

/** A probe that excludes all of these cuts, else one that excludes some. */
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
    // These may change while the job lives.
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

/** A bound that the service cuts to a whole unit: the earlier one up, or the later one down. */
interface Cut {
  readonly bound: 'after' | 'before';
  /** Milliseconds. */
  readonly unit: number;
}

/** The bounds that the service is asked for, in epoch milliseconds; infinite where there is none. */
interface AskedRange {
  readonly after: number;
  readonly before: number;
}

/** How many milliseconds a time would lie outside of a range if the service cut a bound so; 0 is the cut bound itself. */
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

/** A job on a whole minute shows less than others. */
const maxProbes = 3;
const secondMs = 1000;
const dayMs = 86_400_000;
/** How much more a service is asked for, in milliseconds, that compares times in units of up to a day. */
export const coarseOverlapMs = dayMs + secondMs;
/** What a service may cut a time to. */
const units = [60_000, 3_600_000, dayMs];
const cuts: readonly Cut[] = units.flatMap((unit): Cut[] => [
  { bound: 'after', unit },
  { bound: 'before', unit },
]);
