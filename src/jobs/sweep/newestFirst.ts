import { type BackupJob, latestFirst } from '../backupJob.js';

/** Holds jobs that come in any order back until all that were created later have come. */
export class NewestFirst {
  #held: Batch[] = [];
  /** In their order, to be released. */
  #ready: BackupJob[] = [];
  #size = 0;
  #readyFrom: number | undefined;

  /** How many are held back. */
  get size(): number {
    return this.#size;
  }

  hold(jobs: readonly BackupJob[]): void {
    this.#size += jobs.length;
    if (jobs.length > 0) this.#held.push(batchOf(jobs));
  }

  /**
   * The jobs created at `from` or later, the latest first; all of them where it is absent. So many at most: the rest of them
   * comes with the next call.
   */
  release(from?: Date, most = Number.POSITIVE_INFINITY): BackupJob[] {
    const start = from?.getTime();
    // Most pages end no window, and make nothing ready.
    if (start === undefined || start !== this.#readyFrom) this.#makeReady(start ?? Number.NEGATIVE_INFINITY);
    this.#readyFrom = start;
    const released = this.#ready.splice(0, most);
    this.#size -= released.length;
    return released;
  }

  #makeReady(start: number): void {
    // To sort what is nearly in its order is quick.
    const held = this.#held.sort((one, other) => other.latest - one.latest);
    this.#held = [];
    const ready = inOrder(held.flatMap((batch) => this.#readyOf(batch, start)));
    this.#ready = this.#ready.length === 0 ? ready : [...this.#ready, ...ready];
  }

  /** Most batches are one window's, which becomes ready as a whole or not at all. */
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

/** Jobs that came together, and between when they were created. */
interface Batch {
  readonly jobs: readonly BackupJob[];
  readonly earliest: number;
  readonly latest: number;
  /** Whether the latest is the first of them, and so on. */
  readonly isInOrder: boolean;
}

function batchOf(jobs: readonly BackupJob[]): Batch {
  let [earliest, latest] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  let isInOrder = true;
  for (const job of jobs) {
    const time = timeOf(job);
    // Each is the earliest so far, then.
    if (time > earliest) isInOrder = false;
    earliest = Math.min(earliest, time);
    latest = Math.max(latest, time);
  }
  return { jobs, earliest, latest, isInOrder };
}

/** The jobs of batches that are in the order of their latest ones. AWS lists the latest first, so that there is seldom one to move. */
function inOrder(batches: readonly Batch[]): BackupJob[] {
  const jobs = batches.flatMap((batch) => batch.jobs);
  const areInOrder = batches.every(
    ({ isInOrder, latest }, place) => isInOrder && latest <= (batches[place - 1]?.earliest ?? latest),
  );
  return areInOrder ? jobs : jobs.sort(latestFirst);
}

/** A job that tells no creation date is the last of all. */
function timeOf({ CreationDate }: BackupJob): number {
  return CreationDate?.getTime() ?? Number.NEGATIVE_INFINITY;
}
