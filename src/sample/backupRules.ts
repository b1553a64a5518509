import type { Lifecycle, RecoveryPointCreator } from '../jobs/backupJob.js';
import { hexNoise, uuidNoise } from './random.js';
import type { SampleVault } from './sampleAccount.js';
import type { Ending } from './statusMessages.js';

/** A rule of a backup plan. Each account of the organization has its own copy. */
export interface BackupRule {
  readonly planName: string;
  readonly ruleName: string;
  readonly cron: string;
  readonly timezone: string;
  /** The time at which it runs, in minutes after midnight UTC, as `cron` and `timezone` say. */
  readonly minute: number;
  /** 0 is Sunday; absent for every day. */
  readonly weekday?: number;
  /** The milliseconds from the scheduled time until an unstarted job expires. */
  readonly startWindow: number;
  readonly vaultName: string;
  readonly lifecycle: Lifecycle;
  /** The same rule before the plan was edited. */
  readonly editOf?: BackupRule;
}

const hour = 3_600_000;
const lifecycle = { DeleteAfterDays: 35, OptInToArchiveForSupportedResources: false };

export const prodDaily: BackupRule = {
  planName: 'prod-daily',
  ruleName: 'daily-0300',
  cron: 'cron(0 3 ? * * *)',
  timezone: 'Etc/UTC',
  minute: 180,
  startWindow: 8 * hour,
  vaultName: 'prod-vault',
  lifecycle,
};
export const databasesNightly: BackupRule = {
  planName: 'databases',
  ruleName: 'nightly-kolkata',
  cron: 'cron(0 2 ? * * *)',
  timezone: 'Asia/Kolkata',
  minute: 20 * 60 + 30,
  startWindow: 2 * hour,
  vaultName: 'database-vault',
  lifecycle: {
    DeleteAfterDays: 365,
    MoveToColdStorageAfterDays: 30,
    OptInToArchiveForSupportedResources: true,
  },
};
export const devDaily: BackupRule = {
  planName: 'dev-daily',
  ruleName: 'daily-0430',
  cron: 'cron(30 4 ? * * *)',
  timezone: 'Etc/UTC',
  minute: 270,
  startWindow: hour,
  vaultName: 'dev-vault',
  lifecycle: { DeleteAfterDays: 7 },
};
export const efsAutomatic: BackupRule = {
  planName: 'aws/efs/automatic-backup-plan',
  ruleName: 'AutomaticBackup',
  cron: 'cron(0 5 ? * * *)',
  timezone: 'Etc/UTC',
  minute: 300,
  startWindow: 8 * hour,
  vaultName: 'aws/efs/automatic-backup-vault',
  lifecycle,
};
export const complianceWeekly: BackupRule = {
  planName: 'compliance',
  ruleName: 'saturday-air-gapped',
  cron: 'cron(0 6 ? * SAT *)',
  timezone: 'Etc/UTC',
  minute: 360,
  weekday: 6,
  startWindow: 12 * hour,
  vaultName: 'compliance-airgapped',
  lifecycle: { DeleteAfterDays: 2555, DeleteAfterEvent: 'DELETE_AFTER_COPY' },
};
/** Runs each hour. */
export const ordersHourly: BackupRule = {
  planName: 'orders',
  ruleName: 'hourly',
  cron: 'cron(0 * ? * * *)',
  timezone: 'Etc/UTC',
  minute: 0,
  startWindow: hour,
  vaultName: 'database-vault',
  lifecycle,
};
export const reportsNightly: BackupRule = {
  ...prodDaily,
  planName: 'reports',
  ruleName: 'nightly',
  cron: 'cron(15 2 ? * * *)',
  minute: 135,
};
const stagingBefore: BackupRule = {
  ...devDaily,
  planName: 'staging',
  ruleName: 'daily',
  cron: 'cron(0 22 ? * * *)',
  minute: 22 * 60,
};
export const stagingDaily: BackupRule = {
  ...stagingBefore,
  cron: 'cron(30 23 ? * * *)',
  minute: 23 * 60 + 30,
  editOf: stagingBefore,
};

const rules = [
  prodDaily,
  databasesNightly,
  devDaily,
  efsAutomatic,
  complianceWeekly,
  ordersHourly,
  reportsNightly,
  stagingBefore,
  stagingDaily,
];

/** An account of the sample organization: its vaults, plans and roles. */
export interface SampleOwner {
  readonly accountId: string;
  readonly region: string;
  readonly vaults: ReadonlyMap<string, SampleVault>;
  readonly creators: ReadonlyMap<BackupRule, RecoveryPointCreator>;
  /** The ending of a job without issues, with the account's spelling of the message category SUCCESS. */
  readonly completed: Ending;
  readonly seed: number;
}

/** Creates the vaults, plans and roles of an account. Times are epoch milliseconds. */
export function sampleOwner(
  accountId: string,
  region: string,
  completed: Ending,
  seed: number,
  now: number,
): SampleOwner {
  const vaultNames = [...new Set(['Default', ...rules.map((rule) => rule.vaultName)])];
  const home = `arn:aws:backup:${region}:${accountId}`;
  const ownerSeed = seed ^ Number(accountId.slice(0, 6));
  const vaults = vaultNames.map((name, index): [string, SampleVault] => {
    const isAirGapped = name === complianceWeekly.vaultName;
    const isLocked = isAirGapped || name === databasesNightly.vaultName;
    const created = (now - (400 + index * 31) * 24 * hour) / 1000;
    const vault: SampleVault = {
      BackupVaultArn: `${home}:backup-vault:${name}`,
      BackupVaultName: name,
      CreationDate: created,
      EncryptionKeyArn: `arn:aws:kms:${region}:${accountId}:key/${uuidNoise(ownerSeed, index).toLowerCase()}`,
      EncryptionKeyType: isAirGapped ? 'AWS_OWNED_KMS_KEY' : 'CUSTOMER_MANAGED_KMS_KEY',
      Locked: isLocked,
      NumberOfRecoveryPoints: 0,
      VaultState: 'AVAILABLE',
      VaultType: isAirGapped ? 'LOGICALLY_AIR_GAPPED_BACKUP_VAULT' : 'BACKUP_VAULT',
      ...(isLocked ? { LockDate: created + 259_200, MinRetentionDays: 7, MaxRetentionDays: 2555 } : {}),
    };
    return [name, vault];
  });
  const creators = rules.map((rule, index): [BackupRule, RecoveryPointCreator] => {
    const ruleIndex = rules.indexOf(rule.editOf ?? rule);
    const planId = uuidNoise(ownerSeed, ruleIndex, 1).toLowerCase();
    return [
      rule,
      {
        BackupPlanArn: `${home}:backup-plan:${planId}`,
        BackupPlanId: planId,
        BackupPlanName: rule.planName,
        BackupPlanVersion: Buffer.from(hexNoise(36, ownerSeed, index, 2)).toString('base64'),
        BackupRuleCron: rule.cron,
        BackupRuleId: uuidNoise(ownerSeed, ruleIndex, 3).toLowerCase(),
        BackupRuleName: rule.ruleName,
        BackupRuleTimezone: rule.timezone,
      },
    ];
  });
  return {
    accountId,
    region,
    vaults: new Map(vaults),
    creators: new Map(creators),
    completed,
    seed: ownerSeed,
  };
}
