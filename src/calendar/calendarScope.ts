import type { JobPlace } from '../jobs/jobReader.js';
import type { JobsSubject } from '../jobs/jobsSubject.js';

/** The jobs of a group of the tree, which a calendar shows instead of those of the tree's filter. */
export interface CalendarScope extends Omit<JobsSubject, 'sessions'> {
  readonly place: JobPlace;
}
