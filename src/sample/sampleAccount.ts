import { type GivenJob, type HeldJob, heldJob, newestFirst } from './wireJob.js';

/** The default account: the example account of AWS's documentation. */
export const sampleAccountId = '111122223333';
/** The default region. */
export const sampleRegion = 'us-east-1';

/** A vault as in ListBackupVaults. Times are epoch seconds. */
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

/**
 * What the service serves. It reads the members at each request, so an account may change between requests.
 */
export interface SampleAccount {
  /** The caller's own account. */
  readonly accountId: string;
  readonly region: string;
  /** Newest first; see {@link newestFirst}. Jobs of other accounts belong to its organization. */
  readonly jobs: readonly HeldJob[];
  /** Of the caller's own account. */
  readonly vaults: readonly SampleVault[];
}

/** An account whose owner may replace its jobs. */
export interface GivenAccount extends SampleAccount {
  replaceJobs(jobs: Iterable<GivenJob>): void;
}

/**
 * An account with the given jobs, unchanged and unchecked. Its vaults are those of the jobs, unless they are
 * given.
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
