import { jobColumns } from './historySchema.js';
import type { JobVersion, PutCounts } from './historyTypes.js';
import { hasSameContents, type JobCodec, type JobRow, rankOfRow } from './jobCodec.js';
import type { SqliteDatabase, SqliteStatement } from './sqlite.js';
import { rowsOf } from './sqlRows.js';
import { compareContents, compareRanks } from './versionOrder.js';

/** Writes versions of jobs. Every call belongs into a transaction. */
export class JobWriter {
  readonly #codec: JobCodec;
  readonly #insert: SqliteStatement;
  readonly #read: SqliteStatement;
  readonly #replace: SqliteStatement;

  constructor(database: SqliteDatabase, codec: JobCodec) {
    this.#codec = codec;
    const columns = jobColumns.join(', ');
    const values = jobColumns.map(() => '?').join(', ');
    this.#insert = database.prepare(
      `insert into jobs (${columns}) values (${values}) on conflict do nothing`,
    );
    this.#read = database.prepare(
      `select ${columns}, id from jobs where key = ? and account = ? and region = ?`,
    );
    this.#replace = database.prepare(`update jobs set (${columns}) = (${values}) where id = ?`);
  }

  /** See `HistoryDatabase.put`. */
  put(versions: readonly JobVersion[], now = Number.POSITIVE_INFINITY): PutCounts {
    const counts = { added: 0, updated: 0, unchanged: 0 };
    for (const version of versions) counts[this.#putOne(version, now)]++;
    return counts;
  }

  #putOne(version: JobVersion, now: number): keyof PutCounts {
    const row = this.#codec.rowOf(version);
    // Most jobs are new, so this is the only statement.
    if (Number(this.#insert.run(...row).changes) > 0) return 'added';
    const [account = null, region = null, key = null] = row;
    const [stored] = rowsOf(this.#read, [key, account, region]);
    if (stored === undefined) throw new Error('A stored job is missing');
    const [before, id = null] = [stored.slice(0, jobColumns.length), stored.at(-1)];
    if (!this.#isNewer(row, before, now)) return 'unchanged';
    this.#replace.run(...row, id);
    return hasSameContents(row, before) ? 'unchanged' : 'updated';
  }

  #isNewer(row: JobRow, before: JobRow, now: number): boolean {
    const rankBefore = rankOfRow(before);
    const asOf = rankBefore.asOf > now ? Number.NEGATIVE_INFINITY : rankBefore.asOf;
    const byRank = compareRanks(rankOfRow(row), { ...rankBefore, asOf });
    if (byRank !== 0 || hasSameContents(row, before)) return byRank > 0;
    return compareContents(this.#codec.jobOf(row).job, this.#codec.jobOf(before).job) > 0;
  }
}
