import type { BackupJob } from '../../jobs/backupJob.js';
import type { JobPool } from '../../jobs/jobPool.js';
import type { JobPlace } from '../../jobs/jobReader.js';
import type { JobSelection } from '../../jobs/jobSelection.js';
import { type JobTarget, placeOfTarget } from '../../jobs/jobTarget.js';
import { NewestFirst } from '../../jobs/sweep/newestFirst.js';
import type { SweepProgress } from '../../jobs/sweep/querySweep.js';
import type { SweepJobsOptions } from '../../jobs/sweep/sweepJobs.js';
import type { JobBatch } from './exportText.js';

/** What can be exported of one region. */
export interface ExportPart {
  readonly region: string;
  readonly pool: Pick<JobPool, 'sweep'>;
  readonly selection: JobSelection;
  readonly jobs: readonly BackupJob[];
  /** Whether these are all jobs. */
  readonly isComplete: boolean;
  /** Set if AWS Backup no longer lists these jobs. */
  readonly isArchived?: true;
}

/** The regions of some parts, each once. The archived jobs of a region are a part of their own. */
export function regionsOf(parts: readonly Pick<ExportPart, 'region'>[]): readonly string[] {
  return [...new Set(parts.map(({ region }) => region))];
}

/** The parts of an export of only these jobs, one for each region of the connection. */
export function partsOfJobs(
  jobs: readonly JobTarget[],
  sessions: readonly (Pick<ExportPart, 'pool' | 'region'> & { holds(place: JobPlace): boolean })[],
): ExportPart[] {
  return sessions.map((session) => ({
    region: session.region,
    pool: session.pool,
    selection: { parts: [] },
    jobs: jobs.flatMap((target) => {
      const place = placeOfTarget(target);
      return target.job && place && session.holds(place) ? [target.job] : [];
    }),
    isComplete: true,
  }));
}

/** The loaded jobs, or all jobs. */
export type ExportScope = 'loaded' | 'everything';

/** Options and callbacks for reading the jobs of an export. */
export interface ExportReading {
  readonly signal: AbortSignal;
  /** Called with the time back to which all jobs of the current region have been read. */
  readonly onReadBackTo?: ((time: Date) => void) | undefined;
  /** Called at each progress: whether AWS throttles the requests and has not answered one since. */
  readonly onThrottled?: ((isThrottled: boolean) => void) | undefined;
  /** See {@link SweepJobsOptions}. */
  readonly keepsLooking?: SweepJobsOptions['keepsLooking'];
}

/**
 * The jobs of an export, region by region. Throws a JobSourceError, of kind `aborted` if `signal` ends a
 * sweep.
 */
export async function* exportedJobs(
  parts: readonly ExportPart[],
  scope: ExportScope,
  reading: ExportReading,
): AsyncGenerator<JobBatch, void, undefined> {
  for (const part of parts) {
    const { isComplete, jobs, region } = part;
    // A copy, because the list grows in place if more jobs are loaded meanwhile.
    if (scope === 'loaded' || isComplete) yield { region, jobs: [...jobs] };
    else yield* swept(part, reading);
  }
}

/**
 * The jobs of a sweep, newest first, without storing all of them. A job is held back while newer ones may
 * still arrive, but only up to a limit of jobs, so that memory does not grow with the query.
 */
async function* swept(
  { pool, region, selection }: ExportPart,
  { keepsLooking, onReadBackTo, onThrottled, signal }: ExportReading,
) {
  const order = new NewestFirst();
  let readBackTo: Date | undefined;
  const onProgress = ({ done, isThrottled = false }: Pick<SweepProgress, 'done' | 'isThrottled'>) => {
    onThrottled?.(isThrottled);
    readBackTo = done?.from;
    if (readBackTo !== undefined) onReadBackTo?.(readBackTo);
  };
  for await (const jobs of pool.sweep(selection, { keepsLooking, signal, onProgress })) {
    order.hold(jobs);
    if (order.size > maxHeld) yield { region, jobs: order.release() };
    else if (readBackTo !== undefined) yield { region, jobs: order.release(readBackTo) };
  }
  yield { region, jobs: order.release() };
}

const maxHeld = 8000;
