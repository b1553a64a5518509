import type { JobFailure } from '../../jobs/jobSource.js';

/** Whether the jobs that are read are stored, and how often a read has covered more times. */
export class RecordingStatus {
  problem: JobFailure | undefined;
  coverVersion = 0;
  readonly #onProblem: (problem: JobFailure | undefined) => void;
  readonly #listeners = new Set<() => void>();

  /** Calls `onProblem` with each new reason why storing fails, and with undefined when it works again. */
  constructor(onProblem: (problem: JobFailure | undefined) => void) {
    this.#onProblem = onProblem;
  }

  setProblem(problem: JobFailure | undefined): void {
    if (problem?.summary === this.problem?.summary && problem?.detail === this.problem?.detail) return;
    this.problem = problem;
    this.#onProblem(problem);
    this.#report();
  }

  addCovered(): void {
    this.coverVersion++;
    this.#report();
  }

  /** Adds a listener for every change. Returns a function that removes it. */
  listen(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  #report(): void {
    for (const listener of this.#listeners) listener();
  }
}
