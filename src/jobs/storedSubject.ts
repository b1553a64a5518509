import type { JobsSubject } from './jobsSubject.js';
import type { SubjectReadResult } from './readSubject.js';
import type { JobAnalysis, StoredJobs } from './storedJobs.js';

/**
 * The stored jobs of all regions of a subject, if there are so many that they should be counted where they
 * are. Undefined if they should be read, which shows the tree more, or if it is not known which of them the
 * filter selects.
 */
export function storedJobsOf({ selection, sessions }: JobsSubject): StoredJobs | undefined {
  const stored = sessions[0]?.pool.stored;
  if (stored === undefined || stored.count < minStoredJobs) return undefined;
  const isWhole = sessions.every(
    ({ pool }) => pool.stored === stored && pool.list(selection).unanswered === undefined,
  );
  return isWhole && sessions.every(({ pool }) => !pool.list(selection).isComplete) ? stored : undefined;
}

/** Runs an analysis over the jobs of a subject; see {@link StoredJobs.analyze}. */
export function analyzeStored<Options, Result>(
  stored: StoredJobs,
  { selection, sessions }: JobsSubject,
  analysis: JobAnalysis<Options, Result>,
  options: Options,
  signal: AbortSignal,
): Promise<Result> {
  const regions = sessions.map(({ region }) => region);
  return stored.analyze(analysis, { selection, regions }, options, signal);
}

/** The result of a read that leaves the jobs where they are stored. */
export function storedReadResult({ sessions }: JobsSubject, stored: StoredJobs): SubjectReadResult {
  return {
    isComplete: true,
    readSince: undefined,
    failures: [],
    completeRegions: new Set(sessions.map(({ region }) => region)),
    isHeldBy: () => true,
    stored,
  };
}

/** Reading so many into lists takes a second, and a hundred megabytes. */
const minStoredJobs = 50_000;
