import { type BackupJob, jobKey } from '../backupJob.js';
import { type JobQuery, queryKey } from '../jobQuery.js';
import { type JobSelection, passes, type SelectionPart } from '../jobSelection.js';
import { failureOf } from '../jobSource.js';
import { noProgressFailure } from '../listingFailures.js';
import { withinBounds } from '../timeBounds.js';
import { combinedProgress } from './loadAll.js';
import { QuerySweep, type QuerySweepOptions, type SweepProgress } from './querySweep.js';

export interface SweepJobsOptions extends Omit<QuerySweepOptions, 'query' | 'listed'> {
  readonly signal: AbortSignal;
  /** Called before each batch. */
  readonly onProgress?: ((progress: SweepProgress) => void) | undefined;
  /** The jobs of a query, if all of them are already known. */
  readonly knownResult?: ((query: JobQuery) => readonly BackupJob[] | undefined) | undefined;
  /**
   * Decides whether to continue after many pages in a row without new jobs. If absent, the sweep fails then.
   */
  readonly keepsLooking?: (() => Promise<boolean>) | undefined;
  /**
   * The query to send to the service for a query. Its response may contain jobs outside the query's time
   * range.
   */
  readonly requestFor?: ((query: JobQuery) => JobQuery) | undefined;
}

/**
 * Yields every job of a selection, each once, in batches as they arrive, in no order. Starts no request while
 * the caller handles a batch. Stores no jobs, only their keys. Throws a JobSourceError, of kind `aborted` if
 * `signal` aborts. An end without an error means that the result is complete.
 */
export async function* sweepJobs(
  selection: JobSelection,
  options: SweepJobsOptions,
): AsyncGenerator<readonly BackupJob[], void, undefined> {
  const queries = partsByQuery(selection);
  const yieldedKeys = queries.length > 1 ? new Set<string>() : undefined;
  const ended: SweepProgress[] = [];
  for (const parts of queries) {
    const [{ query }] = parts;
    const known = options.knownResult?.(query);
    const request = options.requestFor?.(query) ?? query;
    const sweep = known === undefined ? new QuerySweep({ ...options, query: request }) : undefined;
    for await (const jobs of sweep === undefined ? [known ?? []] : runOn(sweep, options)) {
      if (sweep !== undefined) options.onProgress?.(combinedProgress([...ended, sweep.progress]));
      const selected = selectedOf(parts, withinBounds(query, jobs), yieldedKeys);
      if (selected.length > 0) yield selected;
    }
    if (sweep !== undefined) ended.push(sweep.progress);
  }
}

/** Runs a sweep, and continues it after each pause if `keepsLooking` resolves to true. */
async function* runOn(
  sweep: QuerySweep,
  { keepsLooking, signal }: SweepJobsOptions,
): AsyncGenerator<readonly BackupJob[], void, undefined> {
  for (;;) {
    try {
      return yield* sweep.run(signal);
    } catch (error) {
      if (failureOf(error) !== noProgressFailure || !(await keepsLooking?.())) throw error;
    }
  }
}

/** The parts by query. Several parts may have the same query and different client-side filters. */
function partsByQuery({ parts }: JobSelection): (readonly [SelectionPart, ...SelectionPart[]])[] {
  const byQuery = new Map<string, [SelectionPart, ...SelectionPart[]]>();
  for (const part of parts) {
    const same = byQuery.get(queryKey(part.query));
    if (same === undefined) byQuery.set(queryKey(part.query), [part]);
    else same.push(part);
  }
  return [...byQuery.values()];
}

function selectedOf(
  parts: readonly SelectionPart[],
  jobs: readonly BackupJob[],
  yieldedKeys: Set<string> | undefined,
): readonly BackupJob[] {
  const selected = jobs.filter(
    (job) => parts.some(({ clientFilters }) => passes(clientFilters, job)) && !yieldedKeys?.has(jobKey(job)),
  );
  if (yieldedKeys !== undefined) for (const job of selected) yieldedKeys.add(jobKey(job));
  return selected;
}
