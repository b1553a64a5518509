import type { JobField } from '../../jobs/jobField.js';
import type { JobQuery } from '../../jobs/jobQuery.js';
import type { SelectionPart } from '../../jobs/jobSelection.js';
import type { AthenaTable } from './athenaTable.js';
import { JobColumns, type ReadColumn } from './jobColumns.js';
import { clientCondition, issuesCondition, queryCondition } from './jobConditions.js';
import { dayCondition, type ReportDays, reportDaysOf } from './reportDays.js';
import { allOf, equals, identifier } from './sqlText.js';

/** A query in SQL, and what its columns are. */
export interface AthenaQuery {
  readonly sql: string;
  /** Whether it reads only the reports from some day on. Otherwise, it reads all that there are. */
  readonly isPruned: boolean;
}

/** A query that counts. Its first two columns are the number of jobs and their state; examples follow. */
export interface CountQuery extends AthenaQuery {
  readonly examples: readonly ReadColumn[];
}

/**
 * The SQL about the jobs of a region in a table of job reports. It is for Trino, the engine of Athena.
 *
 * A job is in several reports while it is in progress; the row of the newest report counts. Filters apply to
 * that row, except those by the region, which never changes, and by the day of the report.
 */
export class AthenaQueries {
  readonly columns: JobColumns;
  readonly #region: string;
  readonly #table: AthenaTable;

  constructor(table: AthenaTable, region: string) {
    this.columns = new JobColumns(table);
    this.#region = region;
    this.#table = table;
  }

  /** All jobs of a query, the latest creation first, jobs without a creation date last. */
  list(query: JobQuery): AthenaQuery {
    return this.#jobs(queryCondition(query, this.columns), reportDaysOf(query));
  }

  /** The job with an ID. */
  find(backupJobId: string): AthenaQuery {
    return this.#jobs(equals(this.columns.text('BackupJobId'), backupJobId), {});
  }

  /** The numbers of jobs of a part by the values of a field; undefined if SQL cannot count that. */
  count({ clientFilters, query }: SelectionPart, by: JobField): CountQuery | undefined {
    const group = this.#groupOf(by);
    const conditions = clientFilters.map((one) => clientCondition(one, this.columns));
    if (group === undefined || conditions.includes(undefined)) return undefined;
    const days = reportDaysOf(query);
    const examples = this.columns.of(group.fields);
    const state = this.columns.text('State');
    const outputs = ['count(*)', state, ...examples.map(({ sql }) => `max(${sql})`), ...group.values];
    const where = allOf([
      queryCondition(query, this.columns),
      ...conditions.filter((one) => one !== undefined),
    ]);
    return {
      sql: `${this.#versions(days)}
select ${named(outputs)}
from jobs
where ${where}
group by ${[state, ...group.keys].join(', ')}`,
      examples: [...examples, ...group.values.map(() => creationColumn)],
      isPruned: this.#isPruned(days),
    };
  }

  #jobs(condition: string, days: ReportDays): AthenaQuery {
    const { columns } = this;
    return {
      sql: `${this.#versions(days)}
select ${named(columns.read.map(({ sql }) => sql))}
from jobs
where ${condition}
order by ${columns.time('CreationDate')} desc nulls last, ${columns.text('BackupJobId')}`,
      isPruned: this.#isPruned(days),
    };
  }

  /** Begins a query with the newest row of each job, as `jobs`. A row without an ID is a job of its own. */
  #versions(days: ReportDays): string {
    const { database, day, name } = this.#table;
    const { columns } = this;
    const id = columns.text('BackupJobId');
    const ended = columns.time('CompletionDate');
    const newest = [
      `${columns.time('periodEnd')} desc nulls last`,
      ...(day === undefined ? [] : [`${identifier(day.column)} desc nulls last`]),
      // Two reports of the same period: one may have been made while the job was in progress.
      `${ended} desc nulls last`,
    ];
    const conditions = [
      equals(columns.region ?? 'cast(null as varchar)', this.#region),
      ...(day === undefined ? [] : [dayCondition(day, days)]),
    ];
    return `with versions as (
  select *, row_number() over (
    partition by ${columns.text('AccountId')}, ${id}
    order by ${newest.join(', ')}
  ) as ${versionColumn}
  from ${identifier(database)}.${identifier(name)}
  where ${allOf(conditions)}
), jobs as (
  select * from versions where ${versionColumn} = 1 or ${id} is null
)`;
  }

  #isPruned({ from }: ReportDays): boolean {
    return this.#table.day !== undefined && from !== undefined;
  }

  /** By what to group, and what an example of a group has to show; undefined if SQL cannot group by it. */
  #groupOf(by: JobField): CountGroup | undefined {
    const { columns } = this;
    if (by === 'CreationDate') {
      // Local days begin at a full quarter of an hour in every time zone.
      const created = columns.time(by);
      return {
        keys: [`date_trunc('hour', ${created})`, `floor(minute(${created}) / 15.0)`],
        fields: [],
        values: [`cast(min(${created}) as varchar)`],
      };
    }
    if (by === 'State')
      return {
        keys: [`coalesce(${issuesCondition(columns)}, false)`],
        fields: [by, 'MessageCategory'],
        values: [],
      };
    const fields = exampleFields[by];
    return fields && { keys: [columns.text(by)], fields: [by, ...fields], values: [] };
  }
}

interface CountGroup {
  readonly keys: readonly string[];
  /** The fields of the example. */
  readonly fields: readonly string[];
  /** Further values of the example. */
  readonly values: readonly string[];
}

/** The regions of all jobs that the reports name from a day on; in every report if it is undefined. */
export function regionsQuery(table: AthenaTable, from: number | undefined): AthenaQuery {
  const { database, day, name } = table;
  const region = new JobColumns(table).region ?? 'cast(null as varchar)';
  const days = from === undefined ? {} : { from };
  return {
    sql: `select distinct ${region} as r
from ${identifier(database)}.${identifier(name)}
where ${day === undefined ? 'true' : dayCondition(day, days)}`,
    isPruned: day !== undefined && from !== undefined,
  };
}

/** The columns of a table, which the result of this query names. It reads no data. */
export function columnsQuery({ database, name }: Pick<AthenaTable, 'database' | 'name'>): AthenaQuery {
  return { sql: `select *\nfrom ${identifier(database)}.${identifier(name)}\nwhere false`, isPruned: true };
}

/** Trino names no column of an expression, and two columns must not have the same name. */
function named(expressions: readonly string[]): string {
  return expressions.map((expression, place) => `${expression} as c${place}`).join(', ');
}

const creationColumn: ReadColumn = {
  name: 'CreationDate',
  target: { kind: 'field', field: 'CreationDate' },
  sql: '',
  isTimeText: false,
};
/** What the example of a group shows besides the value, by the field that is counted. */
const exampleFields: Readonly<Partial<Record<JobField, readonly string[]>>> = {
  AccountId: [],
  BackupVaultName: [],
  'CreatedBy.BackupPlanId': ['CreatedBy.BackupPlanArn', 'CreatedBy.BackupPlanName'],
  IamRoleArn: [],
  MessageCategory: [],
  ResourceArn: ['AccountId', 'ResourceName', 'ResourceType'],
  ResourceType: [],
};
/** The rank of a row among those of the same job. */
const versionColumn = 'backup_jobs_version';
