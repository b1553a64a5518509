import type { BackupJob } from '../jobs/backupJob.js';
import type { AcceptTarget } from '../jobs/issueProposals.js';
import { unmadeRun } from '../schedule/acceptedFindings.js';
import { type GroupRow, isAttentionResource, isOutcomeResource, type MissedRow } from './rows.js';

/**
 * What a group offers to accept: below a resource that needs attention, what the row is about; else its
 * loaded jobs.
 */
export async function acceptTargetOfGroup(
  row: GroupRow,
  loadedJobs: () => Promise<readonly BackupJob[]>,
): Promise<AcceptTarget> {
  if (isAttentionResource(row))
    return { jobs: row.item.jobs, runs: row.findings.flatMap(({ series }) => series.map(runOf)) };
  if (isOutcomeResource(row)) return { jobs: row.outcome.jobs, runs: [] };
  return { jobs: await loadedJobs(), runs: [] };
}

/** The runs of some rows, which made no job. */
export function acceptTargetOfRuns(rows: readonly MissedRow[]): AcceptTarget {
  return { jobs: [], runs: rows.flatMap(({ finding }) => finding.series.map(runOf)) };
}

function runOf({ of }: MissedRow['finding']['series'][number]) {
  return unmadeRun(of);
}
