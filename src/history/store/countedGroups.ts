import { groupColumns } from './historySchema.js';
import type { JobRow } from './jobCodec.js';
import type { SqlValue } from './sqlite.js';
import type { Statements } from './statements.js';

/**
 * The numbers of jobs by the first columns of the index `by_group`, as rows of `results`, which follow from
 * these columns. Looking for each group, and counting its part of the index, takes half of the time of
 * comparing each job with the one before. Undefined if there are too many groups for that.
 *
 * @param columns how many of the columns of the index make a group
 * @param region the number of the region to count; undefined for all
 */
export function countedGroups(
  statements: Statements,
  columns: number,
  results: readonly string[],
  region: SqlValue | undefined,
): readonly JobRow[] | undefined {
  const names = groupColumns.slice(0, columns);
  const groups: (readonly SqlValue[])[] = region === undefined ? [[]] : [[region]];
  for (let depth = groups[0]?.length ?? 0; depth < columns; depth++)
    for (const group of groups.splice(0)) {
      for (const value of valuesAfter(statements, names, group)) groups.push([...group, value]);
      if (groups.length > maxGroups) return undefined;
    }
  const where = names.map((name) => `${name} is ?`).join(' and ');
  const counted = `select ${results.join(', ')} from jobs where ${where}`;
  // The jobs of a group may have been removed meanwhile.
  return groups.flatMap((group) => statements.rows(`${counted} having count(*) > 0`, group));
}

/**
 * The values of the column of an index that follows its first ones, among the jobs with these values in them,
 * in order. `names` are the columns of the index.
 */
export function* valuesAfter(
  statements: Statements,
  names: readonly string[],
  group: readonly SqlValue[],
): Generator<SqlValue, void, undefined> {
  const name = names[group.length] ?? '';
  const within = names.slice(0, group.length).map((one) => `${one} is ?`);
  const first = `select ${name} from jobs where ${['true', ...within].join(' and ')}`;
  // A missing value comes first.
  let [row] = statements.rows(`${first} order by ${name} limit 1`, group);
  while (row !== undefined) {
    const value = row[0] ?? null;
    yield value;
    [row] =
      value === null
        ? statements.rows(`${first} and ${name} is not null order by ${name} limit 1`, group)
        : statements.rows(`${first} and ${name} > ? order by ${name} limit 1`, [...group, value]);
  }
}

const maxGroups = 500;
