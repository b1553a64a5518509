import type { BackupJob } from '../backupJob.js';
import type { PackedPage } from './packedPage.js';

/** The jobs of a page, which {@link packedJobsOf} packs again with this function. */
export function withPacked(jobs: BackupJob[], pack: () => PackedPage): readonly BackupJob[] {
  return Object.defineProperty(jobs, packed, { value: pack });
}

/**
 * Packs the jobs of a page for another thread, in a fraction of a millisecond: copying them as objects takes
 * many times as long. Undefined if they were not packed when they were read.
 */
export function packedJobsOf(jobs: readonly BackupJob[]): PackedPage | undefined {
  return (jobs as { readonly [packed]?: () => PackedPage })[packed]?.();
}

/** The same in every bundle. Not enumerable, so that it is not copied with a part of the jobs. */
const packed = Symbol.for('backupJobs.packed');
