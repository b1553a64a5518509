import { backupJobFields } from '../../jobs/backupJob.js';
import { isJobStructure, jobStructures } from '../../jobs/jobStructures.js';
import { withFormula } from '../../jobs/withoutFormula.js';
import type { FileRow, FormKind, UnreadLine } from '../fileJob.js';
import { type ColumnTarget, columnTarget } from './columnTarget.js';
import { csvRows } from './csvRows.js';
import { asReported, flatRow } from './flatJob.js';
import { isOtherJob } from './jsonRow.js';

/** The header of a CSV file of backup jobs. */
export interface CsvHeader {
  readonly kind: Extract<FormKind, 'csvExport' | 'report'>;
  readonly names: readonly string[];
  readonly targets: readonly (ColumnTarget | undefined)[];
  /** The place of the column that every job has: its ID or, without one, its state. */
  readonly place: number;
}

/**
 * The rows of a CSV file: of our export, or of a job report of any generation. The columns are found by their
 * names, in any order. Reports the header first; if it is not one of backup jobs, the file has no rows.
 *
 * An export to CSV holds only the columns that were picked. What keeps spreadsheets from reading a text as a
 * formula is removed again.
 */
export async function* csvJobs(
  pieces: AsyncIterable<string>,
  delimiter: string,
  onHeader: (header: CsvHeader) => void,
): AsyncGenerator<readonly (FileRow | UnreadLine)[], void, undefined> {
  let header: CsvHeader | undefined;
  /** Rows that cannot be read may come before the header. */
  const early: UnreadLine[] = [];
  for await (const row of csvRows(pieces, delimiter)) {
    if ('badLine' in row) {
      const unread: UnreadLine = { line: row.badLine, reason: row.isLast ? 'damagedFromHere' : 'badFormat' };
      if (header === undefined) early.push(unread);
      else yield [unread];
      continue;
    }
    if (header === undefined) {
      header = headerOf(row.cells);
      if (header === undefined) return;
      onHeader(header);
      yield early;
      continue;
    }
    if (isHeaderRow(row.cells, header)) {
      // Files that were appended to each other. Other columns would be taken for those of the first file.
      if (row.cells.every((cell, place) => cell?.trim() === header?.names[place])) continue;
      yield [{ line: row.line, reason: 'damagedFromHere' }];
      return;
    }
    yield [{ ...rowOf(row.cells, header), line: row.line }];
  }
}

function headerOf(cells: readonly (string | undefined)[]): CsvHeader | undefined {
  const names = cells.map((cell) => cell?.trim() ?? '');
  const targets = names.map(columnTarget);
  const places = new Map(
    targets.map((target, place) => [target?.kind === 'field' ? target.field : undefined, place]),
  );
  const isOfJobs = places.has('BackupJobId') || (places.has('State') && places.has('CreationDate'));
  if (!isOfJobs || isOtherJob(names)) return undefined;
  const place = [places.get('BackupJobId'), places.get('State')].find((one) => one !== undefined) ?? -1;
  const isExport = names.every((name) => exportNames.has(name));
  return { kind: isExport ? 'csvExport' : 'report', names, targets, place };
}

/** Whether a row has the name of a column instead of the ID or the state of a job. */
function isHeaderRow(cells: readonly (string | undefined)[], { place, targets }: CsvHeader): boolean {
  const [cell = '', target] = [cells[place], targets[place]];
  // Few values are looked up: no ID or state of AWS Backup has these letters.
  if (target?.kind !== 'field' || !/job|stat/i.test(cell)) return false;
  const named = columnTarget(cell.trim());
  return named?.kind === 'field' && named.field === target.field;
}

function rowOf(cells: readonly (string | undefined)[], { kind, names, targets }: CsvHeader) {
  const values = cells.map((cell, place) => ({
    name: names[place] ?? '',
    target: targets[place],
    value: kind === 'csvExport' ? cell && withFormula(cell) : cell || undefined,
  }));
  const row = flatRow(values);
  return { ...row, kind, job: kind === 'report' ? asReported(row.job) : row.job };
}

/** The columns of our export, exactly as written. */
const exportNames: ReadonlySet<string> = new Set([
  'Region',
  'OtherFields',
  ...backupJobFields.flatMap((field) =>
    isJobStructure(field) ? Object.keys(jobStructures[field]).map((name) => `${field}.${name}`) : [field],
  ),
]);
