import { acceptIssue } from '../commands/acceptIssue.js';
import { listKnownIssues } from '../commands/listKnownIssues.js';
import type { AcceptTarget } from '../jobs/issueProposals.js';
import { placeOf, referenceIn } from '../jobs/jobReader.js';
import type { JobTarget } from '../jobs/jobTarget.js';
import { acceptTargetOfGroup, acceptTargetOfRuns } from '../tree/acceptTarget.js';
import { type GroupRow, isRow, type Row } from '../tree/rows.js';
import type { AppParts } from './appParts.js';

/** Accepts jobs as a known issue. */
export async function acceptJobs(jobs: readonly JobTarget[], app: AppParts): Promise<void> {
  await acceptTarget({ jobs: jobs.flatMap(({ job }) => job ?? []), runs: [] }, app);
}

/** Accepts the failures of a group as a known issue. */
export async function acceptGroup(group: GroupRow, app: AppParts): Promise<void> {
  const loaded = async () => (await app.tree.loadedJobs(group)).flatMap(({ jobs }) => jobs);
  await acceptTarget(await acceptTargetOfGroup(group, loaded), app);
}

/** Accepts runs that made no job. If several are selected, it is called for each, and accepts all at once. */
export async function acceptRow(row: Row, app: AppParts): Promise<void> {
  const { selection } = app.tree;
  const rows = (selection.includes(row) ? selection : [row]).filter((one) => isRow(one, 'missed'));
  if (rows[0] === row) await acceptTarget(acceptTargetOfRuns(rows), app);
}

/** Lists all known issues. */
export async function showKnownIssues({ panels, sessions, tree }: AppParts): Promise<void> {
  await listKnownIssues({
    loaded: () =>
      sessions.current.map((session) => ({
        jobs: session.pool.knownJobs(),
        targetOf: (job) => ({
          job,
          reference: referenceIn(session, job.BackupJobId),
          place: placeOf(session),
        }),
      })),
    acceptedRuns: (known) => tree.acceptedRuns(known),
    openJob: (job) => panels.open(job, { preserveFocus: false }),
  });
}

/** Accepts jobs or runs that made no job as a known issue. */
export async function acceptTarget(target: AcceptTarget, { knownJobs, tree }: AppParts): Promise<void> {
  await acceptIssue(target, { knownJobs, acceptedRuns: (known) => tree.acceptedRuns(known) });
}
