import { type BackupJob, latestFirst } from '../backupJob.js';

/** Holds jobs back until all jobs with a later creation time have arrived. */
export class NewestFirst {
  #held: Batch[] = [];
  /** Sorted, to be released. */
  #ready: BackupJob[] = [];
  #size = 0;
  #readyFrom: number | undefined;

  /** The number of jobs that are held back. */
  get size(): number {
    return this.#size;
  }

  hold(jobs: readonly BackupJob[]): void {
    this.#size += jobs.length;
    if (jobs.length > 0) this.#held.push(batchOf(jobs));
  }

  /**
   * The jobs created at `from` or later (default: all), latest first; at most `most`. The rest comes with the
   * next call.
   */
  release(from?: Date, most = Number.POSITIVE_INFINITY): BackupJob[] {
    const start = from?.getTime();
    // Most pages end no window, so nothing new is ready.
    if (start === undefined || start !== this.#readyFrom) this.#makeReady(start ?? Number.NEGATIVE_INFINITY);
    this.#readyFrom = start;
    const released = this.#ready.splice(0, most);
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

  /** Most batches are from one window, which is ready as a whole or not at all. */
  #readyOf(batch: Batch, start: number): readonly Batch[] {
    const { jobs, earliest, latest } = batch;
    if (earliest >= start) return [batch];
    if (latest < start) {
      this.#held.push(batch);
      return [];
    }
    this.#held.push(batchOf(jobs.filter((job) => timeOf(job) < start)));
    return [batchOf(jobs.filter((job) => timeOf(job) >= start))];
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
    const time = timeOf(job);
    // Each job is the earliest so far if they are sorted.
    if (time > earliest) isInOrder = false;
    earliest = Math.min(earliest, time);
    latest = Math.max(latest, time);
  }
  return { jobs, earliest, latest, isInOrder };
}

/**
 * The jobs of batches that are sorted by their latest job. AWS lists the latest first, so few jobs have to
 * move.
 */
function inOrder(batches: readonly Batch[]): BackupJob[] {
  const jobs = batches.flatMap((batch) => batch.jobs);
  const areInOrder = batches.every(
    ({ isInOrder, latest }, place) => isInOrder && latest <= (batches[place - 1]?.earliest ?? latest),
  );
  return areInOrder ? jobs : jobs.sort(latestFirst);
}

/** A job without a creation date is last. */
function timeOf({ CreationDate }: BackupJob): number {
  return CreationDate?.getTime() ?? Number.NEGATIVE_INFINITY;
}
