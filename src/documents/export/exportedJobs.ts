import type { BackupJob } from '../../jobs/backupJob.js';
import type { JobPool } from '../../jobs/jobPool.js';
import type { JobSelection } from '../../jobs/jobSelection.js';
import { NewestFirst } from '../../jobs/sweep/newestFirst.js';
import type { SweepProgress } from '../../jobs/sweep/querySweep.js';
import type { SweepJobsOptions } from '../../jobs/sweep/sweepJobs.js';
import type { JobBatch } from './exportText.js';

/** What can be exported of one region. */
export interface ExportPart {
  readonly region: string;
  readonly pool: Pick<JobPool, 'sweep'>;
  readonly selection: JobSelection;
  /** The jobs that are loaded. */
  readonly jobs: readonly BackupJob[];
  /** Whether those are all. */
  readonly isComplete: boolean;
}

/** Which jobs: those that are loaded, or every one that AWS Backup has. */
export type ExportScope = 'loaded' | 'everything';

/** What comes with reading the jobs of an export. */
export interface ExportReading {
  readonly signal: AbortSignal;
  /** Told the time back to which all jobs of the present region have been read. */
  readonly onReadBackTo?: ((time: Date) => void) | undefined;
  /** Called with each progress: whether AWS has asked for a pause, and has answered nothing since. */
  readonly onThrottled?: ((isThrottled: boolean) => void) | undefined;
  /** See {@link SweepJobsOptions}. */
  readonly keepsLooking?: SweepJobsOptions['keepsLooking'];
}

/** The jobs of an export, region after region. Throws a JobSourceError, of kind `aborted` where `signal` ends a sweep. */
export async function* exportedJobs(
  parts: readonly ExportPart[],
  scope: ExportScope,
  reading: ExportReading,
): AsyncGenerator<JobBatch, void, undefined> {
  for (const part of parts) {
    const { isComplete, jobs, region } = part;
    // A list that is loaded further meanwhile grows in place.
    if (scope === 'loaded' || isComplete) yield { region, jobs: [...jobs] };
    else yield* swept(part, reading);
  }
}

/**
 * A sweep's jobs, the latest first, without keeping them: those that others may still come before are held back, but never so many that
 * memory would grow with the query.
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
