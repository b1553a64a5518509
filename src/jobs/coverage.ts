import type { ClientFilter, JobSelection, SelectionPart } from './jobSelection.js';
import type { SubjectReadResult } from './readSubject.js';

/** Which jobs are known. The filter excludes some, and a read may be incomplete. */
export interface Coverage {
  /** Whether all jobs of the filter were read. */
  readonly isComplete: boolean;
  /** Whether all jobs of the filter that were created at a time or later were read. */
  readonly hasRead: (from: Date) => boolean;
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
}

/**
 * The coverage of a selection that was read. A filter by completion time also excludes jobs that have not
 * ended.
 */
export function coverageOf(
  { parts }: JobSelection,
  { isComplete, readSince }: Pick<SubjectReadResult, 'isComplete' | 'readSince'>,
  isRecent = true,
): Coverage {
  return {
    isComplete,
    isRecent,
    isFiltered: !parts.some((part) => excludesOnly(part, [])),
    knowsResources: isComplete && parts.some((part) => excludesOnly(part, ['resourceArn', 'resourceType'])),
    hasRead: (from) => isComplete || (readSince !== undefined && readSince <= from),
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

/** Whether only these filters of a part exclude jobs. That of the account is no choice of the user. */
function excludesOnly(
  { clientFilters, query: { accountId, ...query } }: SelectionPart,
  names: readonly string[],
): boolean {
  return (
    clientFilters.length === 0 &&
    Object.entries(query).every(([name, value]) => value === undefined || names.includes(name))
  );
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
