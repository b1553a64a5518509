import { type BackupJob, jobKey } from '../backupJob.js';
import type { JobQuery } from '../jobQuery.js';
import { isInProgress } from '../jobStates.js';
import type { TimeSpan } from './timeSpan.js';

/**
 * The first jobs of a plain listing. If the answer for a span of creation times lacks one of them, the
 * service compares times differently, and cutting the query into windows would lose jobs.
 */
export class Sightings {
  readonly #all: Sighting[] = [];
  readonly #query: JobQuery;
  readonly #maxJobs: number;

  /** Keeps at most `maxJobs` jobs. */
  constructor(query: JobQuery, maxJobs: number) {
    this.#query = query;
    this.#maxJobs = maxJobs;
  }

  /** Adds jobs of the plain listing. */
  add(jobs: readonly BackupJob[]): void {
    for (const job of jobs) {
      if (this.#all.length >= this.#maxJobs) return;
      const time = job.CreationDate?.getTime();
      if (time !== undefined && !mayStopMatching(this.#query, job))
        this.#all.push({ key: jobKey(job), time });
    }
  }

  /** The keys of the jobs that the answer for a span must list. */
  within({ from = Number.NEGATIVE_INFINITY, to = Number.POSITIVE_INFINITY }: TimeSpan): string[] {
    return this.#all.filter(({ time }) => time >= from && time < to).map(({ key }) => key);
  }

  /**
   * The creation time at which to test the service's bounds; undefined if there is none. The best time
   * changes with any rounding, and there are other jobs before and after it. Most of them should be later,
   * because the span after the probe is usually read as one window.
   */
  get probeTime(): number | undefined {
    const times = [...new Set(this.#all.map(({ time }) => time))].sort((one, other) => one - other);
    const [earliest = 0, latest = 0] = [times[0], times.at(-1)];
    const score = (time: number) =>
      (distanceToMinute(time) > apartMs ? 2 : 0) +
      (time - earliest > apartMs ? 1 : 0) +
      (latest - time > apartMs ? 1 : 0);
    const best = Math.max(...times.map(score));
    const candidates = times.filter((time) => score(time) === best);
    return candidates[Math.floor(candidates.length * earlierShare)];
  }
}

interface Sighting {
  readonly key: string;
  /** Epoch milliseconds. */
  readonly time: number;
}

/** Whether a job may stop matching a query while the query is read. */
function mayStopMatching(
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
/** In milliseconds. Longer than the second by which requests are widened on either side. */
const apartMs = 2000;
/** The share of the candidate times that should be earlier than the probe. */
const earlierShare = 0.15;
