import { type BackupJob, backupJobFields, fieldsOf } from '../../jobs/backupJob.js';
import { parseExactJson } from '../../jobs/exactJson.js';
import { isObject, readerOf } from '../../jobs/fieldReaders.js';
import { backupJobStates } from '../../jobs/jobStates.js';
import { isJobStructure } from '../../jobs/jobStructures.js';
import { type ColumnTarget, flagFields, timeFields } from './columnTarget.js';
import { isTooDeep } from './nesting.js';
import { otherTime } from './otherTime.js';

/** A value of a row that is a list of columns: a cell of CSV, or a member of a flat JSON object. */
export interface FlatValue {
  /** The name of the column as the file has it. */
  readonly name: string;
  readonly target: ColumnTarget | undefined;
  readonly value: unknown;
}

/** A job as a flat row states it, with what the row says beside it. */
export interface FlatRow {
  readonly job: BackupJob;
  readonly region: string | undefined;
  readonly periodStart: Date | undefined;
  readonly periodEnd: Date | undefined;
}

/**
 * The job in a row. Keeps the values of unknown columns, and those that are not of the type of their field,
 * under the names that they have in the file.
 */
export function flatRow(values: Iterable<FlatValue>): FlatRow {
  const known: Record<string, unknown> = {};
  const structures = new Map<string, [string, unknown][]>();
  const others: [string, unknown][] = [];
  let [region, periodStart, periodEnd]: [string?, Date?, Date?] = [];
  for (const { name, target, value } of values) {
    if (value === undefined || value === null) continue;
    if (target === undefined) {
      others.push([name, value]);
      continue;
    }
    switch (target.kind) {
      case 'field': {
        const { field, within } = target;
        const read = within === undefined ? readField(field, value) : readWithin(field, within, value);
        if (read === undefined) others.push([name, value]);
        else if (within === undefined) known[field] = read;
        else structures.set(field, [...(structures.get(field) ?? []), [within, read]]);
        break;
      }
      case 'option':
        structures.set('BackupOptions', [
          ...(structures.get('BackupOptions') ?? []),
          [target.name, String(value)],
        ]);
        break;
      case 'otherFields':
        others.push(...otherFields(name, value, structures));
        break;
      case 'region':
        region = typeof value === 'string' && value !== '' ? value : undefined;
        break;
      case 'periodStart':
        periodStart = readTime(value);
        break;
      case 'periodEnd':
        periodEnd = readTime(value);
        break;
      case 'period':
        [periodStart, periodEnd] = readPeriod(value);
        break;
    }
  }
  for (const [field, members] of structures)
    known[field] = { ...(isObject(known[field]) && known[field]), ...Object.fromEntries(members) };
  // A value that is not of the type of its field must not look like one that is. As entries, so that a column
  // named `__proto__` is only a field.
  const job = Object.fromEntries([
    ...others.map(([name, value]) => [isJobField(name) ? `${name} (as written)` : name, value]),
    ...Object.entries(known),
  ]) as BackupJob;
  return { job, region, periodStart, periodEnd };
}

/** A job of a report: the ID of its plan is in the ARN, and a state may be written in words. */
export function asReported(job: BackupJob): BackupJob {
  const { CreatedBy, State } = job;
  const planId = /:backup-plan:([^:/]+)$/.exec(CreatedBy?.BackupPlanArn ?? '')?.[1];
  const state = State?.trim()
    .toUpperCase()
    .replaceAll(/[\s-]+/g, '_');
  const hasOtherState = state !== State && backupJobStates.some((one) => one === state);
  const needsPlanId = planId !== undefined && CreatedBy?.BackupPlanId === undefined;
  if (!hasOtherState && !needsPlanId) return job;
  return {
    ...fieldsOf(job),
    ...(hasOtherState && { State: state }),
    ...(needsPlanId && { CreatedBy: { ...CreatedBy, BackupPlanId: planId } }),
  };
}

function readField(field: keyof BackupJob, value: unknown): unknown {
  if (timeFields.includes(field)) return readTime(value);
  if (flagFields.includes(field)) return readFlag(value);
  const isMap = field === 'BackupOptions' || isJobStructure(field);
  return readerOf(field)(isMap && typeof value === 'string' ? parsed(value) : value);
}

function readWithin(field: keyof BackupJob, within: string, value: unknown): unknown {
  const given = flagFields.includes(within) ? readFlag(value) : value;
  const structure = readerOf(field)({ [within]: given });
  return isObject(structure) ? structure[within] : undefined;
}

/** A time in any form that a file may have; undefined if it is not one. */
export function readTime(value: unknown): Date | undefined {
  const time = readerOf('CreationDate')(value);
  return time instanceof Date ? time : typeof value === 'string' ? otherTime(value) : undefined;
}

/** An older report has one text, `… - …`, for the start and the end of its period. */
function readPeriod(value: unknown): [start?: Date, end?: Date] {
  // The pattern takes a time that grows with the square of the length.
  if (typeof value !== 'string' || value.length > maxPeriodLength) return [];
  const [start, end, ...rest] = value.split(/\s+(?:-|–|to)\s+/).map(readTime);
  return start === undefined || end === undefined || rest.length > 0 ? [] : [start, end];
}

/** In characters. */
const maxPeriodLength = 100;

function readFlag(value: unknown): boolean | undefined {
  if (typeof value === 'boolean') return value;
  const word = typeof value === 'string' ? value.trim().toLowerCase() : undefined;
  return word === 'true' ? true : word === 'false' ? false : undefined;
}

/** The fields of a newer API, which an export to CSV has in one column. Adds those of structures to these. */
function otherFields(
  name: string,
  value: unknown,
  structures: Map<string, [string, unknown][]>,
): [string, unknown][] {
  const fields = typeof value === 'string' ? parsed(value) : value;
  if (!isObject(fields)) return [[name, value]];
  const others: [string, unknown][] = [];
  for (const [field, member] of Object.entries(fields)) {
    if ((field === 'CreatedBy' || field === 'RecoveryPointLifecycle') && isObject(member))
      structures.set(field, [...(structures.get(field) ?? []), ...Object.entries(member)]);
    else others.push([field, member]);
  }
  return others;
}

function isJobField(name: string): boolean {
  return backupJobFields.some((field) => field === name);
}

function parsed(json: string): unknown {
  try {
    const value = parseExactJson(json);
    return isTooDeep(value) ? undefined : value;
  } catch {
    return undefined;
  }
}
