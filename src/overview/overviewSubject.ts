import type { JobFilter } from '../jobs/jobFilter.js';
import type { JobPool } from '../jobs/jobPool.js';
import type { JobSelection } from '../jobs/jobSelection.js';

/** A region of the connection whose jobs the overview counts. */
export interface OverviewSession {
  /** The connection; see `JobReference`. */
  readonly key: string;
  readonly region: string;
  readonly pool: Pick<JobPool, 'list' | 'loadAll' | 'readAt'>;
}

/**
 * What an overview counts. It is captured in one step, so that no figure appears under the name of another
 * connection.
 */
export interface OverviewSubject {
  readonly sessions: readonly OverviewSession[];
  readonly filter: JobFilter;
  /** The jobs of the filter, with relative times resolved. */
  readonly selection: JobSelection;
  /** The filter in words; empty if there is none. */
  readonly filterText: string;
}
