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
 * Whose jobs an overview is about, and which of them; taken in one step, so that no figure goes under
 * another's name.
 */
export interface OverviewSubject {
  readonly sessions: readonly OverviewSession[];
  readonly filter: JobFilter;
  /** What the filter asks for, at the time when it was asked. */
  readonly selection: JobSelection;
  /** The filter in words; empty where there is none. */
  readonly filterText: string;
}
