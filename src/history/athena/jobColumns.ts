import type { JobField } from '../../jobs/jobField.js';
import { backupJobStates } from '../../jobs/jobStates.js';
import { type ColumnTarget, columnTarget, timeFields } from '../forms/columnTarget.js';
import type { AthenaTable } from './athenaTable.js';
import { dayColumns } from './dayPartition.js';
import { identifier, isAmong } from './sqlText.js';
import { type AthenaColumn, isScalar, isText } from './tableDescription.js';

/** A column of the table that a query returns, as a text. */
export interface ReadColumn {
  /** The name of the column in the table. */
  readonly name: string;
  readonly target: ColumnTarget | undefined;
  /** An expression of SQL; null instead of an empty text. */
  readonly sql: string;
  /** Whether its values are times that are texts: see {@link reportTime}. */
  readonly isTimeText: boolean;
}

/**
 * What SQL says of the fields of a job. Which columns a table has depends on the generation of its reports.
 */
export class JobColumns {
  /** The columns to read, in the order of the table. */
  readonly read: readonly ReadColumn[];
  readonly #columns = new Map<string, { readonly sql: string; readonly type: string }>();

  constructor({ columns, day }: AthenaTable) {
    this.read = columns.flatMap((column): readonly ReadColumn[] => {
      const { name, type } = column;
      if (!isScalar(type) || (day && dayColumns(day).includes(name))) return [];
      const target = columnTarget(name);
      const key = target && keyOf(target);
      // Of two columns with the same meaning, the first counts.
      const isFirst = key !== undefined && !this.#columns.has(key);
      const sql = textSql(column);
      if (isFirst) this.#columns.set(key, { sql, type });
      const isTimeText = isText(type) && target !== undefined && isTime(target);
      return [{ name, target: isFirst ? target : undefined, sql, isTimeText }];
    });
  }

  /** The fields of a job that the table can state, such as `State` or `CreatedBy.BackupPlanId`. */
  get fields(): readonly string[] {
    const names = [...this.#columns.keys()];
    const hasPlanId = names.includes(planArn) && !names.includes(planId);
    return hasPlanId ? [...names, planId] : names;
  }

  /** The columns with these fields, for the examples of a count. */
  of(fields: readonly string[]): readonly ReadColumn[] {
    return this.read.filter(({ target }) => target !== undefined && fields.includes(keyOf(target) ?? ''));
  }

  /** A text field of a job; null if the table does not have it. */
  text(field: JobField): string {
    if (field === 'State') return this.#state();
    const own = this.#columns.get(field)?.sql;
    if (own !== undefined || field !== planId) return own ?? nullText;
    const arn = this.#columns.get(planArn)?.sql;
    // The ID is the end of the ARN: see `asReported`.
    return arn === undefined
      ? nullText
      : `case when ${arn} like '%:backup-plan:%' then nullif(split_part(${arn}, ':', 7), '') end`;
  }

  /** A time of a job, in UTC; null if the table does not have it, or if the value is not a time. */
  time(field: 'CompletionDate' | 'CreationDate' | 'periodEnd'): string {
    const column = this.#columns.get(field);
    if (column === undefined) return 'cast(null as timestamp)';
    return isText(column.type) ? reportTimeSql(column.sql) : `try_cast(${column.sql} as timestamp)`;
  }

  /** The region of a job: its column, or else that of the vault's ARN. Undefined if the table has neither. */
  get region(): string | undefined {
    const arn = this.#columns.get('BackupVaultArn')?.sql;
    const own = this.#columns.get('region')?.sql;
    const ofVault = arn && `nullif(split_part(${arn}, ':', 4), '')`;
    return own && ofVault ? `coalesce(${own}, ${ofVault})` : (own ?? ofVault);
  }

  /** A report may write a state in words: see `asReported`. */
  #state(): string {
    const own = this.#columns.get('State')?.sql;
    if (own === undefined) return nullText;
    const plain = `upper(trim(${own}))`;
    return `case when ${isAmong(plain, backupJobStates)} then ${plain} else ${own} end`;
  }
}

/**
 * The form of the times of reports, such as `2026-03-04T05:06:07.123Z`. SQL and this extension read only
 * times of this form, so that both select the same jobs.
 *
 * @see https://docs.aws.amazon.com/aws-backup/latest/devguide/working-with-audit-reports.html
 */
export const reportTime = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/;

/** The {@link reportTime} of a text as a timestamp, to the millisecond; null for another text. */
function reportTimeSql(sql: string): string {
  const plain = `replace(replace(substr(${sql}, 1, 23), 'T', ' '), 'Z', '')`;
  return `try_cast(case when ${sql} like '____-__-__T__:__:__%Z' then ${plain} end as timestamp)`;
}

function textSql({ name, type }: AthenaColumn): string {
  const column = identifier(name);
  return isText(type) ? `nullif(${column}, '')` : `cast(${column} as varchar)`;
}

function keyOf(target: ColumnTarget): string | undefined {
  switch (target.kind) {
    case 'field':
      return target.within === undefined ? target.field : `${target.field}.${target.within}`;
    case 'periodEnd':
    case 'periodStart':
    case 'region':
      return target.kind;
    case 'option':
    case 'otherFields':
    case 'period':
      return undefined;
  }
}

function isTime(target: ColumnTarget): boolean {
  if (target.kind === 'field') return target.within === undefined && timeFields.includes(target.field);
  return target.kind === 'periodStart' || target.kind === 'periodEnd';
}

const planArn = 'CreatedBy.BackupPlanArn';
const planId = 'CreatedBy.BackupPlanId';
/** The SQL of a text that no row has. */
export const nullText = 'cast(null as varchar)';
