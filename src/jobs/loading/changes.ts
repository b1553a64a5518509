import type { BackupJob } from '../backupJob.js';

/** Calls listeners soon after something has changed; several changes at a time are one. */
export class Changes {
  readonly #listeners = new Set<(jobs: readonly BackupJob[]) => void>();
  /** The jobs that have changed since the listeners were called; undefined where nothing has. */
  #jobs: BackupJob[] | undefined;

  /** `listener` is called with the jobs that are known otherwise than before. Returns how to stop that. */
  listen(listener: (jobs: readonly BackupJob[]) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

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
