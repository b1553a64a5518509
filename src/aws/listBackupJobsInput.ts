import type { ListBackupJobsCommandInput } from '@aws-sdk/client-backup';
import { parameterOf, type ServiceFilter } from '../jobs/filterTable.js';
import { type JobQuery, jobQueryFilters } from '../jobs/jobQuery.js';
import type { PageRequest } from '../jobs/jobSource.js';

type FilterParameters = {
  readonly [Name in ServiceFilter as `By${Capitalize<Name>}` &
    keyof ListBackupJobsCommandInput]: JobQuery[Name];
};

/**
 * The parameters of ListBackupJobs. Empty values are omitted: `state=` would select jobs without a state.
 */
export function listBackupJobsInput(
  query: JobQuery,
  page: Omit<PageRequest, 'signal'>,
): ListBackupJobsCommandInput {
  const filters = jobQueryFilters.map((name) => [parameterOf(name), query[name]]);
  // The type makes the compiler report a filter of the SDK that the table lacks.
  const input: Record<keyof ListBackupJobsCommandInput, string | number | Date | undefined> = {
    ...(Object.fromEntries(filters) as FilterParameters),
    MaxResults: page.maxResults,
    NextToken: page.nextToken,
  };
  const present = Object.entries(input).filter(([, value]) => value !== undefined && value !== '');
  return Object.fromEntries(present);
}
