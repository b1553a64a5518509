import { completedWithIssues } from '../../jobs/jobStates.js';
import type { Dictionaries } from './dictionaries.js';
import { noCreationDate } from './historySchema.js';
import type { CountedBy } from './historyTypes.js';
import type { SqlValue } from './sqlite.js';

/** The expressions that jobs are grouped by in SQL, and what their values mean. */
export interface CountedColumn {
  readonly columns: readonly string[];
  readonly means: 'quarterHour' | 'day' | 'state' | 'text';
}

const dayMs = 86_400_000;
const quarterHourMs = 900_000;

export const countedColumns: Readonly<Record<CountedBy, CountedColumn>> = {
  AccountId: textColumn('nullif(account, 0)'),
  BackupVaultName: textColumn('vault'),
  'CreatedBy.BackupPlanId': textColumn('(select plan from shapes where id = shape)'),
  Day: { columns: [unitsSince(dayMs)], means: 'day' },
  IamRoleArn: textColumn('(select role from shapes where id = shape)'),
  MessageCategory: textColumn('folded'),
  QuarterHour: { columns: [unitsSince(quarterHourMs)], means: 'quarterHour' },
  Region: textColumn('region'),
  ResourceArn: textColumn('resource'),
  ResourceType: textColumn('type'),
  State: { columns: ['state', 'folded'], means: 'state' },
  StatusMessage: textColumn('(select pattern from messages where id = message)'),
};

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
