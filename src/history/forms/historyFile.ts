import { fieldsOf } from '../../jobs/backupJob.js';
import type { FileBatch, FileFacts, FileJob, FileRow, FormKind, UnreadLine } from '../fileJob.js';
import { type CsvHeader, csvJobs } from './csvJobs.js';
import { FieldsSeen } from './fieldsSeen.js';
import { fileText, isOfUnpacking } from './fileText.js';
import { jsonItems } from './jsonItems.js';
import { JsonRows, listNames } from './jsonRow.js';
import { PackedLines } from './packedLines.js';
import { type PlaceInPath, placeInPath } from './placeInPath.js';
import { PlacesSeen } from './placesSeen.js';
import { ReportPeriods } from './reportPeriods.js';

/**
 * Reads the backup jobs of a file in any of the forms of {@link FormKind}, gzipped or not. The form follows
 * from the contents, not from the name. Nothing of a file is kept in memory but a batch of rows.
 *
 * The region of a job is the one that its row names, in a column or in the ARN of its vault, else the one in
 * the path of the report.
 */
export class HistoryFile {
  readonly #place: PlaceInPath | undefined;
  readonly #kinds = new Set<FormKind>();
  readonly #fields = new FieldsSeen();
  readonly #places = new PlacesSeen();
  readonly #periods: ReportPeriods;
  /** Whether the file has a list with the name of one of backup jobs. */
  #hasJobList = false;
  /** Whether it has what only a file of AWS Backup has: such a list, or titles of columns. */
  #isOriginal = false;
  #hasOtherRows = false;
  #hasRows = false;
  #isEmptyList = false;

  /** `path` is the path of the file, from which the account and the region of a report can follow. */
  constructor(path: string) {
    this.#place = placeInPath(path);
    this.#periods = new ReportPeriods(this.#place);
  }

