import { type BackupJob, jobKey } from '../backupJob.js';
import type { JobQuery } from '../jobQuery.js';
import { isInProgress } from '../jobStates.js';
import type { TimeSpan } from './timeSpan.js';

/**
 * The first jobs of a plain listing. If an answer for a span of creation times misses one of them, the
 * service compares times differently, and cutting the query into windows would lose jobs.
 */
export class Sightings {
  readonly #all: Sighting[] = [];
  readonly #query: JobQuery;
  readonly #most: number;

  /** Keeps at most `most` jobs. */
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

  /** The keys of the jobs that the answer for a span has to list. */
  within({ from = Number.NEGATIVE_INFINITY, to = Number.POSITIVE_INFINITY }: TimeSpan): string[] {
    return this.#all.filter(({ time }) => time >= from && time < to).map(({ key }) => key);
  }

  /**
   * The creation time at which to test the service's bounds; undefined if there is none. Best is a time that
   * any rounding changes, among others that must not be listed with it. Most of them should be later, because
   * those are read as one window.
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
/** More than the seconds by which a bound may be off. */
const apartMs = 2000;
/** The share of a page that should be earlier than the probe. */
const earlierShare = 0.15;
