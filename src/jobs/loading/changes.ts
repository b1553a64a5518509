import type { BackupJob } from '../backupJob.js';

/** Calls listeners soon after a change. Changes in the same task are combined into one call. */
export class Changes {
  readonly #listeners = new Set<(jobs: readonly BackupJob[]) => void>();
  /** The jobs that have changed since the last call; undefined if nothing has. */
  #jobs: BackupJob[] | undefined;

  /** Adds a listener that is called with the changed jobs. Returns a function that removes it. */
  listen(listener: (jobs: readonly BackupJob[]) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Reports that jobs or, if there are none, other facts have changed. */
  report(jobs: readonly BackupJob[]): void {
    const isFirst = this.#jobs === undefined;
    const changed = this.#jobs ?? [];
    for (const job of jobs) changed.push(job);
    this.#jobs = changed;
    if (!isFirst) return;
    queueMicrotask(() => {
      this.#jobs = undefined;
      for (const listener of this.#listeners) listener(changed);
    });
  }
}
