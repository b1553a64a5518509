import {
  type ClientFilter,
  includesAllJobs,
  includesWholeResources,
  type JobSelection,
} from './jobSelection.js';
import type { ListedTime } from './listedPeriod.js';
import type { SubjectReadResult } from './readSubject.js';

/** Which jobs are known. The filter excludes some, and a read may be incomplete. */
export interface Coverage {
  /** Whether all jobs of the filter were read. */
  readonly isComplete: boolean;
  /** Whether no more jobs can be loaded. A history may still lack some. */
  readonly isReadToEnd: boolean;
  /** Whether all jobs of the filter that were created at a time or later were read. */
  readonly hasRead: (from: Date) => boolean;
  /** Whether all jobs of the filter that were created between two times were read. */
  readonly hasReadBetween: (from: Date, to: Date) => boolean;
  /** Whether the filter includes all times between two times. */
  readonly includes: (from: Date, to: Date) => boolean;
  /** Whether the filter depends on the outcome of a job. Shares and last good backups are then unknown. */
  readonly filtersByOutcome: boolean;
  /** Whether the filter excludes any job. */
  readonly isFiltered: boolean;
  /** Whether all jobs of each resource that has one are known. */
  readonly knowsResources: boolean;
  /** Whether the jobs are recent. Of old ones, it is not known what has ended since. */
  readonly isRecent: boolean;
  /** Whether each job shows whether it completed with issues. */
  readonly namesIssues: boolean;
  /** Set for a history: what it lacks cannot be loaded. */
  readonly isHistory?: true;
  /**
   * Of a history with all jobs of each resource in some times: these times, for each session in its order.
   */
  readonly provenTimes?: readonly ProvenTimes[] | undefined;
}

/** The times of creation, in epoch milliseconds, of which all jobs of a session are known. */
export interface ProvenTimes {
  /** In order and without overlaps. */
  readonly known: readonly ListedTime[];
  /** When the history ends. */
  readonly end: number;
  /** Set if the filter excludes resources. */
  readonly isFiltered?: true;
  /** See `HistoryPeriod`. */
  readonly accounts?: ReadonlyMap<string, readonly ListedTime[]> | undefined;
}

/**
 * The coverage of a selection that was read. A filter by completion time also excludes jobs that have not
 * ended.
 */
export function coverageOf(
  selection: JobSelection,
  { isComplete, readSince }: Pick<SubjectReadResult, 'isComplete' | 'readSince'>,
  isRecent = true,
): Coverage {
  const { parts } = selection;
  const hasRead = (from: Date) => isComplete || (readSince !== undefined && readSince <= from);
  return {
    isComplete,
    isReadToEnd: isComplete,
    namesIssues: true,
    isRecent,
    isFiltered: !includesAllJobs(selection),
    knowsResources: isComplete && includesWholeResources(selection),
    hasRead,
    hasReadBetween: hasRead,
    includes: (from, to) =>
      parts.every(
        ({ query: { completeAfter, completeBefore, createdAfter, createdBefore } }) =>
          (createdAfter === undefined || createdAfter <= from) &&
          (createdBefore === undefined || createdBefore >= to) &&
          completeAfter === undefined &&
          completeBefore === undefined,
      ),
    filtersByOutcome: parts.some(
      ({ query, clientFilters }) =>
        query.state !== undefined ||
        query.messageCategory !== undefined ||
        query.completeAfter !== undefined ||
        query.completeBefore !== undefined ||
        clientFilters.some(isByOutcome),
    ),
  };
}

function isByOutcome(clientFilter: ClientFilter): boolean {
  switch (clientFilter.keeps) {
    case 'ofField':
      return clientFilter.field === 'State';
    case 'oneOf':
      return clientFilter.filter === 'state' || clientFilter.filter === 'messageCategory';
    case 'ofMessage':
    case 'withIssues':
    case 'withoutIssues':
      return true;
  }
}
