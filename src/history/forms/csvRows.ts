import { Readable } from 'node:stream';
import { type CsvError, type InfoRecord, parse } from 'csv-parse';

/** A row of a CSV file. An empty cell without quotes is undefined. */
export interface CsvRow {
  readonly cells: readonly (string | undefined)[];
  /** The line on which it begins, counted from 1. */
  readonly line: number;
}

/** A row that cannot be read, such as one with too few cells. */
export interface BadCsvRow {
  readonly badLine: number;
  /** Whether nothing after it can be read, because a quote is not closed. */
  readonly isLast: boolean;
}

/**
 * The rows of CSV text, of which the first is the header. Every row must have as many cells as the header,
 * because otherwise it is not known which cell belongs to which column. Rows that cannot be read may come
 * earlier than those before them in the file.
 *
 * @see https://www.rfc-editor.org/rfc/rfc4180
 */
export async function* csvRows(
  pieces: AsyncIterable<string>,
  delimiter: string,
): AsyncGenerator<CsvRow | BadCsvRow, void, undefined> {
  const bad: BadCsvRow[] = [];
  /** The line of the file from which on nothing can be read. */
  let end = Number.POSITIVE_INFINITY;
  const parser = parse({
    cast: (cell, { quoting }) => (cell === '' && !quoting ? undefined : cell),
    delimiter,
    info: true,
    max_record_size: maxRowLength,
    on_skip: (error) => {
      // What follows a row that is too long begins within a row.
      if (error?.code === 'CSV_QUOTE_NOT_CLOSED' || error?.code === 'CSV_MAX_RECORD_SIZE')
        end = Math.min(end, lineOf(error));
      else if (lineOf(error) < end) bad.push({ badLine: lineOf(error), isLast: false });
      return undefined;
    },
    // A quote in a cell without quotes, or after the end of one, stays what it is.
    relax_quotes: true,
    skip_empty_lines: true,
    skip_records_with_error: true,
  });
  const source = Readable.from(pieces);
  source.on('error', (error) => parser.destroy(error));
  source.pipe(parser);
  let line = 1;
  // The parser counts the two characters of a line break in a cell as two lines.
  let extraLines = 0;
  try {
    for await (const { info, record } of parser as AsyncIterable<ParsedRow>) {
      yield* bad.splice(0);
      if (info.lines >= end) break;
      const breaks = lineBreaksIn(record);
      yield { cells: record, line: info.lines - extraLines - breaks.counted };
      extraLines += breaks.extra;
      line = info.lines - extraLines + 1;
    }
  } catch (error) {
    if (!isCsvError(error)) throw error;
    end = 0;
  } finally {
    source.destroy();
    parser.destroy();
  }
  yield* bad;
  if (end < Number.POSITIVE_INFINITY) yield { badLine: line, isLast: true };
}

interface ParsedRow {
  readonly info: InfoRecord;
  readonly record: readonly (string | undefined)[];
}

/** How many lines the parser counts within the cells, and how many of these are none. */
function lineBreaksIn(cells: ParsedRow['record']): { readonly counted: number; readonly extra: number } {
  let [counted, extra] = [0, 0];
  for (const cell of cells) {
    if (cell === undefined || !/[\r\n]/.test(cell)) continue;
    counted += cell.match(/[\r\n]/g)?.length ?? 0;
    extra += cell.match(/\r\n/g)?.length ?? 0;
  }
  return { counted, extra };
}

function lineOf(error: CsvError | undefined): number {
  const line: unknown = error?.['lines'];
  return typeof line === 'number' ? line : 0;
}

function isCsvError(error: unknown): error is CsvError {
  return error instanceof Error && 'code' in error && String(error.code).startsWith('CSV_');
}

/** In characters: a job with its longest texts has less than 100,000. */
const maxRowLength = 16_000_000;
