import { type BackupJob, jobKey } from '../backupJob.js';
import type { JobQuery } from '../jobQuery.js';
import { isInProgress } from '../jobStates.js';
import type { TimeSpan } from './timeSpan.js';

/**
 * The first jobs of a plain listing. An answer for a span of creation times that leaves one of them out shows that the service
 * compares times differently: then cutting the query into windows would lose jobs.
 */
export class Sightings {
  readonly #all: Sighting[] = [];
  readonly #query: JobQuery;
  readonly #most: number;

  /** Keeps `most` jobs at most. */
  constructor(query: JobQuery, most: number) {
    this.#query = query;
    this.#most = most;
  }

  add(jobs: readonly BackupJob[]): void {
    for (const job of jobs) {
      if (this.#all.length >= this.#most) return;
      const time = job.CreationDate?.getTime();
      if (time !== undefined && !mayLeave(this.#query, job)) this.#all.push({ key: jobKey(job), time });
    }
  }

  /** The keys of those that the answer for a span has to list. */
  within({ from = Number.NEGATIVE_INFINITY, to = Number.POSITIVE_INFINITY }: TimeSpan): string[] {
    return this.#all.filter(({ time }) => time >= from && time < to).map(({ key }) => key);
  }

  /**
   * The creation time to try the service's bounds at; undefined where there is none. Best is one that no rounding leaves as it
   * is, amid others that are not to be listed with it; most of them later, for those are read as one window.
   */
  get probeTime(): number | undefined {
    const times = [...new Set(this.#all.map(({ time }) => time))].sort((one, other) => one - other);
    const [earliest = 0, latest = 0] = [times[0], times.at(-1)];
    const worth = (time: number) =>
      (distanceToMinute(time) > apartMs ? 2 : 0) +
      (time - earliest > apartMs ? 1 : 0) +
      (latest - time > apartMs ? 1 : 0);
    const best = Math.max(...times.map(worth));
    const candidates = times.filter((time) => worth(time) === best);
    return candidates[Math.floor(candidates.length * earlierShare)];
  }
}

interface Sighting {
  readonly key: string;
  /** Epoch milliseconds. */
  readonly time: number;
}

/** Whether a job may leave the answer to a query while that is read. */
function mayLeave(
  { completeAfter, completeBefore, messageCategory, state }: JobQuery,
  job: BackupJob,
): boolean {
  const filters = [completeAfter, completeBefore, messageCategory, state];
  return isInProgress(job) && filters.some((value) => value !== undefined);
}

function distanceToMinute(time: number): number {
  const past = ((time % minuteMs) + minuteMs) % minuteMs;
  return Math.min(past, minuteMs - past);
}

const minuteMs = 60_000;
/** More than the seconds that a bound may be off. */
const apartMs = 2000;
/** How much of a page is to be earlier than the probe. */
const earlierShare = 0.15;
