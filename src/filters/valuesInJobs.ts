import type { BackupJob } from '../jobs/backupJob.js';
import { filterRow, type ListFilter, type TextFilter } from '../jobs/filterTable.js';
import { fieldIn } from '../jobs/jobField.js';

/** A value that loaded jobs hold. */
export interface SeenValue {
  readonly value: string;
  /** How many of the loaded jobs the filter by it keeps. */
  readonly jobs: number;
  /** What the jobs call it, where they do. */
  readonly title: string | undefined;
}

/**
 * The values of a filter that the loaded jobs hold, the most frequent first, at most `limit` of them. A job
 * that completed with issues is in two states. A parent is offered itself, and the filter by it keeps its
 * nested jobs.
 */
export function seenValues(
  jobs: Iterable<BackupJob>,
  name: ListFilter | TextFilter,
  limit: number = maxValues,
): SeenValue[] {
  const { field, titleIn, valueIn } = filterRow(name);
  const seen = new Map<string, { jobs: number; title: string | undefined }>();
  for (const job of jobs) {
    const own = fieldIn(job, field);
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
    .slice(0, limit);
}

/** A longer list is slow and helps nobody; any other value can be typed. */
const maxValues = 1000;
