import { failureOf, type JobSource, JobSourceError } from '../jobSource.js';
import { repeatedTokenFailure } from '../listingFailures.js';
import { readTimeNow } from '../oldRead.js';
import type { HeldResult } from './heldResult.js';

/** Options for reading pages. */
export interface PageReading {
  readonly source: Pick<JobSource, 'listBackupJobs'>;
  /** Jobs per request, 1 to 1000; if absent, the service's default. */
  readonly pageSize?: number | undefined;
  /** The number of pages in a row without a new job after which reading pauses. */
  readonly maxPagesWithoutProgress?: number | undefined;
}

/**
 * Reads pages into the draft of a refresh or, without one, into the shown result, until it is deep enough.
 * Starts again once if the service refuses the page token. Resolves to the number of pages in a row without
 * new jobs if reading paused because of them, else to undefined. Rejects with a JobSourceError.
 */
export async function readPages(
  held: HeldResult,
  { maxPagesWithoutProgress = 20, pageSize, source }: PageReading,
  signal: AbortSignal,
): Promise<number | undefined> {
  let readAt = readTimeNow();
  let pagesWithoutProgress = 0;
  let mayStartAgain = true;
  const startAgain = () => {
    held.startAgain();
    readAt = readTimeNow();
    pagesWithoutProgress = 0;
  };
  if (held.target().snapshot.place === 'lost') startAgain();
  for (let target = held.target(); !signal.aborted; ) {
    const { bounds, overlapMs, snapshot } = target;
    const { jobs, nextToken } = snapshot;
    try {
      const request = { maxResults: pageSize, nextToken, signal };
      const page = await source.listBackupJobs(bounds.requestFor(overlapMs), request);
      await bounds.learn(page, overlapMs, jobs, signal);
      if (signal.aborted) return undefined;
      if (bounds.isEnough(overlapMs)) {
        target.takePage(page, { readAt, overlapMs });
        if (target.snapshot.place === 'lost') throw new JobSourceError(repeatedTokenFailure);
        if (target.isDeepEnough) return undefined;
        pagesWithoutProgress = target.snapshot.jobs === jobs ? pagesWithoutProgress + 1 : 0;
        if (pagesWithoutProgress >= maxPagesWithoutProgress) return pagesWithoutProgress;
        continue;
      }
    } catch (error) {
      const isTokenRefused = failureOf(error).kind === 'invalidParameter' && nextToken !== undefined;
      if (signal.aborted || !isTokenRefused || !mayStartAgain) throw error;
      mayStartAgain = false;
    }
    startAgain();
    target = held.target();
  }
  return undefined;
}
