import { selectionKey } from '../jobs/jobSelection.js';
import { systemTime, type TimeSource } from '../jobs/sweep/clock.js';
import type { LoadAllOutcome } from '../jobs/sweep/loadAll.js';
import type { SweepProgress } from '../jobs/sweep/querySweep.js';
import { throttled } from '../jobs/throttled.js';
import { type Branch, isWithin } from './rows.js';

/** The branches that are being read to their end, and how far each has come. */
export class LoadAlls {
  readonly #running = new Map<string, Running>();
  readonly #failed = new Set<string>();
  readonly #onProgress: (branch: Branch) => void;
  readonly #time: TimeSource;

  /**
   * `onProgress` is called a few times a second at most while there is something new to show of a branch, and
   * once more when its Load All has ended.
   */
  constructor(onProgress: (branch: Branch) => void, time: TimeSource = systemTime) {
    this.#onProgress = onProgress;
    this.#time = time;
  }

  /** How far a branch has come that is being read to its end. */
  progressOf(branch: Branch): SweepProgress | undefined {
    return this.#running.get(keyOf(branch))?.progress;
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
    const key = keyOf(branch);
    if (this.#running.has(key)) return undefined;
    const controller = new AbortController();
    const running = {
      branch,
      controller,
      started: this.#time.elapsed(),
      progress: { jobs: branch.list.looked, requests: 0, done: undefined },
    };
    this.#running.set(key, running);
    this.#failed.delete(branch.id);
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
    if (outcome.name === 'failed') this.#failed.add(branch.id);
    // Where it was stopped, nothing has changed but that it has ended.
    this.#onProgress(branch);
    return outcome;
  }

  /** Ends the reading of whatever is no part of these trees any more. */
  stopOutside(roots: readonly Branch[]): void {
    for (const { branch, controller } of this.#running.values()) {
      const isShown = roots.some((root) => isWithin(branch, root.id) && isOfSameTimes(branch, root));
      if (!isShown) controller.abort();
    }
  }

  /**
   * Ends the reading of a branch, or of all where none is named; what came is kept. The row that stops a branch stands where the one that
   * starts it stood, so that the second click of a double click would end what the first has begun: it changes nothing.
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
  /** `TimeSource.elapsed`. */
  readonly started: number;
  progress: SweepProgress;
}

/** A branch keeps its id when the times of the filter are others. */
function keyOf({ id, list }: Branch): string {
  return `${id} ${selectionKey(list.selection)}`;
}

function isOfSameTimes(branch: Branch, root: Branch): boolean {
  if (branch.whole !== undefined) return isOfSameTimes(branch.whole, root);
  return branch.id !== root.id || keyOf(branch) === keyOf(root);
}

/** Milliseconds within which systems take two clicks for one double click. */
const doubleClickMs = 500;

/** Milliseconds; faster than this nobody reads. */
const throttleMs = 250;
