import type { BackupJob } from '../jobs/backupJob.js';
import type { AcceptTarget } from '../jobs/issueProposals.js';
import { unmadeRun } from '../schedule/acceptedFindings.js';
import { type GroupRow, isAttentionResource, isOutcomeResource, type MissedRow } from './rows.js';

/**
 * What a group offers to accept: of a resource that needs attention, or has an outcome, what is wrong and not
 * accepted; else its loaded jobs.
 */
export async function acceptTargetOfGroup(
  row: GroupRow,
  loadedJobs: () => Promise<readonly BackupJob[]>,
): Promise<AcceptTarget> {
  if (isAttentionResource(row))
    return { jobs: row.item.jobs, runs: row.findings.flatMap(({ series }) => series.map(runOf)) };
  if (isOutcomeResource(row)) {
    const { jobs, open } = row.outcome;
    return open.jobs.length + open.runs.length > 0 ? open : { jobs, runs: [] };
  }
  return { jobs: await loadedJobs(), runs: [] };
}

/** The runs of some rows, which made no job. */
export function acceptTargetOfRuns(rows: readonly MissedRow[]): AcceptTarget {
  return { jobs: [], runs: rows.flatMap(({ finding }) => finding.series.map(runOf)) };
}

function runOf({ of }: MissedRow['finding']['series'][number]) {
  return unmadeRun(of);
}
