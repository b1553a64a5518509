import { completedWithIssues } from '../../jobs/jobStates.js';
import type { Dictionaries } from './dictionaries.js';
import { groupColumns, noCreationDate } from './historySchema.js';
import type { CountedBy } from './historyTypes.js';
import type { SqlValue } from './sqlite.js';

/** The expressions that jobs are grouped by in SQL, and what their values mean. */
export interface CountedColumn {
  readonly columns: readonly string[];
  readonly means: 'quarterHour' | 'day' | 'state' | 'text';
}

const accountColumn = 'nullif(account, 0)';
const planColumn = '(select plan from shapes where id = shape)';
const roleColumn = '(select role from shapes where id = shape)';
const dayMs = 86_400_000;
const quarterHourMs = 900_000;

export const countedColumns: Readonly<Record<CountedBy, CountedColumn>> = {
  AccountId: textColumn(accountColumn),
  BackupVaultName: textColumn('vault'),
  'CreatedBy.BackupPlanId': textColumn(planColumn),
  Day: { columns: [unitsSince(dayMs)], means: 'day' },
  IamRoleArn: textColumn(roleColumn),
  MessageCategory: textColumn('folded'),
  QuarterHour: { columns: [unitsSince(quarterHourMs)], means: 'quarterHour' },
  Region: textColumn('region'),
  ResourceArn: textColumn('resource'),
  ResourceType: textColumn('type'),
  State: { columns: ['state', 'folded'], means: 'state' },
  StatusMessage: textColumn('(select pattern from messages where id = message)'),
};

/**
 * What to group by so that the values of some columns are the same in each group. Grouping in the order of
 * the index `by_group` needs no sorting. It makes more groups, some with the same values, but they are few.
 */
export function groupingOf(columns: readonly string[]): readonly string[] {
  const stored = columns.map((column) => storedColumns.get(column) ?? column);
  const places = stored.map((column) => groupColumns.indexOf(column));
  return places.includes(-1) ? stored : groupColumns.slice(0, Math.max(...places) + 1);
}

/** The columns that decide the values of expressions. */
const storedColumns: ReadonlyMap<string, string> = new Map([
  [accountColumn, 'account'],
  [planColumn, 'shape'],
  [roleColumn, 'shape'],
]);

/** The value of a group, from the values of its columns; undefined if it is missing or empty. */
export function countedValue(
  { means }: CountedColumn,
  [first = null, second = null]: readonly SqlValue[],
  { texts }: Dictionaries,
): string | undefined {
  const text = (id: SqlValue) => (id === null ? undefined : texts.textOf(Number(id)) || undefined);
  switch (means) {
    case 'day':
      return first === null ? undefined : new Date(Number(first) * dayMs).toISOString().slice(0, 10);
    case 'state': {
      const state = text(first);
      const category = text(second);
      const hasIssues = state === 'COMPLETED' && category !== undefined && category !== 'SUCCESS';
      return hasIssues ? completedWithIssues : state;
    }
    case 'quarterHour':
      return first === null ? undefined : new Date(Number(first) * quarterHourMs).toISOString();
    case 'text':
      return text(first);
  }
}

/** The number of whole units since 1970, rounded down. SQL rounds towards zero. */
function unitsSince(unitMs: number): string {
  return `case when created > ${noCreationDate} then created / ${unitMs} - (created % ${unitMs} < 0) end`;
}

function textColumn(column: string): CountedColumn {
  return { columns: [column], means: 'text' };
}
