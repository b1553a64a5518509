import type { BackupJob, DescribedBackupJob, Lifecycle, RecoveryPointCreator } from '../jobs/backupJob.js';
import type { JobPage } from '../jobs/jobSource.js';

/** A successful answer that is not one of AWS Backup. */
export class UnreadableAnswerError extends Error {
  override readonly name = 'UnreadableAnswerError';
}

/**
 * The page in the body of a ListBackupJobs answer. A field of a type that it should not have is left out, so that
 * one odd job costs no page. Throws an {@link UnreadableAnswerError} where the whole is no such answer.
 */
export function readJobPage(body: string): JobPage {
  const answer = parseObject(body);
  const jobs = answer['BackupJobs'] ?? [];
  if (!Array.isArray(jobs)) throw new UnreadableAnswerError('BackupJobs is not a list');
  const nextToken = text(answer['NextToken']) || undefined;
  const isForeign = Object.keys(answer).length > 0 && !('BackupJobs' in answer || 'NextToken' in answer);
  if (isForeign) throw new UnreadableAnswerError('There are no BackupJobs in it');
  return {
    jobs: jobs.filter(isObject).map((job) => readStructure(job, jobReaders)),
    ...(nextToken !== undefined && { nextToken }),
  };
}

/** The job in the body of a DescribeBackupJob answer; otherwise like {@link readJobPage}. */
export function readDescribedJob(body: string): DescribedBackupJob {
  const job = readStructure<DescribedBackupJob>(parseObject(body), describedJobReaders);
  if (Object.keys(job).some((name) => Object.hasOwn(describedJobReaders, name))) return job;
  throw new UnreadableAnswerError('There is no backup job in it');
}

/** A page of the names in the body of a ListBackupVaults answer; otherwise like {@link readJobPage}. */
export function readVaultPage(body: string): { names: string[]; nextToken: string | undefined } {
  const answer = parseObject(body);
  const vaults = answer['BackupVaultList'] ?? [];
  if (!Array.isArray(vaults)) throw new UnreadableAnswerError('BackupVaultList is not a list');
  const names = vaults.filter(isObject).map((vault) => text(vault['BackupVaultName']));
  return {
    names: names.filter((name) => name !== undefined && name !== '') as string[],
    nextToken: text(answer['NextToken']) || undefined,
  };
}

type JsonObject = Readonly<Record<string, unknown>>;
type Readers<Structure> = {
  readonly [Name in keyof Structure]-?: (value: unknown) => Structure[Name] | undefined;
};

function parseObject(body: string): JsonObject {
  const answer: unknown = JSON.parse(withLongIntegersQuoted(body));
  if (isObject(answer)) return answer;
  throw new UnreadableAnswerError('The answer is not an object');
}

/**
 * JSON.parse would round an integer past 2^53. Quotes inside of a string are escaped, so that what looks like a
 * whole key is one, and no text of a job is touched.
 */
function withLongIntegersQuoted(json: string): string {
  return json.replaceAll(/("\w+"\s*:\s*)(-?\d{16,})(?=\s*[,}])/g, '$1"$2"');
}

/** A structure, and in it under their own names the fields that a newer API has added. */
function readStructure<Structure>(value: JsonObject, readers: Readers<Structure>): Structure {
  const structure: Partial<Structure> = {};
  let known = 0;
  for (const name in readers) {
    if (value[name] === undefined) continue;
    known++;
    const read = value[name] === null ? undefined : readers[name](value[name]);
    if (read !== undefined) structure[name] = read;
  }
  if (Object.keys(value).length > known) addNewerFields(structure, value, readers);
  return structure as Structure;
}

function addNewerFields(structure: object, value: JsonObject, readers: object): void {
  for (const [name, newer] of Object.entries(value)) {
    if (newer === null || Object.hasOwn(readers, name)) continue;
    // Defined, not assigned: a field may be named `__proto__`.
    Object.defineProperty(structure, name, { ...plainProperty, value: newer });
  }
}

const plainProperty = { configurable: true, enumerable: true, writable: true };

function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function text(value: unknown): string | undefined {
  if (typeof value === 'string') return value;
  return typeof value === 'number' ? String(value) : undefined;
}

function flag(value: unknown): boolean | undefined {
  return typeof value === 'boolean' ? value : undefined;
}

function integer(value: unknown): number | bigint | undefined {
  if (typeof value === 'number') return Number.isFinite(value) ? value : undefined;
  if (typeof value !== 'string' || !/^-?\d{1,40}$/.test(value)) return undefined;
  return Number.isSafeInteger(Number(value)) ? Number(value) : BigInt(value);
}

/** Epoch seconds with a fraction; an ISO 8601 text is what some stand-ins for AWS send. */
function time(value: unknown): Date | undefined {
  if (typeof value !== 'string' && typeof value !== 'number') return undefined;
  const date = new Date(typeof value === 'string' ? value : Math.round(value * 1000));
  return Number.isFinite(date.getTime()) ? date : undefined;
}

function mapOf<Value>(read: (value: unknown) => Value | undefined) {
  return (value: unknown): Record<string, Value> | undefined => {
    if (!isObject(value)) return undefined;
    const entries = Object.entries(value).map(([name, one]) => [name, read(one)] as const);
    return Object.fromEntries(entries.filter((entry): entry is [string, Value] => entry[1] !== undefined));
  };
}

function structureOf<Structure>(readers: Readers<Structure>) {
  return (value: unknown): Structure | undefined =>
    isObject(value) ? readStructure(value, readers) : undefined;
}

const creatorReaders: Readers<RecoveryPointCreator> = {
  BackupPlanArn: text,
  BackupPlanId: text,
  BackupPlanName: text,
  BackupPlanVersion: text,
  BackupRuleCron: text,
  BackupRuleId: text,
  BackupRuleName: text,
  BackupRuleTimezone: text,
};

const lifecycleReaders: Readers<Lifecycle> = {
  DeleteAfterDays: integer,
  DeleteAfterEvent: text,
  MoveToColdStorageAfterDays: integer,
  OptInToArchiveForSupportedResources: flag,
};

const jobReaders: Readers<BackupJob> = {
  AccountId: text,
  BackupJobId: text,
  BackupOptions: mapOf(text),
  BackupSizeInBytes: integer,
  BackupType: text,
  BackupVaultArn: text,
  BackupVaultName: text,
  BytesTransferred: integer,
  CompletionDate: time,
  CreatedBy: structureOf(creatorReaders),
  CreationDate: time,
  EncryptionKeyArn: text,
  ExpectedCompletionDate: time,
  IamRoleArn: text,
  InitiationDate: time,
  IsEncrypted: flag,
  IsParent: flag,
  MessageCategory: text,
  ParentJobId: text,
  PercentDone: text,
  RecoveryPointArn: text,
  RecoveryPointLifecycle: structureOf(lifecycleReaders),
  ResourceArn: text,
  ResourceName: text,
  ResourceType: text,
  StartBy: time,
  State: text,
  StatusMessage: text,
  VaultLockState: text,
  VaultType: text,
};

const describedJobReaders: Readers<DescribedBackupJob> = {
  ...jobReaders,
  ChildJobsInState: mapOf(integer),
  NumberOfChildJobs: integer,
};
