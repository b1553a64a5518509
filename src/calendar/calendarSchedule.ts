import type { Coverage } from '../jobs/coverage.js';
import type { JobList } from '../jobs/jobList.js';
import { selectionOf } from '../jobs/jobSelection.js';
import type { JobsSubject } from '../jobs/jobsSubject.js';
import type { ScheduleReport } from '../schedule/scheduleReport.js';
import { subjectSchedule } from '../schedule/subjectSchedule.js';

/**
 * What the jobs prove about missed runs. A part of the jobs, such as those of a vault, proves nothing, but
 * the tree may have loaded all jobs of the account. Undefined if they are not all known. Makes no request.
 * Rejects with the signal's reason when it aborts.
 *
 * @param lists the lists of the subject's sessions, in their order
 */
export async function calendarSchedule(
  subject: JobsSubject,
  lists: readonly JobList[],
  coverage: Coverage,
  signal: AbortSignal,
): Promise<ScheduleReport | undefined> {
  if (coverage.knowsResources || !coverage.isComplete || !coverage.isRecent)
    return subjectSchedule(subject, lists, coverage, signal);
  const accountId = subject.selection.parts[0]?.query.accountId;
  const all = selectionOf(accountId === undefined ? {} : { accountId });
  const whole = subject.sessions.map(({ pool }) => pool.knownList(all));
  if (!whole.every(({ isComplete }) => isComplete)) return undefined;
  return subjectSchedule(subject, whole, { ...coverage, knowsResources: true }, signal);
}
