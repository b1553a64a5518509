import type { BackupJob } from './backupJob.js';
import type { JobList } from './jobList.js';
import type { JobFailure } from './jobSource.js';
import type { JobsSubject } from './jobsSubject.js';
import type { LoadState } from './loading/queryResult.js';
import type { StoredJobs } from './storedJobs.js';
import type { LoadAllOutcome } from './sweep/loadAll.js';
import type { SweepProgress } from './sweep/querySweep.js';

/** The result of reading the jobs of a subject. */
export interface SubjectReadResult {
  readonly isComplete: boolean;
  /** All jobs that were created at this time or later were read; undefined if there is no such time. */
  readonly readSince: Date | undefined;
  /** Why jobs are missing or could not be refreshed, by region. */
  readonly failures: readonly { readonly region: string; readonly failure: JobFailure }[];
  /** The regions of which all jobs were read. */
  readonly completeRegions: ReadonlySet<string>;
  /** Whether these lists still have the jobs. A refresh of the tree replaces lists with empty ones. */
  readonly isHeldBy: (lists: readonly JobList[]) => boolean;
  /** Set if the jobs were not read, because they are counted where they are stored. */
  readonly stored?: StoredJobs;
}

/** The progress of a read. `readSince` is that of {@link SubjectReadResult}. */
export interface ReadProgress {
  readonly jobs: number;
  readonly readSince: Date | undefined;
  /** Whether AWS throttles the read in any region. */
  readonly isThrottled: boolean;
}

/**
 * Loads all jobs of the subject, from all regions at the same time. The tree shares the pools that they are
 * loaded into. Keeps what was loaded before an abort or a failure. Never rejects.
 */
export async function readSubject(
  { selection, sessions }: JobsSubject,
  signal: AbortSignal,
  onProgress: (progress: ReadProgress) => void,
): Promise<SubjectReadResult> {
  // Weak references: the lists hold all jobs, and a refresh must be able to free those of a hidden panel.
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
    isHeldBy: (others) =>
      others.every((list) =>
        isComplete && list.unanswered === undefined ? list.isComplete : lists.has(list),
      ),
  };
}

/** The current lists of the subject's jobs. */
export function listsOf({ selection, sessions }: Pick<JobsSubject, 'selection' | 'sessions'>): JobList[] {
  return sessions.map(({ pool }) => pool.list(selection));
}

/** The loaded jobs of the subject's lists, by region. They can be iterated several times. */
export function jobsByRegion(
  { sessions }: Pick<JobsSubject, 'sessions'>,
  lists: readonly JobList[],
): ReadonlyMap<string, Iterable<BackupJob>> {
  return new Map(
    sessions.map(({ region }, place) => [
      region,
      { [Symbol.iterator]: () => (lists[place]?.each() ?? [])[Symbol.iterator]() },
    ]),
  );
}
