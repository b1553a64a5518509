import { type JobSource, JobSourceError } from '../jobSource.js';
import { readTimeNow } from '../oldRead.js';
import { repeatedToken } from './jobSnapshot.js';
import type { ReadTarget } from './readTarget.js';

/** What pages are read with. */
export interface PageReading {
  readonly source: Pick<JobSource, 'listBackupJobs'>;
  /** Jobs asked for in one request, 1 to 1000; the service's own default where absent. */
  readonly pageSize?: number | undefined;
  /** Pages in a row without a new job after which reading pauses. */
  readonly maxPagesWithoutProgress?: number | undefined;
}

/**
 * Reads page after page onto a target until it is deep enough. Resolves to how many pages in a row brought nothing new, where that made it
 * pause; undefined where it is deep enough, and after an abort; `startAgain` where more should have been asked for. Throws a JobSourceError.
 */
export async function readPages(
  target: ReadTarget,
  { maxPagesWithoutProgress = 20, pageSize, source }: PageReading,
  signal: AbortSignal,
): Promise<number | 'startAgain' | undefined> {
  const readAt = readTimeNow();
  let pagesWithoutProgress = 0;
  while (!signal.aborted) {
    const { bounds, overlapMs, snapshot } = target;
    const { nextToken } = snapshot;
    const asked = { maxResults: pageSize, nextToken, signal };
    const page = await source.listBackupJobs(bounds.asked(overlapMs), asked);
    await bounds.learn(page, overlapMs, snapshot.jobs, signal);
    if (signal.aborted) return undefined;
    if (!bounds.isEnough(overlapMs)) return 'startAgain';
    const { jobs } = target.snapshot;
    target.takePage(page, { readAt, overlapMs });
    if (target.snapshot.place === 'lost') throw new JobSourceError(repeatedToken);
    if (target.isDeepEnough) return undefined;
    pagesWithoutProgress = target.snapshot.jobs === jobs ? pagesWithoutProgress + 1 : 0;
    if (pagesWithoutProgress >= maxPagesWithoutProgress) return pagesWithoutProgress;
  }
  return undefined;
}
