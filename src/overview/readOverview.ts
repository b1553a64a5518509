import type { BackupJob } from '../jobs/backupJob.js';
import type { JobList } from '../jobs/jobList.js';
import type { JobFailure } from '../jobs/jobSource.js';
import type { LoadState } from '../jobs/loading/queryResult.js';
import type { LoadAllOutcome } from '../jobs/sweep/loadAll.js';
import type { SweepProgress } from '../jobs/sweep/querySweep.js';
import type { OverviewSubject } from './overviewSubject.js';

/** How far the jobs of an overview have been read. */
export interface OverviewReading {
  readonly isComplete: boolean;
  /** Every job that was created from here on has been read; undefined where that is not known of any time. */
  readonly readSince: Date | undefined;
  /** What stands in the way of the rest, or of reading again what is known, by region. */
  readonly failures: readonly { readonly region: string; readonly failure: JobFailure }[];
  /**
   * Whether these lists still hold what was read: a refresh of the tree forgets lists, and what follows in
   * their place is empty.
   */
  readonly isHeldBy: (lists: readonly JobList[]) => boolean;
}

/** How far a read has come: jobs, and the time back to which they are all there. */
export interface OverviewProgress {
  readonly jobs: number;
  readonly readSince: Date | undefined;
  /** Whether AWS has asked for a pause in any region, and has answered nothing there since. */
  readonly isThrottled: boolean;
}

/**
 * Reads all jobs of the subject into the pools of its sessions, side by side: there the tree finds them too.
 * What came before a cancel or a failure is kept. Nothing rejects.
 */
export async function readOverview(
  { selection, sessions }: OverviewSubject,
  signal: AbortSignal,
  onProgress: (progress: OverviewProgress) => void,
): Promise<OverviewReading> {
  // Weakly, for they hold every job: those of a view model that nobody looks at may go with the refresh that
  // forgets them.
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
    readSince: readSince(),
    failures: outcomes.flatMap(([region, outcome, state]) => {
      const failed = outcome.name === 'failed' ? outcome : state.name === 'failed' ? state : undefined;
      return failed === undefined ? [] : [{ region, failure: failed.failure }];
    }),
    isHeldBy: (others) => others.every((list) => (isComplete ? list.isComplete : lists.has(list))),
  };
}

/** The lists of the subject's jobs, as they are at present. */
export function listsOf({ selection, sessions }: Pick<OverviewSubject, 'selection' | 'sessions'>): JobList[] {
  return sessions.map(({ pool }) => pool.list(selection));
}

/** The jobs of the lists that have been read, one by one. */
export function jobsOf(lists: readonly JobList[]): Iterable<BackupJob> {
  const [only] = lists;
  // Each job passes through every generator on its way.
  return only !== undefined && lists.length === 1 ? only.each() : oneAfterAnother(lists);
}

function* oneAfterAnother(lists: readonly JobList[]): Generator<BackupJob, void, undefined> {
  for (const list of lists) yield* list.each();
}