  /**
   * The rows, in the order of the file except for unread ones. Rejects as the bytes do. If packed data is
   * damaged, the rows before the damage are read; if there is nothing before it, it rejects.
   */
  async *read(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<FileBatch, void, undefined> {
    let jobs: FileJob[] = [];
    let unread: UnreadLine[] = [];
    let characters = 0;
    for await (const rows of this.#rows(bytes))
      for (const row of rows) {
        this.#hasRows = true;
        if ('reason' in row) {
          unread.push(row);
          if (row.reason === 'notABackupJob') this.#hasOtherRows = true;
        } else {
          jobs.push(this.#jobOf(row));
          characters += row.job.StatusMessage?.length ?? 0;
        }
        if (jobs.length + unread.length < maxRows && characters < maxCharacters) continue;
        yield { jobs, unread };
        [jobs, unread, characters] = [[], [], 0];
      }
    if (jobs.length + unread.length > 0) yield { jobs, unread };
  }

  /**
   * Whether the file is about backup jobs, as far as it has been read, even if none of its rows can be read.
   * Copy jobs are in a list of the same name.
   */
  get isOfJobs(): boolean {
    return this.#kinds.size > 0 || (this.#hasJobList && !this.#hasOtherRows);
  }

  /** What the file holds, as far as it has been read. */
  get facts(): FileFacts {
    const kinds = [...this.#kinds];
    const { day } = this.#place ?? {};
    const emptyReport = this.#emptyReport;
    const places = this.#places.all;
    return {
      kinds,
      fields: this.#fields.names,
      otherColumns: this.#fields.otherColumns,
      places,
      ...(places === undefined && { times: this.#places.times }),
      // The result of a query has only the rows that its conditions select.
      periods: this.#place !== undefined || this.#isOriginal ? this.#periods.all : [],
      ...(day !== undefined && { day }),
      ...(emptyReport !== undefined && { emptyReport }),
    };
  }

  get #emptyReport(): FileFacts['emptyReport'] {
    if (this.#hasRows) return undefined;
    if (this.#kinds.has('report')) return 'backupJobs';
    return this.#isEmptyList ? 'anyJobs' : undefined;
  }

  async *#rows(
    bytes: AsyncIterable<Uint8Array>,
  ): AsyncGenerator<readonly (FileRow | UnreadLine)[], void, undefined> {
    let isDamaged = false;
    let lastLine = 0;
    const pieces = untilDamage(fileText(bytes), () => {
      isDamaged = true;
    });
    const first = await firstPiece(pieces);
    if (first === undefined) return;
    const all = (async function* () {
      yield first;
      yield* pieces;
    })();
    const isJson = /^\s*[{[]/.test(first);
    this.#isEmptyList = emptyReportList.test(first);
    const rows = isJson
      ? jsonFileRows(all, new JsonRows((target) => this.#fields.addColumns('report', [target])), () => {
          this.#hasJobList = true;
          this.#isOriginal = true;
        })
      : csvJobs(
          wholeLines(all, () => isDamaged),
          delimiterOf(first),
          (header) => this.#addHeader(header),
        );
    for await (const some of rows) {
      lastLine = some.at(-1)?.line ?? lastLine;
      yield some;
    }
    if (isDamaged) yield [{ line: lastLine + 1, reason: 'damagedFromHere' }];
  }

  #addHeader({ kind, names, targets }: CsvHeader): void {
    this.#kinds.add(kind);
    this.#isOriginal = !names.every((name) => columnOfTable.test(name));
    this.#fields.addColumns(kind, targets);
  }

  #jobOf(row: FileRow): FileJob {
    const { kind, line, periodEnd } = row;
    let { job } = row;
    this.#kinds.add(kind);
    // A report names a field that no job of it has, such as the message if all have completed.
    const [, vaultRegion, vaultAccount] = vaultArn.exec(job.BackupVaultArn ?? '') ?? [];
    const region = row.region ?? vaultRegion ?? this.#place?.region;
    const account = job.AccountId ?? vaultAccount ?? (kind === 'report' ? this.#place?.account : undefined);
    if (account !== job.AccountId) job = { ...fieldsOf(job), AccountId: account };
    this.#fields.addJob(kind, job);
    this.#periods.add(row, { account, region });
    const fileJob = { kind, job, region, line, statedAt: row.statedAt ?? periodEnd };
    this.#places.add(fileJob);
    return fileJob;
  }
}

async function* jsonFileRows(
  pieces: AsyncIterable<string>,
  rows: JsonRows,
  onList: () => void,
): AsyncGenerator<readonly (FileRow | UnreadLine)[]> {
  const lines = new PackedLines(rows);
  for await (const items of jsonItems(pieces, listNames, onList))
    for (let start = 0; start < items.length; start += maxRows) {
      const some = items.slice(start, start + maxRows);
      yield lines.read(some.flatMap((item) => ('text' in item ? [item] : [])));
      // No item follows.
      for (const item of some)
        if ('brokenAt' in item) yield [{ line: item.brokenAt, reason: 'damagedFromHere' }];
        else if ('cutAt' in item) yield [{ line: item.cutAt, reason: 'cutOutput' }];
    }
}

/** The text until packed data is damaged or cut. Rejects if there is none. */
async function* untilDamage(pieces: AsyncIterable<string>, onDamage: () => void): AsyncGenerator<string> {
  let hasText = false;
  try {
    for await (const piece of pieces) {
      hasText = true;
      yield piece;
    }
  } catch (error) {
    if (!hasText || !isOfUnpacking(error)) throw error;
    onDamage();
  }
}

/** The same text but, if it is damaged at its end, without the line that is cut there. */
async function* wholeLines(pieces: AsyncIterable<string>, isDamaged: () => boolean): AsyncGenerator<string> {
  let rest = '';
  for await (const piece of pieces) {
    rest += piece;
    const end = Math.max(piece.lastIndexOf('\n'), piece.lastIndexOf('\r'));
    // Against files without line breaks.
    if (end === -1 && rest.length < maxLineLength) continue;
    const length = end === -1 ? rest.length : rest.length - piece.length + end + 1;
    yield rest.slice(0, length);
    rest = rest.slice(length);
  }
  if (rest !== '' && !isDamaged()) yield rest;
}

/** The start of a text that is not only blank; undefined if there is none. */
async function firstPiece(pieces: AsyncGenerator<string, void, undefined>): Promise<string | undefined> {
  let first = '';
  for (;;) {
    const { done, value } = await pieces.next();
    if (done) return first.trim() === '' ? undefined : first;
    first += value;
    if (first.trim() !== '' && (first.length >= startLength || first.includes('\n'))) return first;
  }
}

/** What separates the cells of CSV. A spreadsheet may have saved the file with another character. */
function delimiterOf(start: string): string {
  const [header = ''] = start.split(/[\r\n]/, 1);
  const counts = [',', ';', '\t'].map((one) => [one, header.split(one).length] as const);
  return counts.reduce((best, one) => (one[1] > best[1] ? one : best))[0];
}

/** Also of the regions of other partitions. */
const vaultArn = /^arn:[^:]+:backup:([a-z0-9-]+):(\d{12}):backup-vault:/;
/** The name of a column in a table of Athena, as the result of a query has it. */
const columnOfTable = /^[a-z0-9_]*$/;
/** A JSON report without items. */
const emptyReportList = /^\s*\{[^[\]{}]*"reportItems"\s*:\s*\[\s*\]/;
const startLength = 64 * 1024;
/** In characters. A row of CSV is not longer. */
const maxLineLength = 16_000_000;
/**
 * The most rows of a batch, and the most characters of their messages. What lives for a short time costs
 * little garbage collection.
 */
const maxRows = 100;
const maxCharacters = 4_000_000;
