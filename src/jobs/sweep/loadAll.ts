import type { JobFailure } from '../jobSource.js';
import type { QueryResult } from '../loading/queryResult.js';
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

/** Brings every result to its end, side by side: the failure of one does not end the others. */
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
  // One that a refresh has met before is still there when this is stopped.
  const failure = failures.find((one) => !signal.aborted || !failuresBefore.has(one));
  return failure === undefined ? { name: 'stopped' } : { name: 'failed', failure };
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
