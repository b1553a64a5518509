import { type DayPartition, dayPartitionOf } from './dayPartition.js';
import { type ReportItems, reportItemsOf } from './reportItems.js';
import { identifier } from './sqlText.js';
import type { AthenaColumn, TableDescription } from './tableDescription.js';

/** A table of job reports. */
export interface AthenaTable {
  readonly database: string;
  readonly name: string;
  /** The columns of a job, with those of partitions. */
  readonly columns: readonly AthenaColumn[];
  /** Absent unless a row is a whole report in JSON. */
  readonly items?: ReportItems;
  /** Absent if the table is not partitioned by day. Then every query reads all reports. */
  readonly day?: DayPartition;
}

/** The table that a description is of. Partitions are columns, too. */
export function tableOf(
  { database, name }: Pick<AthenaTable, 'database' | 'name'>,
  description: TableDescription,
): AthenaTable {
  const { columns, partitionKeys } = description;
  const [day, items] = [dayPartitionOf(description), reportItemsOf(columns)];
  return {
    ...{ database, name },
    columns: [...(items === undefined ? columns : items.fields), ...partitionKeys],
    ...(items && { items }),
    ...(day && { day }),
  };
}

/** The rows of a table in SQL, one for each job in a report. */
export function rowsSql({ database, items, name }: Pick<AthenaTable, 'database' | 'items' | 'name'>): string {
  const table = `${identifier(database)}.${identifier(name)}`;
  return items === undefined ? table : `${table} cross join ${items.sql}`;
}
