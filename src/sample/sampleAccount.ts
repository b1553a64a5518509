import { type GivenJob, type HeldJob, heldJob, newestFirst } from './wireJob.js';

/** The caller's account where none is given: the example account of AWS's own pages. */
export const sampleAccountId = '111122223333';
/** The region where none is given. */
export const sampleRegion = 'us-east-1';

/** A vault as ListBackupVaults tells it. Times are epoch seconds. */
export interface SampleVault {
  readonly BackupVaultArn?: string;
  readonly BackupVaultName: string;
  readonly CreationDate?: number;
  readonly CreatorRequestId?: string;
  readonly EncryptionKeyArn?: string;
  readonly EncryptionKeyType?: string;
  readonly LockDate?: number;
  readonly Locked?: boolean;
  readonly MaxRetentionDays?: number;
  readonly MinRetentionDays?: number;
  readonly NumberOfRecoveryPoints?: number | bigint;
  readonly VaultState?: string;
  readonly VaultType?: string;
}

/** What the service serves. It reads the members at each request, so that an account may change between two. */
export interface SampleAccount {
  /** The caller's own account. */
  readonly accountId: string;
  readonly region: string;
  /** Newest first; see {@link newestFirst}. Jobs of other accounts are those of its organisation. */
  readonly jobs: readonly HeldJob[];
  /** Of the caller's own account. */
  readonly vaults: readonly SampleVault[];
}

/** An account of jobs that its owner may put others in the place of. */
export interface GivenAccount extends SampleAccount {
  replaceJobs(jobs: Iterable<GivenJob>): void;
}

/**
 * An account of the given jobs, as they are: nothing is added to a job and nothing is checked.
 * Its vaults are those that the jobs name, unless they are given.
 */
export function accountOf(
  jobs: Iterable<GivenJob>,
  options: {
    readonly accountId?: string;
    readonly region?: string;
    readonly vaults?: readonly SampleVault[];
  } = {},
): GivenAccount {
  const { accountId = sampleAccountId, region = sampleRegion, vaults } = options;
  let held = hold(jobs);
  return {
    accountId,
    region,
    get jobs() {
      return held;
    },
    get vaults() {
      return vaults ?? vaultsOf(held.filter((job) => (job.accountId ?? accountId) === accountId));
    },
    replaceJobs: (others) => {
      held = hold(others);
    },
  };
}

function hold(jobs: Iterable<GivenJob>): readonly HeldJob[] {
  return [...jobs].map(heldJob).sort(newestFirst);
}

function vaultsOf(jobs: readonly HeldJob[]): readonly SampleVault[] {
  const names = new Set(jobs.map((job) => job.backupVaultName).filter((name) => name !== undefined));
  return [...names].map((name) => ({ BackupVaultName: name }));
}
