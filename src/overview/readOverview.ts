import type { BackupJob } from '../jobs/backupJob.js';
import type { JobList } from '../jobs/jobList.js';
import type { JobFailure } from '../jobs/jobSource.js';
import type { LoadState } from '../jobs/loading/queryResult.js';
import type { LoadAllOutcome } from '../jobs/sweep/loadAll.js';
import type { SweepProgress } from '../jobs/sweep/querySweep.js';
import type { OverviewSubject } from './overviewSubject.js';

/** The result of reading the jobs of an overview. */
export interface OverviewReadResult {
  readonly isComplete: boolean;
  /** All jobs that were created at this time or later were read; undefined if there is no such time. */
  readonly readSince: Date | undefined;
  /** Why jobs are missing or could not be refreshed, by region. */
  readonly failures: readonly { readonly region: string; readonly failure: JobFailure }[];
  /** The regions of which all jobs were read. */
  readonly completeRegions: ReadonlySet<string>;
  /** Whether these lists still have the jobs. A refresh of the tree replaces lists with empty ones. */
  readonly isHeldBy: (lists: readonly JobList[]) => boolean;
}

/** The progress of a read. `readSince` is that of {@link OverviewReadResult}. */
export interface OverviewProgress {
  readonly jobs: number;
  readonly readSince: Date | undefined;
  /** Whether AWS throttles the read in any region. */
  readonly isThrottled: boolean;
}

/**
 * Loads all jobs of the subject, from all regions at the same time. The tree shares the pools that they are
 * loaded into. Keeps what was loaded before an abort or a failure. Never rejects.
 */
export async function readOverview(
  { selection, sessions }: OverviewSubject,
  signal: AbortSignal,
  onProgress: (progress: OverviewProgress) => void,
): Promise<OverviewReadResult> {
  // Weak references: the lists hold all jobs, and a refresh must be able to free those of a hidden overview.
  const lists = new WeakSet(listsOf({ selection, sessions }));
  const progress = new Map<string, SweepProgress>();
  const complete = new Set<string>();
  const readSince = () => {
    const open = sessions.filter(({ region }) => !complete.has(region));
    const times = open.map(({ region }) => progress.get(region)?.done?.from.getTime());
    return times.length > 0 && times.every((time) => time !== undefined)
      ? new Date(Math.max(...times))
      : undefined;
  };
  const outcomes = await Promise.all(
    sessions.map(async ({ pool, region }): Promise<readonly [string, LoadAllOutcome, LoadState]> => {
      const outcome = await pool.loadAll(selection, {
        signal,
        onProgress: (its) => {
          progress.set(region, its);
          const jobs = [...progress.values()].reduce((sum, one) => sum + one.jobs, 0);
          const isThrottled = [...progress.values()].some((one) => one.isThrottled);
          onProgress({ jobs, readSince: readSince(), isThrottled });
        },
      });
      if (outcome.name === 'complete') complete.add(region);
      return [region, outcome, pool.list(selection).state];
    }),
  );
  const isComplete = outcomes.every(([, { name }]) => name === 'complete');
  return {
    isComplete,
    completeRegions: complete,
    readSince: readSince(),
    failures: outcomes.flatMap(([region, outcome, state]) => {
      const failed = outcome.name === 'failed' ? outcome : state.name === 'failed' ? state : undefined;
      return failed === undefined ? [] : [{ region, failure: failed.failure }];
    }),
    isHeldBy: (others) => others.every((list) => (isComplete ? list.isComplete : lists.has(list))),
  };
}

/** The current lists of the subject's jobs. */
export function listsOf({ selection, sessions }: Pick<OverviewSubject, 'selection' | 'sessions'>): JobList[] {
  return sessions.map(({ pool }) => pool.list(selection));
}

/** The loaded jobs of the subject's lists, by region. */
export function jobsByRegion(
  { sessions }: Pick<OverviewSubject, 'sessions'>,
  lists: readonly JobList[],
): ReadonlyMap<string, Iterable<BackupJob>> {
  return new Map(sessions.map(({ region }, place) => [region, lists[place]?.each() ?? []]));
}
