import type { JobPager } from '../jobPager.js';
import type { JobFailure } from '../jobSource.js';
import type { PagerSweep } from './pagerSweep.js';
import type { SweepProgress } from './querySweep.js';

/** What comes with a call to load all. */
export interface LoadAllOptions {
  readonly signal: AbortSignal;
  /** Told after each page, once its jobs are counted. `done` is what is read of all parts. */
  readonly onProgress?: ((progress: SweepProgress) => void) | undefined;
}

/** How it ended. What came is kept in any case. `stopped` is a cancel, a refresh, or the end of the connection. */
export type LoadAllOutcome =
  | { readonly name: 'complete' }
  | { readonly name: 'stopped' }
  | { readonly name: 'failed'; readonly failure: JobFailure };

/** Brings every pager to its end, side by side: the failure of one does not end the others. */
export async function loadAllOf(
  parts: readonly { readonly pager: JobPager; readonly sweep: PagerSweep }[],
  { signal, onProgress }: LoadAllOptions,
): Promise<LoadAllOutcome> {
  const tell = () => onProgress?.(together(parts.map(({ sweep }) => sweep.progress)));
  const open = parts.filter(({ pager }) => !pager.isComplete);
  await Promise.all(open.map(({ sweep }) => sweep.run(signal, tell)));
  const states = parts.filter(({ pager }) => !pager.isComplete).map(({ pager }) => pager.state);
  if (states.length === 0) return { name: 'complete' };
  const failed = states.find((state) => state.name === 'failed');
  return failed === undefined ? { name: 'stopped' } : { name: 'failed', failure: failed.failure };
}

/** The progress of several sweeps as that of one: what is done is done by all of them. */
export function together(all: readonly SweepProgress[]): SweepProgress {
  const spans = all.map(({ done }) => done).filter((done) => done !== undefined);
  const from = Math.max(...spans.map((span) => span.from.getTime()));
  const to = Math.min(...spans.map((span) => span.to.getTime()));
  const isCommon = spans.length === all.length && from <= to;
  return {
    jobs: all.reduce((sum, { jobs }) => sum + jobs, 0),
    requests: all.reduce((sum, { requests }) => sum + requests, 0),
    isThrottled: all.some(({ isThrottled }) => isThrottled),
    done: isCommon ? { from: new Date(from), to: new Date(to) } : undefined,
  };
}
