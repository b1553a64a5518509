import { type DescribedBackupJob, fieldsOf } from '../../jobs/backupJob.js';
import { isInProgress } from '../../jobs/jobStates.js';
import { type JobForm, type JobVersion, jobForms } from './historyTypes.js';
import { exactJson } from './taggedJson.js';

/** What decides which of two versions of a job is kept. */
export interface VersionRank {
  /** Whether the job can no longer change. */
  readonly isFinished: boolean;
  readonly asOf: number;
  /** Whether it was true at `asOf` or later. */
  readonly isAtLeast: boolean;
  /** The place in {@link jobForms}. */
  readonly form: number;
}

/** The rank of a version. */
export function rankOf({
  asOf,
  form,
  isAtLeast = false,
  job,
}: Pick<JobVersion, 'asOf' | 'form' | 'isAtLeast' | 'job'>): VersionRank {
  return { isFinished: !isInProgress(job), asOf, isAtLeast, form: formIndex(form) };
}

/**
 * Compares two versions of a job: positive if the first one is kept. This is a total order, so the order in
 * which versions arrive does not matter.
 *
 * 1. A finished state wins over an active one, because a job never becomes active again. A report that was
 *    read late, or with a wrong time, does not undo the end of a job.
 * 2. Of two finished versions, the one whose form says more wins, because a finished job hardly changes.
 *    Then the later one.
 * 3. Of two active versions, the later one wins. Then the one whose form says more.
 * 4. Of two versions that are equal in this, the one whose time is stated wins.
 *
 * 0 if only {@link compareContents} can decide.
 */
export function compareRanks(one: VersionRank, other: VersionRank): number {
  const byEnd = Number(one.isFinished) - Number(other.isFinished);
  const byTime = one.asOf - other.asOf;
  const byForm = one.form - other.form;
  const byStated = Number(other.isAtLeast) - Number(one.isAtLeast);
  return byEnd || (one.isFinished ? byForm || byTime : byTime || byForm) || byStated;
}

/** Decides between two versions of the same rank, by nothing but their contents. */
export function compareContents(one: DescribedBackupJob, other: DescribedBackupJob): number {
  const [first, second] = [contentOf(one), contentOf(other)];
  if (first === second) return 0;
  return first > second ? 1 : -1;
}

export function formIndex(form: JobForm): number {
  return jobForms.indexOf(form);
}

/** The form with this index. An index of a newer schema is the last one. */
export function formOf(index: number): JobForm {
  return jobForms[index] ?? 'whole';
}

function contentOf(job: DescribedBackupJob): string {
  return exactJson(Object.entries(fieldsOf(job)).sort(([one], [other]) => (one < other ? -1 : 1)));
}
