import type { ListBackupJobsCommandInput } from '@aws-sdk/client-backup';
import type { JobQuery } from '../jobs/jobQuery.js';
import type { PageRequest } from '../jobs/jobSource.js';

/**
 * The thirteen parameters of ListBackupJobs. What is absent is left out, and so is what is empty: the service
 * would be sent `state=` and asked for jobs in no state.
 */
export function listBackupJobsInput(
  query: JobQuery,
  page: Omit<PageRequest, 'signal'>,
): ListBackupJobsCommandInput {
  const input: Record<keyof ListBackupJobsCommandInput, string | number | Date | undefined> = {
    ByAccountId: query.accountId,
    ByBackupVaultName: query.backupVaultName,
    ByCompleteAfter: query.completeAfter,
    ByCompleteBefore: query.completeBefore,
    ByCreatedAfter: query.createdAfter,
    ByCreatedBefore: query.createdBefore,
    ByMessageCategory: query.messageCategory,
    ByParentJobId: query.parentJobId,
    ByResourceArn: query.resourceArn,
    ByResourceType: query.resourceType,
    ByState: query.state,
    MaxResults: page.maxResults,
    NextToken: page.nextToken,
  };
  const given = Object.entries(input).filter(([, value]) => value !== undefined && value !== '');
  return Object.fromEntries(given);
}
