import type { JobListing } from '../jobs/jobReader.js';
import { isOfHistory } from '../jobs/lastKnown.js';

/**
 * Whether a listing has all jobs and is of today. A panel may be open for days, and jobs that were created
 * after the read are not in its listing.
 */
export function isCompleteToday({ isComplete, jobs, readAt }: JobListing, now: Date): boolean {
  // Of the time after a history and of its gaps, nothing is known.
  if (jobs.some(isOfHistory)) return false;
  return isComplete && (readAt === undefined || readAt.toDateString() === now.toDateString());
}
