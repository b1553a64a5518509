import { type BackupJob, latestFirst } from '../backupJob.js';

/** Holds jobs that come in any order back until all that were created later have come. */
export class NewestFirst {
  #held: Batch[] = [];
  #size = 0;
  #releasedFrom: number | undefined;

  /** How many are held back. */
  get size(): number {
    return this.#size;
  }

  hold(jobs: readonly BackupJob[]): void {
    if (jobs.length > 0) this.#holdBatch(batchOf(jobs));
  }

  /** The jobs created at `from` or later, the latest first; all of them where it is absent. */
  release(from?: Date): BackupJob[] {
    const start = from?.getTime() ?? Number.NEGATIVE_INFINITY;
    // Most pages end no window, and release nothing.
    if (from !== undefined && start === this.#releasedFrom) return [];
    this.#releasedFrom = start;
    const held = this.#held;
    this.#held = [];
    this.#size = 0;
    return held.flatMap((batch) => this.#releaseFrom(batch, start)).sort(latestFirst);
  }

  #holdBatch(batch: Batch): void {
    this.#held.push(batch);
    this.#size += batch.jobs.length;
  }

  /** Most batches are one window's, which is released as a whole or not at all. */
  #releaseFrom(batch: Batch, start: number): readonly BackupJob[] {
    const { jobs, earliest, latest } = batch;
    if (earliest >= start) return jobs;
    if (latest < start) {
      this.#holdBatch(batch);
      return [];
    }
    this.hold(jobs.filter((job) => timeOf(job) < start));
    return jobs.filter((job) => timeOf(job) >= start);
  }
}

/** Jobs that came together, and between when they were created. */
interface Batch {
  readonly jobs: readonly BackupJob[];
  readonly earliest: number;
  readonly latest: number;
}

function batchOf(jobs: readonly BackupJob[]): Batch {
  let [earliest, latest] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const job of jobs) {
    const time = timeOf(job);
    earliest = Math.min(earliest, time);
    latest = Math.max(latest, time);
  }
  return { jobs, earliest, latest };
}

/** A job that tells no creation date is the last of all. */
function timeOf({ CreationDate }: BackupJob): number {
  return CreationDate?.getTime() ?? Number.NEGATIVE_INFINITY;
}
