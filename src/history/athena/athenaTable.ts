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
  /** The columns of partitions, if not all can be read beside the items: one has the name of a field. */
  readonly keysBesideItems?: readonly string[];
  /** Absent if the table is not partitioned by day. Then every query reads all reports. */
  readonly day?: DayPartition;
}

/**
 * The table that a description is of. Partitions are columns, too, except one with the name of a field of the
 * items: it would be ambiguous, and says the same.
 */
export function tableOf(
  { database, name }: Pick<AthenaTable, 'database' | 'name'>,
  { columns, parameters, partitionKeys }: TableDescription,
): AthenaTable {
  const items = reportItemsOf(columns);
  const keys = partitionKeys.filter((key) => !items?.names.includes(key.name.toLowerCase()));
  const day = dayPartitionOf({ parameters, partitionKeys: keys });
  return {
    ...{ database, name },
    columns: [...(items === undefined ? columns : items.fields), ...keys],
    ...(items && { items }),
    ...(keys.length < partitionKeys.length && { keysBesideItems: keys.map((key) => key.name) }),
    ...(day && { day }),
  };
}

/** The rows of a table in SQL, one for each job in a report. */
export function rowsSql({
  database,
  items,
  keysBesideItems,
  name,
}: Pick<AthenaTable, 'database' | 'items' | 'keysBesideItems' | 'name'>): string {
  const table = `${identifier(database)}.${identifier(name)}`;
  if (items === undefined) return table;
  if (keysBesideItems === undefined) return `${table} cross join ${items.sql}`;
  const outputs = ['items.*', ...keysBesideItems.map((key) => `reports.${identifier(key)}`)];
  return `(select ${outputs.join(', ')} from ${table} as reports cross join ${items.sql}) as rows_of_reports`;
}
