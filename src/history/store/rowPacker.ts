import { type BackupJob, backupJobFields } from '../../jobs/backupJob.js';
import { columnsOf } from '../../jobs/packed/packedColumns.js';
import { cellsOfJob, oddCell, placeOf } from '../../jobs/packed/packedPage.js';
import { isWrittenDerivedKey, textOfWritten } from './compactText.js';
import type { Dictionaries } from './dictionaries.js';
import { jobColumns, noCreationDate } from './historySchema.js';
import type { PackedJobs } from './historyTypes.js';
import type { JobCodec, JobRow } from './jobCodec.js';
import { shapeFields } from './shapeIds.js';
import type { SqlValue } from './sqlite.js';
import { parseExactJson } from './taggedJson.js';

/**
 * Packs rows as a table of numbers, in which equal texts of the rows are one text. Making objects of them,
 * and copying these to another thread, takes several times as long.
 */
export class RowPacker {
  readonly #dictionaries: Dictionaries;
  readonly #codec: JobCodec;

  constructor(dictionaries: Dictionaries, codec: JobCodec) {
    this.#dictionaries = dictionaries;
    this.#codec = codec;
  }

  /** The IDs and the ends of recovery points are written as by `sqlOfWritten`. */
  pack(rows: readonly JobRow[]): PackedJobs {
    const { messages, texts } = this.#dictionaries;
    const cells = new Float64Array(rows.length * cellsOfJob).fill(Number.NaN);
    const shared = new SharedValues();
    const strings: string[] = [];
    const odd = new Map<number, unknown>();
    const newer = new Map<number, readonly (readonly [string, unknown])[]>();
    const asOf = new Float64Array(rows.length).fill(Number.NaN);
    for (const [row, stored] of rows.entries()) {
      const start = row * cellsOfJob;
      const at = (column: number): SqlValue => stored[column] ?? null;
      for (const [cell, column] of textColumns) {
        const id = at(column);
        if (id !== null && id !== noText)
          cells[start + cell] = shared.indexOf(Number(id) * 3, () => texts.textOf(Number(id)));
      }
      for (const [cell, column] of numberColumns) {
        const number = at(column);
        if (number !== null && number !== noCreationDate) cells[start + cell] = Number(number);
      }
      const message = at(messageColumn);
      if (message !== null)
        cells[start + messageCell] = shared.indexOf(Number(message) * 3 + 1, () =>
          messages.textOf(Number(message)),
        );
      const shape = at(shapeColumn);
      if (shape !== null) {
        const fields: BackupJob = this.#codec.shapeOf(shape) ?? {};
        for (const [place, [name, cell]] of shapeCells.entries())
          if (fields[name] !== undefined)
            cells[start + cell] = shared.indexOf(
              (Number(shape) * shapeCells.length + place) * 3 + 2,
              () => fields[name],
            );
      }
      const key = at(keyColumn);
      if (!isWrittenDerivedKey(key)) cells[start + idCell] = strings.push(textOfWritten(String(key))) - 1;
      const [pointStart, pointEnd] = [at(pointStartColumn), at(pointEndColumn)];
      if (pointStart !== null)
        cells[start + pointCell] =
          strings.push(`${texts.textOf(Number(pointStart))}${textOfWritten(String(pointEnd))}`) - 1;
      const rest = at(restColumn);
      if (rest !== null) {
        const others: (readonly [string, unknown])[] = [];
        for (const [name, value] of Object.entries(parseExactJson(String(rest)) as object)) {
          const cell = cellsByName.get(name);
          if (cell === undefined) others.push([name, value]);
          else {
            cells[start + cell] = oddCell;
            odd.set(placeOf(row, cell), value);
          }
        }
        if (others.length > 0) newer.set(row, others);
      }
      if (at(finishedColumn) === 0 && at(atLeastColumn) === 0) asOf[row] = Number(at(asOfColumn));
    }
    let end = 0;
    return {
      rows: rows.length,
      columns: columnsOf(cells, rows.length),
      values: shared.values,
      valueIds: Float64Array.from(shared.ids),
      valuesVersion: this.#dictionaries.version,
      texts: strings.join(''),
      textEnds: Uint32Array.from(strings, ({ length }) => (end += length)),
      odd,
      newer,
      asOf,
    };
  }
}

/** The values of a page, each once. */
class SharedValues {
  readonly values: unknown[] = [];
  readonly ids: number[] = [];
  readonly #indexes = new Map<number, number>();

  indexOf(id: number, read: () => unknown): number {
    const known = this.#indexes.get(id);
    if (known !== undefined) return known;
    const index = this.values.push(read()) - 1;
    this.ids.push(id);
    this.#indexes.set(id, index);
    return index;
  }
}

function cellOf(field: keyof BackupJob): number {
  return backupJobFields.indexOf(field as (typeof backupJobFields)[number]);
}

function columnOf(name: (typeof jobColumns)[number]): number {
  return jobColumns.indexOf(name);
}

/** The cells of fields, with the columns that have the numbers of their texts. */
const textColumns: readonly (readonly [cell: number, column: number])[] = [
  [cellOf('AccountId'), columnOf('account')],
  [cellOf('BackupVaultName'), columnOf('vault')],
  [cellOf('MessageCategory'), columnOf('category')],
  [cellOf('ParentJobId'), columnOf('parent')],
  [cellOf('PercentDone'), columnOf('percent')],
  [cellOf('ResourceArn'), columnOf('resource')],
  [cellOf('ResourceName'), columnOf('name')],
  [cellOf('ResourceType'), columnOf('type')],
  [cellOf('State'), columnOf('state')],
];
const numberColumns: readonly (readonly [cell: number, column: number])[] = [
  [cellOf('BackupSizeInBytes'), columnOf('size')],
  [cellOf('BytesTransferred'), columnOf('transferred')],
  [cellOf('CompletionDate'), columnOf('completed')],
  [cellOf('CreationDate'), columnOf('created')],
  [cellOf('ExpectedCompletionDate'), columnOf('expected')],
  [cellOf('InitiationDate'), columnOf('started')],
  [cellOf('StartBy'), columnOf('start_by')],
];
const shapeCells = shapeFields.map((name) => [name, cellOf(name)] as const);
const cellsByName: ReadonlyMap<string, number> = new Map(backupJobFields.map((name, cell) => [name, cell]));
const [idCell, messageCell, pointCell] = [
  cellOf('BackupJobId'),
  cellOf('StatusMessage'),
  cellOf('RecoveryPointArn'),
];
const keyColumn = columnOf('key');
const [asOfColumn, atLeastColumn, finishedColumn] = [
  columnOf('as_of'),
  columnOf('at_least'),
  columnOf('finished'),
];
const [messageColumn, restColumn, shapeColumn] = [columnOf('message'), columnOf('rest'), columnOf('shape')];
const [pointStartColumn, pointEndColumn] = [columnOf('point_start'), columnOf('point_end')];
/** A missing account. */
const noText = 0;
