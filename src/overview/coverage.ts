import type { ClientFilter, JobSelection } from '../jobs/jobSelection.js';
import type { OverviewReading } from './readOverview.js';

/** What the jobs at hand can tell, and what the filter or an unfinished read keeps from them. */
export interface Coverage {
  /** Whether all that the filter asks for was read. */
  readonly isComplete: boolean;
  /** Whether all jobs that were created from a time on, and that the filter asks for, were read. */
  readonly hasRead: (from: Date) => boolean;
  /** Whether the filter lets all times from one to another pass. */
  readonly letsPass: (from: Date, to: Date) => boolean;
  /**
   * Whether the filter chooses by how a job has fared: then its jobs tell no share, and no resource's last
   * good backup.
   */
  readonly choosesOutcome: boolean;
}

/**
 * The coverage of a selection that was read so far. A filter of completion times leaves out what has not
 * ended.
 */
export function coverageOf(
  { parts }: JobSelection,
  { isComplete, readSince }: Pick<OverviewReading, 'isComplete' | 'readSince'>,
): Coverage {
  return {
    isComplete,
    hasRead: (from) => isComplete || (readSince !== undefined && readSince <= from),
    letsPass: (from, to) =>
      parts.every(
        ({ query: { completeAfter, completeBefore, createdAfter, createdBefore } }) =>
          (createdAfter === undefined || createdAfter <= from) &&
          (createdBefore === undefined || createdBefore >= to) &&
          completeAfter === undefined &&
          completeBefore === undefined,
      ),
    choosesOutcome: parts.some(
      ({ query, clientFilters }) =>
        query.state !== undefined ||
        query.messageCategory !== undefined ||
        query.completeAfter !== undefined ||
        query.completeBefore !== undefined ||
        clientFilters.some(choosesByOutcome),
    ),
  };
}

function choosesByOutcome(clientFilter: ClientFilter): boolean {
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
