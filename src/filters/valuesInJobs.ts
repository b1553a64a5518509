import type { BackupJob } from '../jobs/backupJob.js';
import { filterRow, type ListFilter, type TextFilter } from '../jobs/filterTable.js';
import { fieldIn } from '../jobs/jobField.js';

/** A value of loaded jobs. */
export interface SeenValue {
  readonly value: string;
  /** The number of loaded jobs that match a filter by it. */
  readonly jobs: number;
  /** The name that the jobs have for it, if any. */
  readonly title: string | undefined;
}

/**
 * The values that the loaded jobs have for a filter, the most frequent first, at most `max`. A job that
 * completed with issues counts for two states. The values of the parent filter include the IDs of parent jobs
 * themselves, whose nested jobs may not be loaded yet.
 */
export function seenValues(
  jobs: Iterable<BackupJob>,
  name: ListFilter | TextFilter,
  max = maxValues,
): SeenValue[] {
  const { field, isPattern, titleIn, valueIn } = filterRow(name);
  const seen = new Map<string, { jobs: number; title: string | undefined }>();
  for (const job of jobs) {
    const own = isPattern ? valueIn?.(job) : fieldIn(job, field);
    for (const value of new Set([own, valueIn?.(job)])) {
      if (!value) continue;
      const known = seen.get(value) ?? { jobs: 0, title: undefined };
      seen.set(value, {
        jobs: known.jobs + (own ? 1 : 0),
        title: known.title ?? (titleIn?.(job) || undefined),
      });
    }
  }
  return [...seen]
    .map(([value, { jobs: count, title }]) => ({ value, jobs: count, title }))
    .sort((one, other) => other.jobs - one.jobs || one.value.localeCompare(other.value))
    .slice(0, max);
}

/** A longer list is slow and of no use; the user can type any other value. */
const maxValues = 1000;
