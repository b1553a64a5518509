import type { jobColumns } from './historySchema.js';
import type { Statements } from './statements.js';

/** The rows of the dictionary tables that nothing uses, by their numbers. */
export type UnusedTexts = Readonly<Record<DictionaryTable, readonly number[]>>;
type DictionaryTable = 'messages' | 'shapes' | 'texts';

/** Finds the texts that nothing uses. It reads all jobs once: a million take about a second. */
export function unusedTexts(statements: Statements): UnusedTexts {
  const used = { messages: new Uint8Array(), shapes: new Uint8Array(), texts: new Uint8Array() };
  for (const table of dictionaryTables) used[table] = new Uint8Array(maxId(statements, table) + 1);
  // Never the last one: a new text must not get the number of a removed one, which other windows may know.
  for (const table of dictionaryTables) used[table][used[table].length - 1] = 1;
  const columns = Object.keys(usedByJobs) as (keyof typeof usedByJobs)[];
  const tables = columns.map((column) => used[usedByJobs[column]]);
  const selected = `select id, ${columns.join(', ')} from jobs where id > ? order by id limit ${rowsAtOnce}`;
  for (let [after, isLast] = [-1, false]; !isLast; ) {
    const rows = statements.rows(selected, [after]);
    for (const row of rows)
      for (let place = 0; place < tables.length; place++) {
        const [id, table] = [row[place + 1], tables[place]];
        if (typeof id === 'number' && table !== undefined) table[id] = 1;
      }
    after = Number(rows.at(-1)?.[0] ?? after);
    isLast = rows.length < rowsAtOnce;
  }
  const mark = (sql: string) => {
    for (const row of statements.rows(sql))
      for (const id of row) if (typeof id === 'number') used.texts[id] = 1;
  };
  mark('select account, region from coverage');
  const unused = (table: DictionaryTable) =>
    statements
      .rows(`select id from ${table}`)
      .map(([id]) => Number(id))
      .filter((id) => used[table][id] === 0);
  const [messages, shapes] = [unused('messages'), unused('shapes')];
  const [goneMessages, goneShapes] = [new Set(messages), new Set(shapes)];
  for (const [id, pattern] of statements.rows('select id, pattern from messages where pattern is not null'))
    if (!goneMessages.has(Number(id))) used.texts[Number(pattern)] = 1;
  for (const [id, plan, role] of statements.rows('select id, plan, role from shapes'))
    if (!goneShapes.has(Number(id)))
      for (const text of [plan, role]) if (typeof text === 'number') used.texts[text] = 1;
  return { messages, shapes, texts: unused('texts') };
}

/** Removes texts. Only within a transaction, and only if nothing has been written since they were found. */
export function removeTexts(statements: Statements, unused: UnusedTexts): void {
  for (const table of dictionaryTables)
    for (const id of unused[table]) statements.run(`delete from ${table} where id = ?`, [id]);
}

function maxId(statements: Statements, table: DictionaryTable): number {
  const [row] = statements.rows(`select coalesce(max(id), 0) from ${table}`);
  return Number(row?.[0]);
}

const dictionaryTables = ['messages', 'shapes', 'texts'] as const;

/** The columns of a job with numbers of a dictionary table. */
const usedByJobs = {
  account: 'texts',
  region: 'texts',
  state: 'texts',
  category: 'texts',
  folded: 'texts',
  vault: 'texts',
  type: 'texts',
  resource: 'texts',
  name: 'texts',
  parent: 'texts',
  percent: 'texts',
  point_start: 'texts',
  message: 'messages',
  shape: 'shapes',
} as const satisfies Partial<Record<(typeof jobColumns)[number], DictionaryTable>>;
const rowsAtOnce = 1000;
