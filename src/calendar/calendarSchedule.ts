import type { Coverage } from '../jobs/coverage.js';
import type { JobList } from '../jobs/jobList.js';
import type { JobsSubject } from '../jobs/jobsSubject.js';
import { judgedListOf } from '../schedule/judgedList.js';
import type { ScheduleReport } from '../schedule/scheduleReport.js';
import { subjectSchedule } from '../schedule/subjectSchedule.js';

/**
 * What the jobs prove about missed runs. A part of the jobs of a resource, such as those of a vault, proves
 * nothing by itself, but the tree may have loaded all jobs of the account. Undefined if not all jobs of each
 * resource are known. Makes no request. Rejects with the signal's reason when it aborts.
 *
 * @param lists the lists of the subject's sessions, in their order
 */
export async function calendarSchedule(
  subject: JobsSubject,
  lists: readonly JobList[],
  coverage: Coverage,
  signal: AbortSignal,
): Promise<ScheduleReport | undefined> {
  const isWholeKnown =
    coverage.isComplete &&
    subject.sessions.every(({ pool }, place) => {
      const list = lists[place];
      return list !== undefined && judgedListOf(list, pool) !== list;
    });
  const knowsResources = coverage.knowsResources || isWholeKnown;
  return subjectSchedule(subject, lists, { ...coverage, knowsResources }, signal);
}
