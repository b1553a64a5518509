import type { JobFilter } from './jobFilter.js';
import type { JobPool } from './jobPool.js';
import type { JobSelection } from './jobSelection.js';
import type { ListedTime } from './listedPeriod.js';

/** A region of the connection that a panel shows the jobs of. */
export interface SubjectSession {
  /** The connection; see `JobReference`. */
  readonly key: string;
  readonly region: string;
  readonly pool: Pick<JobPool, 'knownList' | 'list' | 'loadAll' | 'readAt'> &
    Partial<Pick<JobPool, 'stored'>>;
  /** The times of creation of which the source lists all jobs; absent for AWS Backup. See `listedTimes`. */
  readonly listed?: readonly ListedTime[] | undefined;
  /** The time that the jobs of a history are of; absent for AWS Backup. */
  readonly history?: HistoryPeriod | undefined;
}

/** The time that the jobs of a history are of, in epoch milliseconds. A time that is not known is absent. */
export interface HistoryPeriod {
  /** When the first job was created. */
  readonly first?: number | undefined;
  /** The latest time at which anything is known of a job. */
  readonly last?: number | undefined;
  /**
   * For accounts that are known by reports about several: the times, in order, in which the reports name them
   * as often as usual. At other times, the reports may not be about the account.
   */
  readonly accounts?: ReadonlyMap<string, readonly ListedTime[]> | undefined;
}

/**
 * The jobs of a panel, such as the overview. It is captured in one step, so that nothing appears under the
 * name of another connection.
 */
export interface JobsSubject {
  readonly sessions: readonly SubjectSession[];
  readonly filter: JobFilter;
  /** The jobs of the filter, with relative times resolved. */
  readonly selection: JobSelection;
  /** The filter in words; empty if there is none. */
  readonly filterText: string;
}
