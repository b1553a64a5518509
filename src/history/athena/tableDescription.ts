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

/** Whether values of a type are texts. */
export function isText(type: string): boolean {
  return /^(string|varchar|char)\b/i.test(type);
}

/** Whether SQL can turn values of a type into a text. Maps, structs and arrays it cannot. */
export function isScalar(type: string): boolean {
  return !/^(array|map|row|struct|uniontype|binary|varbinary)\b/i.test(type);
}
