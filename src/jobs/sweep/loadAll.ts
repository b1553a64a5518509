import type { JobFailure } from '../jobSource.js';
import type { QueryResult } from '../loading/queryResult.js';
import type { SweepProgress } from './querySweep.js';

export interface LoadAllOptions {
  readonly signal: AbortSignal;
  /** Called after each page. `done` is the time range that all parts have read. */
  readonly onProgress?: ((progress: SweepProgress) => void) | undefined;
}

/**
 * The outcome of loading all. Loaded jobs always stay. `stopped`: the user cancelled, a refresh began, or the
 * connection closed.
 */
export type LoadAllOutcome =
  | { readonly name: 'complete' }
  | { readonly name: 'stopped' }
  | { readonly name: 'failed'; readonly failure: JobFailure };

/** Loads the rest of all results concurrently. The failure of one does not stop the others. */
export async function loadAllOf(
  results: readonly QueryResult[],
  progressOf: (result: QueryResult) => SweepProgress,
  { signal, onProgress }: LoadAllOptions,
): Promise<LoadAllOutcome> {
  const report = () => onProgress?.(combinedProgress(results.map(progressOf)));
  const failuresBefore = new Set(results.map(({ snapshot }) => snapshot.failure));
  await Promise.all(results.map((result) => result.loadAll(signal, report)));
  const incomplete = results.filter(({ isComplete }) => !isComplete);
  if (incomplete.length === 0) return { name: 'complete' };
  const failures = incomplete.flatMap(({ state }) => (state.name === 'failed' ? state.failure : []));
  // After a stop, the failure of an earlier refresh is still there. It is not the outcome of loading.
  const failure = failures.find((one) => !signal.aborted || !failuresBefore.has(one));
  return failure === undefined ? { name: 'stopped' } : { name: 'failed', failure };
}

/** The progress of several sweeps as one. `done` is the time range that all of them have read. */
export function combinedProgress(all: readonly SweepProgress[]): SweepProgress {
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
