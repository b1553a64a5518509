import type { Coverage } from '../jobs/coverage.js';
import type { JobList } from '../jobs/jobList.js';
import { selectionOf } from '../jobs/jobSelection.js';
import type { JobsSubject } from '../jobs/jobsSubject.js';
import type { ScheduleReport } from '../schedule/scheduleReport.js';
import { subjectSchedule } from '../schedule/subjectSchedule.js';

/**
 * What the jobs prove about missed runs. The tree may have loaded all jobs of the account: then these count.
 * A part of them, such as the jobs of a vault, proves nothing, and one resource does not show whether its
 * rule has stopped. Undefined if not all jobs of each resource are known. Makes no request. Rejects with the
 * signal's reason when it aborts.
 *
 * @param lists the lists of the subject's sessions, in their order
 */
export async function calendarSchedule(
  subject: JobsSubject,
  lists: readonly JobList[],
  coverage: Coverage,
  signal: AbortSignal,
): Promise<ScheduleReport | undefined> {
  const accountId = subject.selection.parts[0]?.query.accountId;
  const all = selectionOf(accountId === undefined ? {} : { accountId });
  const isWhole = !coverage.isFiltered || !coverage.isComplete || !coverage.isRecent;
  const whole = isWhole ? lists : subject.sessions.map(({ pool }) => pool.knownList(all));
  const isKnown = whole.every((list, place) => list.isComplete && !isOlder(list, lists[place]));
  if (isWhole || (coverage.knowsResources && !isKnown))
    return subjectSchedule(subject, lists, coverage, signal);
  return isKnown ? subjectSchedule(subject, whole, { ...coverage, knowsResources: true }, signal) : undefined;
}

/** Whether one list was read before another: it may lack jobs that the other has. */
function isOlder({ readAt: one }: JobList, other: JobList | undefined): boolean {
  return (one?.elapsed ?? 0) < (other?.readAt?.elapsed ?? 0);
}
