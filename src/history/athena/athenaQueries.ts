import { filterTable, type ServiceFilter } from '../../jobs/filterTable.js';
import type { JobField } from '../../jobs/jobField.js';
import { type JobQuery, jobQueryFilters } from '../../jobs/jobQuery.js';
import type { SelectionPart } from '../../jobs/jobSelection.js';
import { noRegion } from './athenaPlace.js';
import { type AthenaTable, rowsSql } from './athenaTable.js';
import { dayCondition, latestDayFirst } from './dayPartition.js';
import { JobColumns, nullText, type ReadColumn } from './jobColumns.js';
import { clientCondition, comparedField, queryCondition } from './jobConditions.js';
import { type ReportDays, reportDaysOf } from './reportDays.js';
import { allOf, equals, identifier, isAmong } from './sqlText.js';

/** A query in SQL, and what its columns are. */
export interface AthenaQuery {
  readonly sql: string;
  /** Whether it reads only the reports from some day on. Otherwise, it reads all that there are. */
  readonly isPruned: boolean;
}

/**
 * A query that counts. Its first three columns are the region, the number of jobs and their state; examples
 * follow.
 */
export interface CountQuery extends AthenaQuery {
  readonly examples: readonly ReadColumn[];
  /** Which of the counts belong to the part: those of the examples that it selects. */
  readonly selects: SelectionPart;
}

/**
 * The SQL about the jobs of some regions in a table of job reports. It is for Trino, the engine of Athena.
 * AWS charges for what a query reads, so each query is for all regions.
 *
 * A job is in several reports while it is in progress; the row of the newest report counts. Filters apply to
 * that row, except those by the region, which never changes, and by the day of the report.
 */
export class AthenaQueries {
  readonly columns: JobColumns;
  readonly #regions: readonly string[];
  readonly #region: string;
  readonly #table: AthenaTable;

  constructor(table: AthenaTable, regions: readonly string[]) {
    this.columns = new JobColumns(table);
    this.#regions = regions;
    this.#region = this.columns.region ?? nullText;
    this.#table = table;
  }

  /**
   * All jobs of a query: of each region, the latest creation first, jobs without a creation date last. The
   * first job of every region comes first, then the second of every region, and so on. After the
   * {@link JobColumns.read} columns, a row has the region, and how many jobs of that region there are.
   */
  list(query: JobQuery): AthenaQuery {
    return this.#jobs(queryCondition(query, this.columns), reportDaysOf(query));
  }

  /** The job with an ID. */
  find(backupJobId: string): AthenaQuery {
    return this.#jobs(equals(this.columns.text('BackupJobId'), backupJobId), {});
  }

  /**
   * The numbers of jobs of a part by the values of a field; undefined if SQL cannot count that. The fields
   * with few values are counted together, so that one query answers all groups of such fields.
   */
  count(part: SelectionPart, by: JobField): CountQuery | undefined {
    return this.#countTogether(part, by) ?? this.#countBy(part, by);
  }

