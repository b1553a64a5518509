import type { DescribedBackupJob } from '../jobs/backupJob.js';
import { isJobReference, type JobReference } from '../jobs/jobReader.js';
import { isRow, type JobRow } from '../tree/rows.js';

/** The job that a command is about. A job to which AWS gave no id has no reference, for it cannot be asked for. */
export interface JobTarget {
  readonly reference: JobReference | undefined;
  readonly job?: DescribedBackupJob | undefined;
}

/** Where a command finds the job that it is about. */
export interface JobTargets {
  /** The row that is selected in the tree. */
  readonly selected: () => JobRow | undefined;
  /** The job whose panel has the focus, as the panel knows it: no list need hold it. */
  readonly inPanel: () => JobTarget | undefined;
  readonly referenceTo: (row: JobRow) => JobReference | undefined;
  readonly listed: (reference: JobReference) => DescribedBackupJob | undefined;
}

/** The job of the row or the reference that a command was called with, else of the panel in use, else of the selected row. */
export function jobTarget(argument: unknown, targets: JobTargets): JobTarget | undefined {
  if (isRow(argument, 'job')) return rowTarget(argument, targets);
  if (isJobReference(argument)) return { reference: argument, job: targets.listed(argument) };
  const row = targets.selected();
  return targets.inPanel() ?? (row && rowTarget(row, targets));
}

/** The job of a row. */
export function rowTarget(row: JobRow, targets: JobTargets): JobTarget {
  return { reference: targets.referenceTo(row), job: row.job };
}
