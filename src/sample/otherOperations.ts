import { readToken, writeToken } from './pageTokens.js';
import { choiceParameter, pageSizeParameter, textParameter } from './parameters.js';
import type { SampleVault } from './sampleAccount.js';
import type { ServiceContext } from './serviceContext.js';
import { ServiceError } from './serviceError.js';
import type { WireJob } from './wireJob.js';

/** A page of a short list: its items, and the token of the rest. */
interface Page<Item> {
  readonly items: readonly Item[];
  readonly nextToken: string | undefined;
}

/** One page of a list that is short enough to be rebuilt for each request. */
function pageOf<Item>(
  all: readonly Item[],
  maxResults: number,
  token: string | undefined,
  boundTo: string,
): Page<Item> {
  const start = token === undefined ? 0 : readToken(token, boundTo).before;
  const end = start + maxResults;
  const nowhere = { backupJobId: undefined, created: undefined };
  return {
    items: all.slice(start, end),
    nextToken: end < all.length ? writeToken({ place: nowhere, before: end }, boundTo) : undefined,
  };
}

/** The response of DescribeBackupJob: the job and, for a parent, the number of its nested jobs by state. */
export type DescribeBackupJobOutput = WireJob & {
  readonly ChildJobsInState?: Readonly<Record<string, number>> | undefined;
  readonly NumberOfChildJobs?: number | undefined;
};

/**
 * `GET /backup-jobs/{backupJobId}`. The operation has no account parameter, and AWS does not document whether
 * it finds jobs of the organization's other accounts: see `describesOtherAccounts`.
 *
 * @see https://docs.aws.amazon.com/aws-backup/latest/devguide/API_DescribeBackupJob.html
 */
export function describeBackupJob(context: ServiceContext, backupJobId: string): DescribeBackupJobOutput {
  const { accountId, jobs } = context.account;
  const now = context.now();
  const job = jobs.find(
    (candidate) =>
      candidate.backupJobId === backupJobId &&
      (context.describesOtherAccounts || (candidate.accountId ?? accountId) === accountId),
  );
  if (job === undefined) {
    throw new ServiceError('ResourceNotFoundException', 400, `Backup job ${backupJobId} cannot be found.`);
  }
  const wire = job.wire(now);
  if (wire.IsParent !== true) return wire;
  const children = jobs.filter((candidate) => candidate.parentJobId === backupJobId);
  const inState: Record<string, number> = {};
  for (const child of children) {
    const { state } = child.standing(now);
    if (state !== undefined) inState[state] = (inState[state] ?? 0) + 1;
  }
  return { ...wire, ChildJobsInState: inState, NumberOfChildJobs: children.length };
}

const vaultTypes = ['BACKUP_VAULT', 'LOGICALLY_AIR_GAPPED_BACKUP_VAULT', 'RESTORE_ACCESS_BACKUP_VAULT'];

/** The response of ListBackupVaults. */
export interface ListBackupVaultsOutput {
  readonly BackupVaultList: readonly SampleVault[];
  readonly NextToken: string | undefined;
}

/**
 * `GET /backup-vaults/`. No vault is shared with the sample account, so `shared=true` lists none.
 *
 * @see https://docs.aws.amazon.com/aws-backup/latest/devguide/API_ListBackupVaults.html
 */
export function listBackupVaults(
  context: ServiceContext,
  query: ReadonlyMap<string, string>,
): ListBackupVaultsOutput {
  const maxResults = pageSizeParameter(query, 'maxResults', 1000, context.defaultPageSize);
  const shared = choiceParameter(query, 'shared', ['true', 'false']);
  const vaultType = choiceParameter(query, 'vaultType', vaultTypes);
  const vaults = context.account.vaults
    .filter((vault) => shared !== 'true' && (vaultType ?? vault.VaultType) === vault.VaultType)
    .toSorted((one, other) => (one.BackupVaultName < other.BackupVaultName ? -1 : 1));
  const boundTo = `ListBackupVaults ${shared} ${vaultType}`;
  const page = pageOf(vaults, maxResults, textParameter(query, 'nextToken'), boundTo);
  return { BackupVaultList: page.items, NextToken: page.nextToken };
}
