import { type BackupJob, backupJobFields, newerFields } from '../../jobs/backupJob.js';
import { isInProgress } from '../../jobs/jobStates.js';
import { isJobStructure, type JobStructure, jobStructures } from '../../jobs/jobStructures.js';
import type { FormKind } from '../fileJob.js';
import type { ColumnTarget } from './columnTarget.js';

/** Collects which fields of a job a file states, and which other columns it has. */
export class FieldsSeen {
  /** The fields of each kind of rows; undefined for a kind that states all of them. */
  readonly #names = new Map<FormKind, Set<string> | undefined>();
  readonly #listed = new ListedFields();
  readonly #others = new Map<string, number>();

  /**
   * The fields that the rows of each kind state, such as `State` or `CreatedBy.BackupPlanId`, in alphabetical
   * order. Undefined if all of them state every field.
   */
  get names(): readonly string[] | undefined {
    const ofKinds = [...this.#names.values(), this.#listed.names].filter((names) => names !== undefined);
    const [first, ...others] = ofKinds;
    return first && [...first].filter((name) => others.every((names) => names.has(name))).sort();
  }

  /** The other columns, with the number of rows that have a value; at most {@link maxOthers}. */
  get otherColumns(): Readonly<Record<string, number>> {
    return Object.fromEntries(this.#others);
  }

  /** Adds the columns of a table, because a column can be empty in every row. */
  addColumns(kind: FormKind, targets: readonly (ColumnTarget | undefined)[]): void {
    const names = this.#namesOf(kind);
    for (const target of targets)
      if (target?.kind === 'field')
        names?.add(target.within === undefined ? target.field : `${target.field}.${target.within}`);
      else if (target?.kind === 'option') names?.add('BackupOptions');
  }

  /** Adds the fields that a job has, and the columns of it that are none. */
  addJob(kind: FormKind, job: BackupJob): void {
    if (kind === 'apiJobs') this.#listed.add(job);
    // The first event of a job has little more than its ID: the store knows of which jobs it is the last one.
    if (kind === 'report' || (kind === 'events' && !isFirstEvent(job))) {
      const names = this.#namesOf(kind);
      if (names !== undefined) for (const name of fieldNamesOf(job)) names.add(name);
    }
    for (const [name] of newerFields(job)) {
      const count = this.#others.get(name) ?? 0;
      if (count > 0 || this.#others.size < maxOthers) this.#others.set(name, count + 1);
    }
  }

  #namesOf(kind: FormKind): Set<string> | undefined {
    if (kind === 'apiJobs' || kind === 'collector') return undefined;
    let names = this.#names.get(kind);
    if (names === undefined) {
      names = new Set();
      this.#names.set(kind, names);
    }
    return names;
  }
}

/**
 * The fields that jobs as the API returns them state. The API leaves out a field without a value. So does a
 * query of the AWS CLI (`--query`) that picks some fields, but in every job.
 */
class ListedFields {
  readonly #seen = new Set<string>();
  #hasJobs = false;
  #hasEnded = false;
  #isWhole = false;

  add(job: BackupJob): void {
    // Nearly always after the first job: looking at every field takes time.
    if (this.#isWhole) return;
    this.#hasJobs = true;
    this.#hasEnded ||= !isInProgress(job);
    for (const name of fieldNamesOf(job)) this.#seen.add(name);
    this.#isWhole = this.#hasUsualFields && this.#seen.has('MessageCategory');
  }

  /** Undefined if every field is stated, or if there are no jobs. */
  get names(): ReadonlySet<string> | undefined {
    if (!this.#hasJobs || this.#isWhole) return undefined;
    if (!this.#hasUsualFields) return this.#seen;
    // A job that has ended has a category, unless its service does not know any.
    return this.#hasEnded ? allButCategory : undefined;
  }

  get #hasUsualFields(): boolean {
    return usualFields.every((name) => this.#seen.has(name));
  }
}

/** The fields that nearly every job has, whatever its state. */
const usualFields = [
  'AccountId',
  'BackupVaultName',
  'CreationDate',
  'IamRoleArn',
  'ResourceArn',
  'ResourceType',
  'State',
] as const satisfies readonly (keyof BackupJob)[];

const allButCategory: ReadonlySet<string> = new Set(
  backupJobFields
    .filter((field) => field !== 'MessageCategory')
    .flatMap((field) => (isJobStructure(field) ? namesWithin(field) : field)),
);

function namesWithin(field: JobStructure): string[] {
  return Object.keys(jobStructures[field]).map((name) => `${field}.${name}`);
}

/** The names of the fields that a job has, such as `State` or `CreatedBy.BackupPlanId`. */
export function* fieldNamesOf(job: BackupJob): Generator<string> {
  for (const field of backupJobFields) {
    const value = job[field];
    if (value === undefined) continue;
    if (!isJobStructure(field)) yield field;
    else
      for (const name of Object.keys(jobStructures[field]))
        if (Object.hasOwn(value as object, name)) yield `${field}.${name}`;
  }
}

/**
 * Whether an event is the first of a job, which states little more than its ID.
 *
 * @see https://docs.aws.amazon.com/aws-backup/latest/devguide/eventbridge.html
 */
export function isFirstEvent({ State }: BackupJob): boolean {
  return State === 'CREATED';
}

/** Against files in which every row has columns of its own. */
const maxOthers = 200;
