import type { JobPlace } from '../jobs/jobReader.js';
import type { JobsSubject } from '../jobs/jobsSubject.js';

/**
 * The jobs of a row of the tree or of a resource, which a calendar shows instead of those of the tree's
 * filter.
 */
export interface CalendarScope extends Omit<JobsSubject, 'sessions'> {
  /** Absent for all regions of the connection. */
  readonly place?: JobPlace | undefined;
}
