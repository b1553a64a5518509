import type { JobVersion } from '../../../src/history/store/historyTypes.js';

/**
 * Jobs of some resources, each once a night, nearly in the order of their creation. With 2,500 resources, a
 * million jobs are those of 400 days. One in a thousand was started by hand, hours after a run that made no
 * job.
 */
export function versionsOf(first: number, length: number, resources = 2500): JobVersion[] {
  return Array.from({ length }, (_, place) => versionOf(first + place, resources));
}

function versionOf(place: number, resources: number): JobVersion {
  const resource = place % resources;
  const day = Math.floor(place / resources);
  const isByHand = uuidOf('hand', place) < '004';
  const night = firstDay + day * 86_400_000 + Math.floor((resource * nightMs) / resources);
  const created = night + (isByHand ? handMs : 0);
  const account = String(111_122_223_330 + (resource % 5));
  const region = jobRegions[resource % jobRegions.length] ?? '';
  const id = uuidOf('job', place);
  const vault = `vault-${resource % 20}`;
  const type = types[resource % types.length] ?? '';
  const isFailed = uuidOf('fate', place) < '0c';
  const prefix = `arn:aws:backup:${region}:${account}`;
  const ended = created + 600_000 + (place % 97) * 61_234;
  return {
    region,
    asOf: ended + 3_600_000,
    form: 'whole',
    job: {
      AccountId: account,
      BackupJobId: id.toUpperCase(),
      BackupVaultName: vault,
      BackupVaultArn: `${prefix}:backup-vault:${vault}`,
      VaultType: 'BACKUP_VAULT',
      VaultLockState: 'NONE',
      RecoveryPointArn: isFailed ? undefined : `${prefix}:recovery-point:${uuidOf('point', place)}`,
      EncryptionKeyArn: `arn:aws:kms:${region}:${account}:key/${uuidOf('key', resource % 20)}`,
      IsEncrypted: true,
      ResourceArn: `arn:aws:${type.toLowerCase()}:${region}:${account}:resource/${type}-${resource}`,
      ResourceName: `${type.toLowerCase()}-${resource}`,
      ResourceType: type,
      CreationDate: new Date(created),
      InitiationDate: new Date(created + 30_123),
      CompletionDate: new Date(ended),
      StartBy: new Date(created + 28_800_000),
      ExpectedCompletionDate: new Date(ended + 120_000),
      State: isFailed ? 'FAILED' : 'COMPLETED',
      MessageCategory: isFailed ? 'AccessDenied' : 'SUCCESS',
      StatusMessage: isFailed
        ? `The role arn:aws:iam::${account}:role/nightly may not back up ${uuidOf('message', place)}`
        : undefined,
      PercentDone: '100.0',
      BackupSizeInBytes: 1_000_000_000 + place * 4099,
      BytesTransferred: 1_000_000 + (place % 1000) * 9973,
      BackupType: 'SNAPSHOT',
      IamRoleArn: `arn:aws:iam::${account}:role/nightly`,
      IsParent: false,
      CreatedBy: isByHand
        ? undefined
        : {
            BackupPlanArn: `${prefix}:backup-plan:${uuidOf('plan', resource % 40)}`,
            BackupPlanId: uuidOf('plan', resource % 40),
            BackupPlanName: `plan-${resource % 40}`,
            BackupPlanVersion: uuidOf('version', (resource % 40) + 40 * Math.floor(day / 60)),
            BackupRuleId: uuidOf('rule', resource % 40),
            BackupRuleName: 'nightly',
            BackupRuleCron: 'cron(0 5 ? * * *)',
            BackupRuleTimezone: 'Etc/UTC',
          },
      RecoveryPointLifecycle: { DeleteAfterDays: 35 },
    },
  };
}

/** A UUID that is always the same for a name and a number. Much faster than a hash of `node:crypto`. */
function uuidOf(name: string, number: number): string {
  let state = number;
  for (let place = 0; place < name.length; place++) state = mixed(state + name.charCodeAt(place));
  let digits = '';
  for (let part = 1; part <= 4; part++) {
    state = mixed(state + part * 0x9e3779b9);
    digits += state.toString(16).padStart(8, '0');
  }
  return `${digits.slice(0, 8)}-${digits.slice(8, 12)}-${digits.slice(12, 16)}-${digits.slice(16, 20)}-${digits.slice(20)}`;
}

/** A number of 32 bits in which every bit of another one changes about half of the bits. */
function mixed(number: number): number {
  let value = number;
  value = Math.imul(value ^ (value >>> 16), 0x85ebca6b);
  value = Math.imul(value ^ (value >>> 13), 0xc2b2ae35);
  return (value ^ (value >>> 16)) >>> 0;
}

/** How long the jobs of a night take to start. */
const nightMs = 10_000_000;
const firstDay = Date.UTC(2025, 9, 1, 5);
/** How long after its night a job is started by hand. */
const handMs = 40_000_000;
const jobRegions = ['eu-west-1', 'us-east-1', 'ap-southeast-2'];
const types = ['EBS', 'EC2', 'S3', 'RDS', 'DynamoDB', 'EFS'];
