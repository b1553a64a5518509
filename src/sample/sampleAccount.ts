import type { HeldJob } from './wireJob.js';

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
