/** A column of a table in the data catalog. */
export interface AthenaColumn {
  readonly name: string;
  /** Its type in Hive's words, such as `string` or `bigint`. */
  readonly type: string;
}

/** What the data catalog says of a table. */
export interface TableDescription {
  readonly columns: readonly AthenaColumn[];
  readonly partitionKeys: readonly AthenaColumn[];
  /** Its properties, such as `serde.serialization.lib`. */
  readonly parameters: Readonly<Record<string, string>>;
}

/** How a partition writes a day; `date` is the type of SQL. */
export type DayFormat = (typeof dayFormats)[number] | 'date';

/** A partition by the day of the report. A condition on it limits what a query reads. */
export interface DayPartition {
  readonly column: string;
  readonly format: DayFormat;
}

/** A table of job reports. */
export interface AthenaTable {
  readonly database: string;
  readonly name: string;
  readonly columns: readonly AthenaColumn[];
  /** Absent if the table is not partitioned by day. Then every query reads all reports. */
  readonly day?: DayPartition;
}

/** The table that a description is of. Partitions are columns, too. */
export function tableOf(
  { database, name }: Pick<AthenaTable, 'database' | 'name'>,
  { columns, parameters, partitionKeys }: TableDescription,
): AthenaTable {
  const [day] = partitionKeys.flatMap((key) => dayPartition(key, parameters) ?? []);
  return { database, name, columns: [...columns, ...partitionKeys], ...(day && { day }) };
}

/**
 * The partition by day that a key is: one of the type date, or one that a projection computes from days.
 *
 * @see https://docs.aws.amazon.com/athena/latest/ug/partition-projection-supported-types.html
 */
function dayPartition(
  { name, type }: AthenaColumn,
  parameters: TableDescription['parameters'],
): DayPartition | undefined {
  if (type.toLowerCase() === 'date') return { column: name, format: 'date' };
  if (!isText(type) || parameters[`projection.${name}.type`]?.toLowerCase() !== 'date') return undefined;
  const format = dayFormats.find((one) => one === parameters[`projection.${name}.format`]);
  return format && { column: name, format };
}

/** Whether values of a type are texts. */
export function isText(type: string): boolean {
  return /^(string|varchar|char)\b/i.test(type);
}

/** Whether SQL can turn values of a type into a text. Maps, structs and arrays it cannot. */
export function isScalar(type: string): boolean {
  return !/^(array|map|row|struct|uniontype|binary|varbinary)\b/i.test(type);
}

const dayFormats = ['yyyy/MM/dd', 'yyyy-MM-dd', 'yyyyMMdd'] as const;
