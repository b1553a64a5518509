import { type BackupJob, latestFirst } from '../backupJob.js';

/** Holds jobs that come in any order back until all that were created later have come. */
export class NewestFirst {
  #held: BackupJob[] = [];
  #releasedFrom: number | undefined;

  /** How many are held back. */
  get size(): number {
    return this.#held.length;
  }

  hold(jobs: readonly BackupJob[]): void {
    for (const job of jobs) this.#held.push(job);
  }

  /** The jobs created at `from` or later, the latest first; all of them where it is absent. */
  release(from?: Date): BackupJob[] {
    const start = from?.getTime() ?? Number.NEGATIVE_INFINITY;
    // Most pages end no window, and release nothing.
    if (from !== undefined && start === this.#releasedFrom) return [];
    this.#releasedFrom = start;
    const released: BackupJob[] = [];
    const held: BackupJob[] = [];
    for (const job of this.#held) (timeOf(job) >= start ? released : held).push(job);
    this.#held = held;
    return released.sort(latestFirst);
  }
}

/** A job that tells no creation date is the last of all. */
function timeOf({ CreationDate }: BackupJob): number {
  return CreationDate?.getTime() ?? Number.NEGATIVE_INFINITY;
}
