import { type BackupJob, latestFirst } from '../backupJob.js';
import { timeOf } from '../timeOf.js';

/** Holds jobs back, so that they can be released in the order of their creation, latest first. */
export class NewestFirst {
  #held: Batch[] = [];
  /** The next jobs to release, sorted. */
  #ready: BackupJob[] = [];
  #size = 0;
  #readyFrom: number | undefined;

  /** The number of jobs that are held back. */
  get size(): number {
    return this.#size;
  }

  /** Adds jobs. */
  hold(jobs: readonly BackupJob[]): void {
    this.#size += jobs.length;
    if (jobs.length > 0) this.#held.push(batchOf(jobs));
  }

  /**
   * Removes and returns jobs created at `from` or later (default: all), latest first, at most `maxJobs`.
   * The next call returns the rest.
   */
  release(from?: Date, maxJobs = Number.POSITIVE_INFINITY): BackupJob[] {
    const start = from?.getTime();
    // Usually `from` has not changed since the last call, so no more jobs are ready.
    if (start === undefined || start !== this.#readyFrom) this.#makeReady(start ?? Number.NEGATIVE_INFINITY);
    this.#readyFrom = start;
    const released = this.#ready.splice(0, maxJobs);
    this.#size -= released.length;
    return released;
  }

  #makeReady(start: number): void {
    // Sorting a nearly sorted list is fast.
    const held = this.#held.sort((one, other) => other.latest - one.latest);
    this.#held = [];
    const ready = inOrder(held.flatMap((batch) => this.#readyOf(batch, start)));
    this.#ready = this.#ready.length === 0 ? ready : [...this.#ready, ...ready];
  }

  /** The ready part of a batch. The rest stays held. Most batches belong to one window and are not split. */
  #readyOf(batch: Batch, start: number): readonly Batch[] {
    const { jobs, earliest, latest } = batch;
    if (earliest >= start) return [batch];
    if (latest < start) {
      this.#held.push(batch);
      return [];
    }
    this.#held.push(batchOf(jobs.filter((job) => creationOf(job) < start)));
    return [batchOf(jobs.filter((job) => creationOf(job) >= start))];
  }
}

/** Jobs that arrived together, and the range of their creation times. */
interface Batch {
  readonly jobs: readonly BackupJob[];
  readonly earliest: number;
  readonly latest: number;
  /** Whether they are sorted, latest first. */
  readonly isInOrder: boolean;
}

function batchOf(jobs: readonly BackupJob[]): Batch {
  let [earliest, latest] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  let isInOrder = true;
  for (const job of jobs) {
    const time = creationOf(job);
    // In sorted jobs, each one is the earliest so far.
    if (time > earliest) isInOrder = false;
    earliest = Math.min(earliest, time);
    latest = Math.max(latest, time);
  }
  return { jobs, earliest, latest, isInOrder };
}

/**
 * The jobs of batches in order. The batches must be sorted by their latest jobs. AWS lists the latest jobs
 * first, so sorting moves few jobs.
 */
function inOrder(batches: readonly Batch[]): BackupJob[] {
  const jobs = batches.flatMap((batch) => batch.jobs);
  const areInOrder = batches.every(
    ({ isInOrder, latest }, place) => isInOrder && latest <= (batches[place - 1]?.earliest ?? latest),
  );
  return areInOrder ? jobs : jobs.sort(latestFirst);
}

/** The creation time in milliseconds; -Infinity without one, so that such jobs come last. */
function creationOf(job: BackupJob): number {
  const time = timeOf(job, 'CreationDate');
  return Number.isNaN(time) ? Number.NEGATIVE_INFINITY : time;
}
