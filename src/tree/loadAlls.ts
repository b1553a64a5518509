import { selectionKey } from '../jobs/jobSelection.js';
import { systemTime, type TimeSource } from '../jobs/sweep/clock.js';
import type { LoadAllOutcome } from '../jobs/sweep/loadAll.js';
import type { SweepProgress } from '../jobs/sweep/querySweep.js';
import { throttled } from '../jobs/throttled.js';
import { type Branch, branchOfPages, isWithin } from './rows.js';

/**
 * The branches for which Load All is running, with their progress. Branches whose lists have the same pages
 * share one Load All.
 */
export class LoadAlls {
  readonly #running = new Map<string, Running>();
  readonly #failed = new Set<string>();
  readonly #onProgress: (branch: Branch) => void;
  readonly #time: TimeSource;

  /**
   * Calls `onProgress` at most a few times per second while a branch has progress to show, and once more when
   * its Load All ends.
   */
  constructor(onProgress: (branch: Branch) => void, time: TimeSource = systemTime) {
    this.#onProgress = onProgress;
    this.#time = time;
  }

  /** The progress of a running Load All; undefined if none is running. */
  progressOf(branch: Branch): SweepProgress | undefined {
    return this.#running.get(keyOf(branch))?.progress;
  }

  /** Whether the last Load All of a branch failed. */
  hasFailed(branch: Branch): boolean {
    return this.#failed.has(branchOfPages(branch).id) && branch.list.state.name === 'failed';
  }

  /** Clears the failures, for a refresh that loads everything again. */
  forgetFailures(): void {
    this.#failed.clear();
  }

  get isIdle(): boolean {
    return this.#running.size === 0;
  }

  /** Loads all jobs of a branch, unless that is running already. Never rejects. */
  async run(branch: Branch): Promise<LoadAllOutcome | undefined> {
    const key = keyOf(branch);
    if (this.#running.has(key)) return undefined;
    const controller = new AbortController();
    const running = {
      branch,
      controller,
      started: this.#time.elapsed(),
      progress: { jobs: branch.list.searched, requests: 0, done: undefined },
    };
    this.#running.set(key, running);
    this.#failed.delete(branchOfPages(branch).id);
    const report = throttled(throttleMs, this.#onProgress);
    report(branch);
    const outcome = await branch.session.pool.loadAll(branch.list.selection, {
      signal: controller.signal,
      onProgress: (progress) => {
        Object.assign(running, { progress });
        report(branch);
      },
    });
    this.#running.delete(key);
    if (outcome.name === 'failed') this.#failed.add(branchOfPages(branch).id);
    // After a stop, nothing else reports the end.
    this.#onProgress(branch);
    return outcome;
  }

  /** Stops the branches that are not part of these trees, or that have other times of the filter. */
  stopOutside(roots: readonly Branch[]): void {
    for (const { branch, controller } of this.#running.values()) {
      const isShown = roots.some((root) => isWithin(branch, root.id) && isOfSameTimes(branch, root));
      if (!isShown) controller.abort();
    }
  }

  /**
   * Stops a branch, or all branches. Loaded jobs stay. The row that stops a Load All replaces the row that
   * starts it, so the second click of a double click is ignored.
   */
  stop(branch?: Branch): void {
    const latestStart = this.#time.elapsed() - doubleClickMs;
    for (const [key, { controller, started }] of this.#running) {
      if (branch === undefined || (keyOf(branch) === key && started <= latestStart)) controller.abort();
    }
  }
}

interface Running {
  readonly branch: Branch;
  readonly controller: AbortController;
  /** The start, as a time of `TimeSource.elapsed`. */
  readonly started: number;
  progress: SweepProgress;
}

/** A branch keeps its ID when the times of the filter change, so the key includes the selection. */
function keyOf(branch: Branch): string {
  const { id, list } = branchOfPages(branch);
  return `${id} ${selectionKey(list.selection)}`;
}

/** Whether the root of a branch has the same times of the filter as `root`. */
function isOfSameTimes(branch: Branch, root: Branch): boolean {
  if (branch.whole !== undefined) return isOfSameTimes(branch.whole, root);
  return branch.id !== root.id || keyOf(branch) === keyOf(root);
}

/** The milliseconds within which systems treat two clicks as a double click. */
const doubleClickMs = 500;

/** The minimum milliseconds between progress updates. */
const throttleMs = 250;
