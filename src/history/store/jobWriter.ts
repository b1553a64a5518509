import { jobColumns } from './historySchema.js';
import type { JobVersion, PutCounts } from './historyTypes.js';
import { hasSameContents, hasSameKey, type JobCodec, type JobRow, rankOfRow } from './jobCodec.js';
import type { JobIndexes } from './jobIndexes.js';
import { hashOfKey, type KeyTable } from './keyTable.js';
import type { SqliteDatabase, SqliteStatement } from './sqlite.js';
import { rowsOf } from './sqlRows.js';
import { compareContents, compareRanks } from './versionOrder.js';

/** Writes versions of jobs. Every call belongs into a transaction. */
export class JobWriter {
  readonly #codec: JobCodec;
  readonly #indexes: JobIndexes;
  readonly #insert: SqliteStatement;
  readonly #read: SqliteStatement;
  readonly #readWithId: SqliteStatement;
  readonly #replace: SqliteStatement;

  constructor(database: SqliteDatabase, codec: JobCodec, indexes: JobIndexes) {
    this.#codec = codec;
    this.#indexes = indexes;
    const columns = jobColumns.join(', ');
    const values = jobColumns.map(() => '?').join(', ');
    this.#insert = database.prepare(
      `insert into jobs (${columns}) values (${values}) on conflict do nothing`,
    );
    this.#read = database.prepare(
      `select ${columns}, id from jobs where key = ? and account = ? and region = ?`,
    );
    this.#readWithId = database.prepare(`select ${columns}, id from jobs where id = ?`);
    this.#replace = database.prepare(`update jobs set (${columns}) = (${values}) where id = ?`);
  }

  /** See `HistoryDatabase.put`. */
  put(versions: readonly JobVersion[], now = Number.POSITIVE_INFINITY): PutCounts {
    const counts = { added: 0, updated: 0, unchanged: 0 };
    const keys = this.#indexes.keys();
    for (const version of versions) counts[this.#putOne(version, now, keys)]++;
    return counts;
  }

  #putOne(version: JobVersion, now: number, keys: KeyTable | undefined): keyof PutCounts {
    const row = this.#codec.rowOf(version);
    const stored = keys === undefined ? this.#addOrRead(row) : this.#addOrReadBy(keys, row);
    if (stored === undefined) return 'added';
    const [before, id = null] = [stored.slice(0, jobColumns.length), stored.at(-1)];
    if (!this.#isNewer(row, before, now)) return 'unchanged';
    this.#replace.run(...row, id);
    return hasSameContents(row, before) ? 'unchanged' : 'updated';
  }

  /** Adds the row of a new job. Of another one, returns the stored row. */
  #addOrRead(row: JobRow): JobRow | undefined {
    // Most jobs are new, so this is the only statement.
    if (Number(this.#insert.run(...row).changes) > 0) return undefined;
    const [account = null, region = null, key = null] = row;
    const [stored] = rowsOf(this.#read, [key, account, region]);
    if (stored === undefined) throw new Error('A stored job is missing');
    return stored;
  }

  /** Like {@link #addOrRead}, without the index. */
  #addOrReadBy(keys: KeyTable, row: JobRow): JobRow | undefined {
    const [account = null, region = null, key = null] = row;
    const hash = hashOfKey(account, region, key);
    for (const id of keys.idsOf(hash)) {
      const [stored] = rowsOf(this.#readWithId, [id]);
      if (stored !== undefined && hasSameKey(stored, row)) return stored;
    }
    keys.add(hash, Number(this.#insert.run(...row).lastInsertRowid));
    return undefined;
  }

  #isNewer(row: JobRow, before: JobRow, now: number): boolean {
    const rankBefore = rankOfRow(before);
    const asOf = rankBefore.asOf > now ? Number.NEGATIVE_INFINITY : rankBefore.asOf;
    const byRank = compareRanks(rankOfRow(row), { ...rankBefore, asOf });
    if (byRank !== 0 || hasSameContents(row, before)) return byRank > 0;
    return compareContents(this.#codec.jobOf(row).job, this.#codec.jobOf(before).job) > 0;
  }
}
