import type { JobListing } from '../jobs/jobReader.js';

/**
 * Whether a listing has all jobs and is of today. A panel may be open for days, and jobs that were created
 * after the read are not in its listing.
 */
export function isCompleteToday({ isComplete, readAt }: JobListing, now: Date): boolean {
  return isComplete && (readAt === undefined || readAt.toDateString() === now.toDateString());
}
