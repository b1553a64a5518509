import { type BackupJob, latestFirst } from '../backupJob.js';

/** Holds jobs that come in any order back until all that were created later have come. */
export class NewestFirst {
  #held: BackupJob[] = [];

  /** How many are held back. */
  get size(): number {
    return this.#held.length;
  }

  hold(jobs: readonly BackupJob[]): void {
    for (const job of jobs) this.#held.push(job);
  }

  /** The jobs created at `from` or later, the latest first; all of them where it is absent. */
  release(from?: Date): BackupJob[] {
    if (this.#held.length === 0) return [];
    const released: BackupJob[] = [];
    const held: BackupJob[] = [];
    for (const job of this.#held) (isBefore(job, from) ? held : released).push(job);
    this.#held = held;
    return released.sort(latestFirst);
  }
}

function isBefore(job: BackupJob, from: Date | undefined): boolean {
  return from !== undefined && !(job.CreationDate !== undefined && job.CreationDate >= from);
}
