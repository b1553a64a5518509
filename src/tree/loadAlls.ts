import type { LoadAllOutcome } from '../jobs/sweep/loadAll.js';
import type { SweepProgress } from '../jobs/sweep/querySweep.js';
import type { Branch } from './rows.js';

/** The branches that are being read to their end, and how far each has come. */
export class LoadAlls {
  readonly #running = new Map<string, { readonly controller: AbortController; progress: SweepProgress }>();
  readonly #failed = new Set<string>();
  readonly #onProgress: (branch: Branch) => void;

  /** `onProgress` is told when there is something new to show of a branch, a few times a second at the most. */
  constructor(onProgress: (branch: Branch) => void) {
    this.#onProgress = onProgress;
  }

  /** How far a branch has come that is being read to its end. */
  progressOf(branch: Branch): SweepProgress | undefined {
    return this.#running.get(branch.id)?.progress;
  }

  /** Whether the last try to read a branch to its end has failed. */
  hasFailed(branch: Branch): boolean {
    return this.#failed.has(branch.id) && branch.list.state.name === 'failed';
  }

  /** What a refresh reads again has not failed. */
  forgetFailures(): void {
    this.#failed.clear();
  }

  get isIdle(): boolean {
    return this.#running.size === 0;
  }

  /** Reads a branch to its end; nothing more where that is under way already. Never rejects. */
  async run(branch: Branch): Promise<LoadAllOutcome | undefined> {
    if (this.#running.has(branch.id)) return undefined;
    const controller = new AbortController();
    const running = { controller, progress: { jobs: branch.list.looked, requests: 0, done: undefined } };
    this.#running.set(branch.id, running);
    this.#failed.delete(branch.id);
    this.#onProgress(branch);
    let told = Date.now();
    const outcome = await branch.session.pool.loadAll(branch.list.selection, {
      signal: controller.signal,
      onProgress: (progress) => {
        Object.assign(running, { progress });
        if (Date.now() - told < shortestSilence) return;
        told = Date.now();
        this.#onProgress(branch);
      },
    });
    this.#running.delete(branch.id);
    if (outcome.name === 'failed') this.#failed.add(branch.id);
    return outcome;
  }

  /** Ends the reading of whatever is no part of these trees any more. */
  stopOutside(roots: readonly Branch[]): void {
    for (const [id, { controller }] of this.#running) {
      if (!roots.some((root) => id.startsWith(root.id))) controller.abort();
    }
  }

  /** Ends the reading of a branch, or of all where none is named; what came is kept. */
  stop(branch?: Branch): void {
    for (const [id, { controller }] of this.#running) {
      if (branch === undefined || branch.id === id) controller.abort();
    }
  }
}

/** Milliseconds; faster than this nobody reads. */
const shortestSilence = 250;
