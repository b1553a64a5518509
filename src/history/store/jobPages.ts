import { passes } from '../../jobs/jobSelection.js';
import { compactOfWritten, sqlOfWritten } from './compactText.js';
import type { HistoryReader } from './historyReader.js';
import { jobColumns } from './historySchema.js';
import type { HistoryPage, HistoryQuery } from './historyTypes.js';
import type { JobRow } from './jobCodec.js';
import type { RowPacker } from './rowPacker.js';
import { StoreError } from './storeFailure.js';
import { allOf, type Condition, whereClause } from './whereClause.js';

/** Which page of a list is read. */
export interface PageOptions {
  /** 1,000 by default. */
  readonly maxResults?: number;
  /** The token of the page before. */
  readonly nextToken?: string;
}

/** See `HistoryDatabase.page`. */
export function pageOf(
  reader: HistoryReader,
  packer: RowPacker,
  query: HistoryQuery,
  { maxResults = maxPageSize, nextToken: token }: PageOptions,
): HistoryPage {
  const { codec, dictionaries, notes, statements } = reader;
  const { unanswered, ...where } = whereClause(query, dictionaries);
  const after = token === undefined ? undefined : afterToken(token, notes.generation);
  const { parameters, sql } = allOf(after === undefined ? [where] : [where, after]);
  const rows = statements.rows(
    `select ${writtenColumns}, id from jobs where ${sql} order by created desc, id desc limit ?`,
    [...parameters, maxResults],
  );
  const selected =
    unanswered.length === 0
      ? rows
      : rows.filter((row) => passes(unanswered, codec.jobOf(storedRow(row)).job));
  const jobs = packer.pack(selected);
  notes.checkGeneration();
  const last = rows.length < maxResults ? undefined : rows.at(-1);
  if (last === undefined) return { jobs };
  return { jobs, nextToken: `${last[createdColumn]}.${last[jobColumns.length]}.${notes.generation}` };
}

/**
 * The condition for the jobs after a page. A token of another form selects none. Throws if the page is of
 * another generation, in which jobs have other numbers.
 */
function afterToken(token: string, generation: string): Condition {
  const [, created, id, ofGeneration] = /^(-?\d+)\.(\d+)\.(.*)$/.exec(token) ?? [];
  if (created === undefined || id === undefined) return { sql: 'false', parameters: [] };
  if (ofGeneration !== generation) throw new StoreError({ kind: 'replaced', detail: '' });
  return { sql: '(created, id) < (?, ?)', parameters: [Number(created), Number(id)] };
}

/** The row as it is stored, of one with {@link writtenColumns}. */
function storedRow(row: JobRow): JobRow {
  return row.map((value, column) =>
    typeof value === 'string' && isCompact(jobColumns[column]) ? compactOfWritten(value) : value,
  );
}

function isCompact(column: string | undefined): boolean {
  return column === 'key' || column === 'point_end';
}

/** The columns that {@link RowPacker} reads. */
const writtenColumns = jobColumns.map((name) => (isCompact(name) ? sqlOfWritten(name) : name)).join(', ');
const createdColumn = jobColumns.indexOf('created');
const maxPageSize = 1000;
