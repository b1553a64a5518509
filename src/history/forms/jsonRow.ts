import { parseExactJson } from '../../jobs/exactJson.js';
import { hasJobField, isObject, type JsonObject, readDescribed } from '../../jobs/fieldReaders.js';
import type { FileRow, FormKind, UnreadReason } from '../fileJob.js';
import { type ColumnTarget, columnTarget, plainName } from './columnTarget.js';
import { eventJob, isEvent } from './eventJob.js';
import { asReported, flatRow } from './flatJob.js';
import { isTooDeep } from './nesting.js';

/** What a JSON object states of one job. */
type JsonRow = Omit<FileRow, 'line'>;

/** The names of the lists in objects: of ListBackupJobs, and of a job report. */
export const listNames: readonly string[] = ['BackupJobs', 'reportItems'];

/** Reads objects of JSON files. Remembers what the names of members mean. */
export class JsonRows {
  readonly #targets = new Map<string, ColumnTarget | undefined>();
  readonly #onColumn: (target: ColumnTarget) => void;
  readonly #reported = new Set<ColumnTarget>();

  /**
   * `onColumn` is called once for each member of the rows of a report, also if it is null in all of them: the
   * report then states that no job has a value.
   */
  constructor(onColumn: (target: ColumnTarget) => void) {
    this.#onColumn = onColumn;
  }

  /** The job in an object, or why there is none. */
  read(json: string): JsonRow | UnreadReason {
    let value: unknown;
    try {
      value = parseExactJson(json);
    } catch {
      return 'badFormat';
    }
    if (isTooDeep(value)) return 'badFormat';
    return isObject(value) ? (this.#rowOf(value) ?? 'notABackupJob') : 'notABackupJob';
  }

  #rowOf(value: JsonObject): JsonRow | undefined {
    if (isEvent(value)) {
      const event = eventJob(value);
      return event && { kind: 'events', ...event };
    }
    const names = Object.keys(value);
    const hasId = Object.hasOwn(value, 'BackupJobId');
    if (!hasId && isOtherJob(names)) return undefined;
    if (hasId || (names.includes('State') && names.includes('CreationDate')))
      return names.some((name) => flattened.test(name)) ? this.#flat('collector', value) : apiRow(value);
    return names.some((name) => this.#isJobId(name)) ? this.#flat('report', value) : undefined;
  }

  #flat(kind: FormKind, value: JsonObject): JsonRow {
    const values = Object.entries(value).map(([name, member]) => {
      return { name, target: this.#targetOf(name), value: member };
    });
    for (const { target } of kind === 'report' ? values : [])
      if (target !== undefined && !this.#reported.has(target) && this.#reported.size < maxNames) {
        this.#reported.add(target);
        this.#onColumn(target);
      }
    const row = flatRow(values);
    return { ...row, kind, job: kind === 'report' ? asReported(row.job) : row.job };
  }

  #isJobId(name: string): boolean {
    const target = this.#targetOf(name);
    return target?.kind === 'field' && target.field === 'BackupJobId';
  }

  #targetOf(name: string): ColumnTarget | undefined {
    if (this.#targets.has(name)) return this.#targets.get(name);
    const target = columnTarget(name);
    // Bounded, because the names of a damaged file may all differ.
    if (this.#targets.size < maxNames) this.#targets.set(name, target);
    return target;
  }
}

/** Whether these are the columns of copy jobs or restore jobs, of which there are reports as well. */
export function isOtherJob(names: readonly string[]): boolean {
  const plain = names.map(plainName);
  return !plain.includes('backupjobid') && plain.some((name) => /^(copy|restore)job(id|s)?$/.test(name));
}

/** A job as ListBackupJobs returns it. An export may add the region. */
function apiRow(value: JsonObject): JsonRow | undefined {
  const { Region: region, ...fields } = value;
  const isRegion = typeof region === 'string' && region !== '';
  const job = readDescribed(isRegion ? fields : value);
  return hasJobField(job) ? { kind: 'apiJobs', job, region: isRegion ? region : undefined } : undefined;
}

const maxNames = 1000;
const flattened = /^(BackupOptions|CreatedBy|RecoveryPointLifecycle)_/;
