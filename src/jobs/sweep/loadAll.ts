import type { JobFailure } from '../jobSource.js';
import type { QueryResult } from '../loading/queryResult.js';
import type { SweepProgress } from './querySweep.js';

export interface LoadAllOptions {
  readonly signal: AbortSignal;
  /** Called after each page, when its jobs are counted. `done` is what all parts have read. */
  readonly onProgress?: ((progress: SweepProgress) => void) | undefined;
}

/**
 * How it ended. Loaded jobs stay in any case. `stopped` is a cancel, a refresh, or the end of the connection.
 */
export type LoadAllOutcome =
  | { readonly name: 'complete' }
  | { readonly name: 'stopped' }
  | { readonly name: 'failed'; readonly failure: JobFailure };

/** Loads all results to their end, side by side: the failure of one does not end the others. */
export async function loadAllOf(
  results: readonly QueryResult[],
  progressOf: (result: QueryResult) => SweepProgress,
  { signal, onProgress }: LoadAllOptions,
): Promise<LoadAllOutcome> {
  const report = () => onProgress?.(together(results.map(progressOf)));
  const failuresBefore = new Set(results.map(({ snapshot }) => snapshot.failure));
  await Promise.all(results.map((result) => result.loadAll(signal, report)));
  const open = results.filter(({ isComplete }) => !isComplete);
  if (open.length === 0) return { name: 'complete' };
  const failures = open.flatMap(({ state }) => (state.name === 'failed' ? state.failure : []));
  // A failure of an earlier refresh is still there after a stop, and does not count.
  const failure = failures.find((one) => !signal.aborted || !failuresBefore.has(one));
  return failure === undefined ? { name: 'stopped' } : { name: 'failed', failure };
}

/** The progress of several sweeps as one: `done` is what all of them have done. */
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
