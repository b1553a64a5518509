import { type BackupJob, backupJobFields } from '../../jobs/backupJob.js';
import { noCreationDate } from './historySchema.js';
import type { JobRow } from './jobCodec.js';
import { parseExactJson } from './taggedJson.js';

/** The number of the row, and times in epoch milliseconds. */
const numberColumns = ['id', 'created', 'completed', 'started', 'start_by'] as const;
/** Numbers of texts. */
const textColumns = [
  'shape',
  'message',
  'account',
  'category',
  'name',
  'parent',
  'resource',
  'state',
  'type',
  'vault',
] as const;
const [numbers, texts] = [numberColumns.length, textColumns.length];

/** The columns of the rows that a {@link RowBlock} takes. */
export const blockColumns: readonly string[] = [...numberColumns, ...textColumns, 'rest'];

/** The place of a number among those of a row. */
export function numberColumn(name: (typeof numberColumns)[number]): number {
  return numberColumns.indexOf(name);
}

/** The place of the number of a text among those of a row. */
export function textColumn(name: (typeof textColumns)[number]): number {
  return textColumns.indexOf(name);
}

/** A thousand rows of jobs, in 80 bytes each: what counting and judging read of a job. */
export class RowBlock {
  // The values of a row are next to each other, because they are read together.
  readonly #numbers = new Float64Array(rowsOfBlock * numbers);
  readonly #texts = new Int32Array(rowsOfBlock * texts);
  readonly #odd = new Map<number, Readonly<Record<string, unknown>>>();
  #length = 0;

  get length(): number {
    return this.#length;
  }

  get isFull(): boolean {
    return this.#length === rowsOfBlock;
  }

  /** Adds a row with the {@link blockColumns}. The block must not be full. */
  add(row: JobRow): void {
    const place = this.#length++;
    for (let column = 0; column < numbers; column++) {
      const value = row[column] ?? null;
      this.#numbers[place * numbers + column] =
        value === null || value === noCreationDate ? Number.NaN : (value as number);
    }
    for (let column = 0; column < texts; column++)
      this.#texts[place * texts + column] = (row[numbers + column] ?? noText) as number;
    const rest = row[numbers + texts] ?? null;
    if (rest === null) return;
    const odd = parseExactJson(String(rest)) as Readonly<Record<string, unknown>>;
    // Most have only what an import does not know, such as a column of a report.
    if (backupJobFields.some((name) => Object.hasOwn(odd, name))) this.#odd.set(place, odd);
  }

  /** The number in a row; NaN if there is none. */
  number(place: number, column: number): number {
    return this.#numbers[place * numbers + column] ?? Number.NaN;
  }

  /** The number of a text in a row; {@link noText} if there is none. */
  text(place: number, column: number): number {
    return this.#texts[place * texts + column] ?? noText;
  }

  /** The value of a field that is not of the type of its column. The column has no value then. */
  odd(place: number, name: keyof BackupJob): unknown {
    return this.#odd.get(place)?.[name];
  }
}

/** A missing account, too. */
export const noText = 0;

const rowsOfBlock = 1000;
