import type { JobList } from '../jobs/jobList.js';
import type { JobPool } from '../jobs/jobPool.js';
import { includesAllJobs, selectionOf } from '../jobs/jobSelection.js';

/**
 * The list by which the resources of a list are judged: that of all jobs of its account, if it is complete
 * and as recent. One resource does not show whether its rule has stopped. Otherwise the list itself. Makes no
 * request.
 */
export function judgedListOf(list: JobList, pool: Pick<JobPool, 'knownList'>): JobList {
  if (includesAllJobs(list.selection)) return list;
  const accountId = list.selection.parts[0]?.query.accountId;
  const whole = pool.knownList(selectionOf(accountId === undefined ? {} : { accountId }));
  const isAsRecent = (whole.readAt?.elapsed ?? 0) >= (list.readAt?.elapsed ?? 0);
  return whole.isComplete && isAsRecent ? whole : list;
}
