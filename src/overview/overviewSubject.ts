import type { JobFilter } from '../jobs/jobFilter.js';
import type { JobPool } from '../jobs/jobPool.js';
import type { JobSelection } from '../jobs/jobSelection.js';

/** A region of the connection whose jobs the overview counts. */
export interface OverviewSession {
  /** Names the connection; see `JobReference`. */
  readonly key: string;
  readonly region: string;
  readonly pool: Pick<JobPool, 'list' | 'loadAll' | 'readAt'>;
}

/**
 * The sessions and the filter that an overview counts, captured in one step so that no figure appears under
 * the name of another connection.
 */
export interface OverviewSubject {
  readonly sessions: readonly OverviewSession[];
  readonly filter: JobFilter;
  /** What the filter asks for, at the time when it was asked. */
  readonly selection: JobSelection;
  /** The filter in words; empty where there is none. */
  readonly filterText: string;
}
