import type { BackupJob } from '../../../src/jobs/backupJob.js';
import { QueryResult, type QueryResultOptions, type Sweeper } from '../../../src/jobs/loading/queryResult.js';

/**
 * A sweep of an answer: passes jobs to `take`, and resolves at the end of the answer; to false if it made no
 * request.
 */
export type Sweep = (take: (jobs: readonly BackupJob[]) => void, signal: AbortSignal) => Promise<unknown>;

/** The result of one query of a source, with `sweep` in place of real sweeps. */
export function resultOf(
  source: QueryResultOptions['source'],
  options: Partial<Omit<QueryResultOptions, 'openSweeper' | 'source'>> & { readonly sweep?: Sweep } = {},
): QueryResult {
  const { sweep = () => Promise.reject(new Error('no sweep is expected')), ...others } = options;
  const read: Sweeper['read'] = async (target, signal) => {
    const madeRequest = await sweep((jobs) => target.takeSwept(jobs), signal);
    if (!signal.aborted) target.complete();
    return madeRequest !== false;
  };
  return new QueryResult({ query: {}, source, openSweeper: () => Promise.resolve({ read }), ...others });
}
