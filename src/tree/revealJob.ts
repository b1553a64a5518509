import type * as vscode from 'vscode';
import { resourceKey } from '../jobs/attention.js';
import type { BackupJob } from '../jobs/backupJob.js';
import { selects } from '../jobs/jobSelection.js';
import { isOfHistory } from '../jobs/lastKnown.js';
import type { JobTreeProvider } from './jobTreeProvider.js';
import { isArchive, isBranch, type Row } from './rows.js';

/** The job to find, and the region to find it in. */
export interface SoughtJob {
  readonly job: BackupJob;
  readonly region: string;
}

export type RevealOptions = NonNullable<Parameters<vscode.TreeView<Row>['reveal']>[1]>;

/**
 * Expands the rows that lead to a job, from the top, and selects the job's row. Resolves to whether there is
 * one: the filter may exclude the job, or it may not be loaded yet.
 */
export async function revealJob(
  sought: SoughtJob,
  reveal: (row: Row, options: RevealOptions) => Promise<void>,
  provider: Pick<JobTreeProvider, 'rowsBelow'>,
): Promise<boolean> {
  let above: Row | undefined;
  for (let depth = 0; depth < maxDepth; depth++) {
    const rows = provider.rowsBelow(above);
    const own = rows.find((row) => row.kind === 'job' && isSame(row.job, sought));
    if (own !== undefined) {
      await reveal(own, { select: true, focus: true });
      return true;
    }
    const leading = rows.filter((row) => leadsTo(row, sought));
    above = leading.find((row) => isArchiveRow(row)) ?? leading[0];
    if (above === undefined) return false;
    await reveal(above, { select: false, focus: false, expand: true });
  }
  return false;
}

function leadsTo(row: Row, sought: SoughtJob): boolean {
  if (row.kind === 'chunk') return row.jobs.some((job) => isSame(job, sought));
  if (row.kind === 'outcome')
    return (
      row.branch.session.region === sought.region &&
      row.resources.some(({ key }) => key === resourceKey(sought.job))
    );
  // A job that needs attention is also below its own group.
  if (row.kind === 'attention' || !isBranch(row) || row.session.region !== sought.region) return false;
  // The filter of the tree selects the jobs of its archive, too.
  if (isArchiveRow(row) && !isOfHistory(sought.job)) return false;
  if (row.list.jobs().some((job) => isSame(job, sought))) return true;
  return row.kind === 'group' && selects(row.list.selection, sought.job);
}

function isArchiveRow(row: Row): boolean {
  return row.kind === 'group' && isArchive(row);
}

function isSame(job: BackupJob, sought: SoughtJob): boolean {
  return job.BackupJobId !== undefined && job.BackupJobId === sought.job.BackupJobId;
}

/** A region or an archive, three groups, four chunks, a parent job and its nested job, and one in reserve. */
const maxDepth = 11;