  /** Counts by all {@link fieldsWithFewValues}; undefined if the part or the groups need another field. */
  #countTogether({ clientFilters, query }: SelectionPart, by: JobField): CountQuery | undefined {
    if (![by, ...clientFilters.map(comparedField)].every(hasFewValues)) return undefined;
    const isAnsweredHere = (name: ServiceFilter) => hasFewValues(filterTable[name].field);
    const counts = this.#counts(
      withFilters(query, (name) => !isAnsweredHere(name)),
      [],
      {
        keys: fieldsWithFewValues.map((field) => this.columns.text(field)),
        fields: [...fieldsWithFewValues, ...planExample],
        values: [],
      },
    );
    return { ...counts, selects: { query: withFilters(query, isAnsweredHere), clientFilters } };
  }

  #countBy({ clientFilters, query }: SelectionPart, by: JobField): CountQuery | undefined {
    const group = this.#groupOf(by);
    const conditions = clientFilters.map((one) => clientCondition(one, this.columns));
    if (group === undefined || conditions.includes(undefined)) return undefined;
    const known = conditions.filter((one) => one !== undefined);
    return { ...this.#counts(query, known, group), selects: { query: {}, clientFilters: [] } };
  }

  #counts(query: JobQuery, conditions: readonly string[], { fields, keys, values }: CountGroup) {
    const days = reportDaysOf(query);
    const examples = this.columns.of(fields);
    const state = this.columns.text('State');
    const outputs = [this.#region, 'count(*)', state, ...examples.map(({ sql }) => `max(${sql})`), ...values];
    const groups = [...new Set([this.#region, state, ...keys])].filter((key) => key !== nullText);
    return {
      sql: `${this.#versions(days)}
select ${named(outputs)}
from jobs
where ${allOf([queryCondition(query, this.columns), ...conditions])}
group by ${groups.join(', ')}`,
      examples: [...examples, ...values.map(() => creationColumn)],
      isPruned: this.#isPruned(days),
    };
  }

  #jobs(condition: string, days: ReportDays): AthenaQuery {
    const { columns } = this;
    const inRegion = `partition by ${this.#region}`;
    const latestFirst = `${columns.time('CreationDate')} desc nulls last, ${columns.text('BackupJobId')}`;
    const outputs = [
      ...columns.read.map(({ sql }) => sql),
      this.#region,
      `count(*) over (${inRegion})`,
      `row_number() over (${inRegion} order by ${latestFirst})`,
    ];
    const [region, , rank] = outputs.map((_, place) => `c${place}`).slice(-3);
    return {
      sql: `${this.#versions(days)}
select ${named(outputs)}
from jobs
where ${condition}
order by ${rank}, ${region}`,
      isPruned: this.#isPruned(days),
    };
  }

  /** Begins a query with the newest row of each job, as `jobs`. A row without an ID is a job of its own. */
  #versions(days: ReportDays): string {
    const { day } = this.#table;
    const { columns } = this;
    const id = columns.text('BackupJobId');
    const ended = columns.time('CompletionDate');
    const newest = [
      `${columns.time('periodEnd')} desc nulls last`,
      ...(day === undefined ? [] : latestDayFirst(day)),
      // Two reports of the same period: one may have been made while the job was in progress.
      `${ended} desc nulls last`,
    ];
    const conditions = [this.#ofRegions(), ...(day === undefined ? [] : [dayCondition(day, days)])];
    return `with versions as (
  select *, row_number() over (
    partition by ${columns.text('AccountId')}, ${id}
    order by ${newest.join(', ')}
  ) as ${versionColumn}
  from ${rowsSql(this.#table)}
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
    if (by === 'ResourceArn')
      return {
        keys: [columns.text(by)],
        fields: [by, 'AccountId', 'ResourceName', 'ResourceType'],
        values: [],
      };
    if (!hasFewValues(by)) return undefined;
    // A category decides whether a completed job has issues.
    const category = 'MessageCategory';
    return {
      keys: [columns.text(by), columns.text(category)],
      fields: [by, category, ...planExample],
      values: [],
    };
  }

  #ofRegions(): string {
    const named = this.#regions.filter((region) => region !== noRegion);
    return [
      ...(named.length > 0 ? [isAmong(this.#region, named)] : []),
      ...(named.length < this.#regions.length ? [`${this.#region} is null`] : []),
    ].join(' or ');
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
  const { day } = table;
  const region = new JobColumns(table).region ?? nullText;
  const days = from === undefined ? {} : { from };
  return {
    sql: `select distinct ${region} as r
from ${rowsSql(table)}
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
/** The fields of which an account has so few values that counting by all of them makes few groups. */
const fieldsWithFewValues = [
  'AccountId',
  'BackupVaultName',
  'CreatedBy.BackupPlanId',
  'IamRoleArn',
  'MessageCategory',
  'ResourceType',
  'State',
] as const satisfies readonly JobField[];

/** The filters of a query that fulfil a condition. */
function withFilters(query: JobQuery, isWanted: (name: ServiceFilter) => boolean): JobQuery {
  const names = jobQueryFilters.filter((name) => query[name] !== undefined && isWanted(name));
  return Object.fromEntries(names.map((name) => [name, query[name]]));
}

function hasFewValues(field: JobField): boolean {
  return fieldsWithFewValues.some((one) => one === field);
}

/** What the example of a group shows of its backup plan. */
const planExample = ['CreatedBy.BackupPlanArn', 'CreatedBy.BackupPlanName'];
/** The rank of a row among those of the same job. */
const versionColumn = 'backup_jobs_version';
