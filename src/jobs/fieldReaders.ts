import {
  type BackupJob,
  backupJobFields,
  type DescribedBackupJob,
  describedJobFields,
  type Lifecycle,
  type RecoveryPointCreator,
} from './backupJob.js';

/** An object as `JSON.parse` returns it, but with a `bigint` for each integer beyond 2^53. */
export type JsonObject = Record<string, unknown>;

/** Whether a value is a JSON object: not null and not an array. */
export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The function that reads a field of a job. It returns undefined for a value of the wrong type. */
export function readerOf(field: keyof BackupJob): (value: unknown) => unknown {
  return fieldsOfJob[field];
}

/**
 * Turns a parsed object into a job, in place. Unknown fields stay, because a newer API may have added them;
 * fields of the wrong type are removed.
 */
export function readDescribed(value: JsonObject): DescribedBackupJob {
  return readEach(value, describedJobReaders);
}

/** Whether the object has any field of a job. */
export function hasJobField(job: DescribedBackupJob): boolean {
  return allFields.some((name) => job[name] !== undefined);
}

/** Reads a string, or a number as its digits. */
export function text(value: unknown): string | undefined {
  if (typeof value === 'string') return value;
  return typeof value === 'number' || typeof value === 'bigint' ? String(value) : undefined;
}

function flag(value: unknown): boolean | undefined {
  return typeof value === 'boolean' ? value : undefined;
}

function integer(value: unknown): number | bigint | undefined {
  if (typeof value === 'bigint') return value;
  if (typeof value === 'number') return Number.isFinite(value) ? value : undefined;
  if (typeof value !== 'string' || !/^-?\d{1,40}$/.test(value)) return undefined;
  return Number.isSafeInteger(Number(value)) ? Number(value) : BigInt(value);
}

/**
 * Reads a timestamp: epoch seconds with a fraction. Some AWS-compatible services send another format, or the
 * seconds as a string, and the AWS CLI accepts both. Other strings are not timestamps. `Date.parse` alone
 * would accept nearly anything: it reads `12` as a day in 2001.
 *
 * @see https://smithy.io/2.0/aws/protocols/aws-restjson1-protocol.html
 */
function time(value: unknown): Date | undefined {
  const milliseconds =
    typeof value === 'number'
      ? epochMilliseconds(value)
      : typeof value === 'string'
        ? textMilliseconds(value)
        : undefined;
  return milliseconds === undefined ? undefined : new Date(milliseconds);
}

function textMilliseconds(text: string): number | undefined {
  // The usual form, which `Date.parse` reads as it is.
  if (isoTime.test(text)) return validTime(Date.parse(text));
  if (epochSeconds.test(text)) return epochMilliseconds(Number(text));
  if (httpDate.test(text)) return validTime(Date.parse(text));
  const [, day, time = '00:00', zone = 'Z', hours, minutes] = dateTime.exec(text) ?? [];
  return day === undefined
    ? undefined
    : validTime(Date.parse(`${day}T${time}${hours === undefined ? zone : `${hours}:${minutes}`}`));
}

const isoTime = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d{3})?Z$/;
const epochSeconds = /^-?\d+(?:\.\d+)?(?:e[+-]?\d+)?$/i;
/** ISO 8601, also in Python's variant; UTC if it names no time zone. */
const dateTime = /^(\d{4}-\d{2}-\d{2})(?:[T ](\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?)(Z|([+-]\d{2}):?(\d{2}))?)?$/i;
/** `Tue, 24 Nov 2026 01:05:09 GMT` */
const httpDate = /^[A-Z]{3}, \d{2} [A-Z]{3} \d{4} \d{2}:\d{2}:\d{2}(?:\.\d+)? GMT$/i;

/** Converts epoch seconds with a fraction; undefined outside the range of a `Date`. */
export function epochMilliseconds(seconds: number): number | undefined {
  return validTime(Math.round(seconds * 1000));
}

function validTime(milliseconds: number): number | undefined {
  return Math.abs(milliseconds) <= latestTime ? milliseconds : undefined;
}

function mapOf<Value>(read: (value: unknown) => Value | undefined) {
  return (value: unknown): Record<string, Value> | undefined =>
    isObject(value) ? readEach<Record<string, Value>>(value, { get: () => read }) : undefined;
}

function structureOf<Structure extends object>(readers: Readers<Structure>) {
  const table = tableOf(readers);
  return (value: unknown): Structure | undefined =>
    isObject(value) ? readEach<Structure>(value, table) : undefined;
}

/** Reads the known fields in place, and removes fields that are null or invalid. Keeps unknown fields. */
function readEach<Structure>(value: JsonObject, readers: { get(name: string): Read | undefined }): Structure {
  let hasInvalidField = false;
  // Assigning is safe even if the name is `__proto__`: JSON.parse has made it an own property.
  for (const name in value) {
    const read = readers.get(name);
    const given = value[name];
    if (given !== null && read === undefined) continue;
    const field = given === null ? undefined : read?.(given);
    if (field === undefined) hasInvalidField = true;
    value[name] = field;
  }
  if (!hasInvalidField) return value as Structure;
  const kept = Object.entries(value).filter(([, read]) => read !== undefined && read !== null);
  return Object.fromEntries(kept) as Structure;
}

const allFields = [...backupJobFields, ...describedJobFields];

/** The last time of a `Date`, in epoch milliseconds. */
const latestTime = 8.64e15;

type Read = (value: unknown) => unknown;

type Readers<Structure> = {
  readonly [Name in keyof Structure]-?: (value: unknown) => Structure[Name] | undefined;
};

function tableOf<Structure>(readers: Readers<Structure>): ReadonlyMap<string, Read> {
  return new Map(Object.entries<Read>(readers));
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

const fieldsOfJob: Readers<BackupJob> = {
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

const describedJobReaders = tableOf<DescribedBackupJob>({
  ...fieldsOfJob,
  ChildJobsInState: mapOf(integer),
  NumberOfChildJobs: integer,
});
