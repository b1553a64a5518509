// Fills a history, or reads one that another process has filled, and prints what that took as JSON:
// `node history.js fill|read FILE COUNT`. It needs a Node with `node:sqlite`.
import { createHash } from 'node:crypto';
import { statSync } from 'node:fs';
import type { HistoryDatabase } from '../../../src/history/store/historyDatabase.js';
import type { JobVersion } from '../../../src/history/store/historyTypes.js';
import { openHistory } from '../../../src/history/store/openHistory.js';
import { median } from '../bench.js';

/** What filling a history took. */
export interface FillReport {
  readonly importSeconds: number;
  /** A page of 1,000 new jobs, stored on its own at the end. */
  readonly storePageMs: number;
  readonly bytes: number;
  readonly peakMb: number;
}

/** What reading a history takes, in milliseconds. */
export interface ReadReport {
  /** Opening, and counting by vault and state. */
  readonly reopenMs: number;
  /** 1,000 jobs of a vault and state, in the middle of the list. */
  readonly pageMs: number;
  readonly lastGoodMs: number;
  readonly countByTypeMs: number;
  readonly countByPlanMs: number;
  readonly countByDayMs: number;
  readonly peakMb: number;
}

const [, , what, file = '', count = '0'] = process.argv;

function fill(jobs: number): FillReport {
  const { database } = openHistory(file);
  let spent = 0;
  for (let first = 0; first < jobs; first += batchSize) {
    const versions = versionsOf(first, Math.min(batchSize, jobs - first));
    const before = performance.now();
    database.put(versions);
    spent += performance.now() - before;
  }
  const pages = Array.from({ length: 5 }, (_, page) => versionsOf(jobs + page * 1000, 1000));
  const storePageMs = median(pages.map((versions) => timeOf(() => database.put(versions))));
  database.close();
  return { importSeconds: spent / 1000, storePageMs, bytes: statSync(file).size, peakMb: peakMb() };
}

function read(): ReadReport {
  const before = performance.now();
  const { database } = openHistory(file);
  database.count({ query: {} }, ['BackupVaultName', 'State']);
  const reopenMs = performance.now() - before;
  const query = { backupVaultName: 'vault-3', state: 'COMPLETED' };
  const { nextToken } = middleOf(database, query);
  const pageMs = medianOf(() => database.page({ query }, { ...(nextToken !== undefined && { nextToken }) }));
  const lastGoodMs = medianOf(() => database.lastGood());
  const countByTypeMs = medianOf(() => database.count({ query: {} }, ['ResourceType', 'State']));
  const countByPlanMs = medianOf(() => database.count({ query: {} }, ['CreatedBy.BackupPlanId', 'State']));
  const countByDayMs = medianOf(() => database.count({ query: {} }, ['QuarterHour', 'State']));
  database.close();
  return { reopenMs, pageMs, lastGoodMs, countByTypeMs, countByPlanMs, countByDayMs, peakMb: peakMb() };
}

/** The tenth page of a query, or the last one before. */
function middleOf(database: HistoryDatabase, query: object): { readonly nextToken?: string | undefined } {
  let page = database.page({ query });
  for (let place = 0; place < 9 && page.nextToken !== undefined; place++)
    page = database.page({ query }, { nextToken: page.nextToken });
  return page;
}

function medianOf(action: () => unknown): number {
  return median(Array.from({ length: 5 }, () => timeOf(action)));
}

function timeOf(action: () => unknown): number {
  const before = performance.now();
  action();
  return performance.now() - before;
}

function peakMb(): number {
  return process.resourceUsage().maxRSS / 1024;
}

/** Jobs of 2,500 resources, each once a night, in the order of their creation. */
function versionsOf(first: number, length: number): JobVersion[] {
  return Array.from({ length }, (_, place) => versionOf(first + place));
}

function versionOf(place: number): JobVersion {
  const resource = place % resources;
  const day = Math.floor(place / resources);
  const created = firstDay + day * 86_400_000 + resource * 4000;
  const account = String(111_122_223_330 + (resource % 5));
  const region = regions[resource % regions.length] ?? '';
  const id = uuidOf(`job ${place}`);
  const vault = `vault-${resource % 20}`;
  const type = types[resource % types.length] ?? '';
  const isFailed = uuidOf(`fate ${place}`) < '0c';
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
      RecoveryPointArn: isFailed ? undefined : `${prefix}:recovery-point:${uuidOf(`point ${place}`)}`,
      EncryptionKeyArn: `arn:aws:kms:${region}:${account}:key/${uuidOf(`key ${resource % 20}`)}`,
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
        ? `The role arn:aws:iam::${account}:role/nightly may not back up ${uuidOf(`message ${place}`)}`
        : undefined,
      PercentDone: '100.0',
      BackupSizeInBytes: 1_000_000_000 + place * 4099,
      BytesTransferred: 1_000_000 + (place % 1000) * 9973,
      BackupType: 'SNAPSHOT',
      IamRoleArn: `arn:aws:iam::${account}:role/nightly`,
      IsParent: false,
      CreatedBy: {
        BackupPlanArn: `${prefix}:backup-plan:${uuidOf(`plan ${resource % 40}`)}`,
        BackupPlanId: uuidOf(`plan ${resource % 40}`),
        BackupPlanName: `plan-${resource % 40}`,
        BackupPlanVersion: uuidOf(`version ${resource % 40} ${Math.floor(day / 60)}`),
        BackupRuleId: uuidOf(`rule ${resource % 40}`),
        BackupRuleName: 'nightly',
        BackupRuleCron: 'cron(0 5 ? * * *)',
        BackupRuleTimezone: 'Etc/UTC',
      },
      RecoveryPointLifecycle: { DeleteAfterDays: 35 },
    },
  };
}

function uuidOf(text: string): string {
  const digits = createHash('md5').update(text).digest('hex');
  return digits.replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');
}

const batchSize = 2000;
const resources = 2500;
const firstDay = Date.UTC(2026, 0, 1, 5);
const regions = ['eu-west-1', 'us-east-1', 'ap-southeast-2'];
const types = ['EBS', 'EC2', 'S3', 'RDS', 'DynamoDB', 'EFS'];

console.log(JSON.stringify(what === 'fill' ? fill(Number(count)) : read()));
