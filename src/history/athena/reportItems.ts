import { identifier } from './sqlText.js';
import { type AthenaColumn, isScalar } from './tableDescription.js';

/** The jobs of a report in JSON, which is one object with the list `reportItems`. */
export interface ReportItems {
  /** The fields of a job. */
  readonly fields: readonly AthenaColumn[];
  /** Makes a row of each job. Trino makes a column of each field of the list's structures. */
  readonly sql: string;
  /** The names of all members of a job, in lower case. Names in SQL have no case. */
  readonly names: readonly string[];
}

/**
 * The list of jobs among the columns of a table; undefined if there is none, or if its type is not a list of
 * structures with plain fields.
 *
 * @see https://docs.aws.amazon.com/aws-backup/latest/devguide/working-with-audit-reports.html
 */
export function reportItemsOf(columns: readonly AthenaColumn[]): ReportItems | undefined {
  const column = columns.find(({ name }) => name.toLowerCase() === 'reportitems');
  const members = /^array<struct<(.*)>>$/i.exec(column?.type.replaceAll(/\s/g, '') ?? '')?.[1];
  if (column === undefined || members === undefined) return undefined;
  const fields = membersOf(members).map((member): AthenaColumn => {
    const [, name = '', type = ''] = /^([^:]*):(.*)$/s.exec(member) ?? [];
    return { name: name.replaceAll('`', ''), type };
  });
  if (fields.some(({ name, type }) => name === '' || type === '')) return undefined;
  const names = fields.map(({ name }) => identifier(name)).join(', ');
  return {
    fields: fields.filter(({ type }) => isScalar(type)),
    sql: `unnest(${identifier(column.name)}) as items (${names})`,
    names: fields.map(({ name }) => name.toLowerCase()),
  };
}

/** The members of a structure: texts between the commas that are not within another type. */
function membersOf(text: string): readonly string[] {
  const members = [''];
  let depth = 0;
  for (const character of text) {
    if (character === '<' || character === '(') depth++;
    if (character === '>' || character === ')') depth--;
    if (character === ',' && depth === 0) members.push('');
    else members[members.length - 1] += character;
  }
  return members;
}
