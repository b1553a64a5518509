import type { BackupJob } from '../../jobs/backupJob.js';
import { type JobSelection, selectorOf } from '../../jobs/jobSelection.js';
import type { Slices } from '../../jobs/slices.js';
import type { HistoryReader } from './historyReader.js';
import { blockColumns, RowBlock } from './rowBlock.js';
import { type RowReader, rowJob } from './rowJobs.js';
import { TextLookup } from './textLookup.js';
import { type Condition, whereClause } from './whereClause.js';

/** The jobs of a selection in some regions, which read their fields on access. A million take 80 MB. */
export class StoredRows {
  readonly #reader: RowReader;
  readonly #selects: ((job: BackupJob) => boolean) | undefined;
  readonly #blocks: ReadonlyMap<string, readonly RowBlock[]>;

  private constructor(
    reader: RowReader,
    blocks: ReadonlyMap<string, readonly RowBlock[]>,
    selects: ((job: BackupJob) => boolean) | undefined,
  ) {
    this.#reader = reader;
    this.#blocks = blocks;
    this.#selects = selects;
  }

  /**
   * Reads the rows of all regions at once: each read visits all jobs. Works in slices; rejects with the
   * signal's reason when it aborts, and fails if another window clears the file.
   */
  static async read(
    reader: HistoryReader,
    selection: JobSelection,
    regions: readonly string[],
    slices: Slices,
  ): Promise<StoredRows> {
    const { dictionaries, notes, statements } = reader;
    const { isExact, parameters, sql } = conditionOf(selection, reader);
    const blocks = new Map<string, RowBlock[]>(regions.map((region) => [region, []]));
    const byId = new Map(regions.map((region) => [dictionaries.texts.find(region), blocks.get(region)]));
    // Without an index: one that SQLite chose for a filter would have its jobs sorted for each part.
    const statement = `select ${blockColumns.join(', ')}, region from jobs not indexed where id > ? and (${sql}) order by id limit ?`;
    for (let after = -1; ; ) {
      const rows = statements.rows(statement, [after, ...parameters, rowsAtOnce]);
      notes.checkGeneration();
      for (const row of rows) {
        const ofRegion = byId.get(Number(row[blockColumns.length]));
        if (ofRegion === undefined) continue;
        let block = ofRegion.at(-1);
        if (block === undefined || block.isFull) {
          block = new RowBlock();
          ofRegion.push(block);
        }
        block.add(row);
      }
      const last = rows.at(-1);
      if (last === undefined || rows.length < rowsAtOnce) break;
      after = Number(last[0]);
      const pause = slices.nextLong();
      if (pause !== undefined) await pause;
    }
    const lastId = (table: string) => Number(statements.rows(`select max(id) from ${table}`)[0]?.[0]);
    const texts = new TextLookup(dictionaries, 'texts', lastId('texts'));
    const messages = new TextLookup(dictionaries, 'messages', lastId('messages'));
    return new StoredRows(
      { ...reader, texts, messages },
      blocks,
      isExact ? undefined : selectorOf(selection),
    );
  }

  /** The jobs of a region, each once, in no order. They can be iterated several times. */
  in(region: string): Iterable<BackupJob> {
    return { [Symbol.iterator]: () => this.#each(region) };
  }

  *#each(region: string): Generator<BackupJob, void, undefined> {
    for (const block of this.#blocks.get(region) ?? [])
      for (let place = 0; place < block.length; place++) {
        const job = rowJob(this.#reader, block, place);
        if (this.#selects?.(job) ?? true) yield job;
      }
  }
}

/** The condition of a selection, and whether it selects no other jobs. */
function conditionOf(
  { parts }: JobSelection,
  { dictionaries }: HistoryReader,
): Condition & { readonly isExact: boolean } {
  const clauses = parts.map((part) => whereClause(part, dictionaries));
  return {
    sql: clauses.map(({ sql }) => `(${sql})`).join(' or ') || 'false',
    parameters: clauses.flatMap(({ parameters }) => parameters),
    isExact: clauses.every(({ unanswered }) => unanswered.length === 0),
  };
}

/** More take more memory, and hardly less time. */
const rowsAtOnce = 1000;
