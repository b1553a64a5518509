import { noKnownIssues } from '../jobs/acceptedIssues.js';
import { acceptedFailures } from '../jobs/acceptedItems.js';
import { stateDimension } from '../jobs/dimensions.js';
import { narrowSelection } from '../jobs/grouping.js';
import type { JobCount } from '../jobs/jobList.js';
import { badStates } from '../jobs/jobStates.js';
import type { GroupRow } from './rows.js';

/** The jobs of a group, those of them that made no complete backup, and those of these that are accepted. */
export interface GroupCounts {
  readonly count: JobCount;
  readonly bad: JobCount;
  /** Undefined if that is not known: the source has counted the jobs, and not all of them are loaded. */
  readonly accepted: number | undefined;
}

/** The counts of the group's own list, or of the list above it if that has more of its jobs. */
export function countsOf(row: GroupRow, known = noKnownIssues): GroupCounts {
  const counts = jobCountsOf(row);
  if (known.issues.length === 0 || counts.bad.known === 0) return { ...counts, accepted: 0 };
  const { count, accepted, isCounted, selection } = row.group;
  if (isCounted && !row.session.pool.isComplete(selection)) return { ...counts, accepted: undefined };
  // The list above has counted them.
  if (count.isExact && accepted !== undefined) return { ...counts, accepted };
  return { ...counts, accepted: Math.max(accepted ?? 0, acceptedFailures(row.list.jobs(), known)) };
}

function jobCountsOf(row: GroupRow): Omit<GroupCounts, 'accepted'> {
  const { count } = row.group;
  if (count.isExact) return { count, bad: { known: row.group.bad, isExact: true } };
  const { list } = row;
  if (list.isComplete) return { count: list.count(), bad: { known: list.bad, isExact: true } };
  // Includes jobs that were loaded below the group. A group that was never expanded has none.
  const hasBegun = list.hasStarted || list.state.name !== 'idle';
  const inPool = hasBegun ? row.session.pool.knownOf(list.selection) : undefined;
  const bad = badOf(row, inPool?.bad ?? 0);
  return {
    count: {
      known: Math.max(list.jobs().length, count.known, inPool?.known ?? 0, bad.known),
      isExact: false,
    },
    bad,
  };
}

/**
 * How many jobs of a group are bad, if not all of its jobs are known. Its subgroups of bad states may be
 * complete.
 */
function badOf({ group, list, session }: GroupRow, inPool: number): JobCount {
  const known = Math.max(list.bad, group.bad, inPool);
  if (group.dimension.name === stateDimension.name) return { known, isExact: false };
  const reads = badStates.map((state) => {
    const selection = narrowSelection(group.selection, stateDimension, state);
    // The group has no such jobs.
    return selection === undefined ? { known: 0, isExact: true } : session.pool.countRead(selection);
  });
  const read = reads.reduce((sum, one) => sum + (one?.known ?? 0), 0);
  return { known: Math.max(known, read), isExact: read >= known && reads.every((one) => one?.isExact) };
}
