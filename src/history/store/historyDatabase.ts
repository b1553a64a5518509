import { randomUUID } from 'node:crypto';
import { type ClientFilter, passes } from '../../jobs/jobSelection.js';
import { compactText } from './compactText.js';
import { type CountedColumn, countedColumns, countedValue, groupingOf } from './countedColumns.js';
import { Coverage } from './coveredSpans.js';
import { Dictionaries } from './dictionaries.js';
import { jobColumns, noCreationDate, readingIndexes } from './historySchema.js';
import type {
  CountedBy,
  CoveredSpan,
  HistoryCount,
  HistoryExtent,
  HistoryJob,
  HistoryPage,
  HistoryQuery,
  JobVersion,
  LastGood,
  PutCounts,
} from './historyTypes.js';
import { JobCodec, type JobRow } from './jobCodec.js';
import { JobWriter } from './jobWriter.js';
import { RowPacker } from './rowPacker.js';
import {
  cacheSetting,
  type SqliteDatabase,
  type SqliteStatement,
  type SqlValue,
  smallCacheSetting,
} from './sqlite.js';
import { rowsOf } from './sqlRows.js';
import { StoreError } from './storeFailure.js';
import { Transactions } from './transactions.js';
import { allOf, type Condition, whereClause } from './whereClause.js';

/**
 * A history in a file: jobs by account, region and ID, each in its newest version. Everything is synchronous,
 * so it belongs into a worker. Errors are those of `node:sqlite`; see `storeFailureOf`.
 */
export class HistoryDatabase {
  /** Whether it was written by a newer version of the extension. Then writing fails. */
  readonly isReadOnly: boolean;
  readonly #database: SqliteDatabase;
  readonly #dictionaries: Dictionaries;
  readonly #codec: JobCodec;
  readonly #packer: RowPacker;
  readonly #writer: JobWriter | undefined;
  readonly #transactions: Transactions;
  readonly #statements = new Map<string, SqliteStatement>();
  /** What the file holds since it was last cleared: its jobs have other numbers than those before. */
  #generation: string;

  /** `database` has the schema. */
  constructor(database: SqliteDatabase, isReadOnly: boolean) {
    this.#database = database;
    this.isReadOnly = isReadOnly;
    this.#dictionaries = new Dictionaries(database, isReadOnly);
    // What was rolled back may have added texts.
    this.#transactions = new Transactions(database, () => this.#dictionaries.forget());
    this.#codec = new JobCodec(this.#dictionaries);
    this.#packer = new RowPacker(this.#dictionaries, this.#codec);
    this.#writer = isReadOnly ? undefined : new JobWriter(database, this.#codec);
    this.#generation = this.#storedGeneration();
  }

  /**
   * Accepts what the file holds now. Until then, everything fails with `replaced` once another window has
   * cleared the file: what it holds may be only a part.
   */
  follow(): void {
    this.#generation = this.#storedGeneration();
  }

  /**
   * Stores versions of jobs, all or none of them. For each job, the newest version is kept; `compareRanks`
   * says which that is. A thousand versions take a fraction of a second.
   */
  put(versions: readonly JobVersion[]): PutCounts {
    return this.#write((writer) => writer.put(versions));
  }

  /**
   * Like {@link put}, but only {@link commit} or another change makes it permanent. Until then, no other
   * window can write. An error of SQLite can undo all that has been added since.
   */
  add(versions: readonly JobVersion[]): PutCounts {
    return this.#change((writer) => writer.put(versions), 'add');
  }

  /** Makes what has been added permanent. If it throws, nothing of that is. */
  commit(): void {
    this.#transactions.commit();
  }

  /** Undoes what has been added and is not permanent. */
  rollBack(): void {
    this.#transactions.rollBack();
  }

  /** Since when something has been added and is not permanent, as `performance.now`; undefined if nothing. */
  get addingSince(): number | undefined {
    return this.#transactions.openSince;
  }

  /**
   * Removes the indexes that only make reading faster. Adding many jobs is then several times as fast, even
   * with the time for creating them afterwards.
   */
  dropReadingIndexes(): void {
    this.#write(() => {
      for (const name of Object.keys(readingIndexes)) this.#database.exec(`drop index if exists ${name}`);
    });
  }

  /** Creates the indexes that are missing. A million jobs take a few seconds. */
  createReadingIndexes(): void {
    const known = new Set(this.#rows("select name from sqlite_schema where type = 'index'", []).flat());
    const missing = Object.entries(readingIndexes).filter(([name]) => !known.has(name));
    if (missing.length === 0) return;
    this.#database.exec(smallCacheSetting);
    try {
      // Each in its own transaction, so that other windows do not wait for all of them.
      for (const [name, columnsOf] of missing)
        this.#write(() => this.#database.exec(`create index if not exists ${name} on ${columnsOf}`));
    } finally {
      this.#database.exec(cacheSetting);
    }
  }

  /** Adds times for which every job is known. Spans that touch become one. */
  cover(spans: readonly CoveredSpan[]): void {
    this.#write(() => this.#coverage.add(spans));
  }

  /** The times for which every job is known, in a region or in all, in order. */
  covered(region?: string): readonly CoveredSpan[] {
    const spans = this.#coverage.spans(region);
    this.#checkGeneration();
    return spans;
  }

  /**
   * A page of at most `maxResults` jobs, 1,000 by default. A client-side filter that SQL cannot answer is
   * applied to the page, which may then have fewer jobs although another page follows.
   */
  page(
    query: HistoryQuery,
    options: { readonly maxResults?: number; readonly nextToken?: string } = {},
  ): HistoryPage {
    const { nextToken, rows, unanswered } = this.#pageRows(query, options);
    const selected =
      unanswered.length === 0 ? rows : rows.filter((row) => passes(unanswered, this.#codec.jobOf(row).job));
    const jobs = this.#packer.pack(selected);
    this.#checkGeneration();
    return { jobs, ...(nextToken !== undefined && { nextToken }) };
  }

  /** The job with this ID, in a region or in any; undefined if there is none. */
  find(backupJobId: string, region?: string): HistoryJob | undefined {
    const { sql, parameters } = whereClause({ query: {}, region }, this.#dictionaries);
    const [row] = this.#rows(`select ${columns} from jobs where key = ? and ${sql} limit 1`, [
      compactText(backupJobId),
      ...parameters,
    ]);
    const found = row && this.#codec.jobOf(row);
    this.#checkGeneration();
    return found;
  }

  /**
   * The exact numbers of jobs for each combination of values, in no order. Undefined if a client-side filter
   * cannot be answered by SQL: then somebody has to read the jobs.
   */
  count(
    query: HistoryQuery,
    by: readonly CountedBy[],
    { withExamples = false }: { readonly withExamples?: boolean | undefined } = {},
  ): readonly HistoryCount[] | undefined {
    const { unanswered, ...where } = whereClause(query, this.#dictionaries);
    if (unanswered.length > 0) return undefined;
    const counted = by.map((one) => countedColumns[one]);
    const selected = counted.flatMap((one) => one.columns);
    const grouped = selected.length === 0 ? '' : ` group by ${groupingOf(selected).join(', ')}`;
    const results = [...selected, 'count(*)', withExamples ? 'max(id)' : 'null'];
    const rows = this.#rows(
      `select ${results.join(', ')} from jobs where ${where.sql}${grouped}`,
      where.parameters,
    );
    const counts = mergedCounts(rows, counted, this.#dictionaries).map(({ count, id, values }) => ({
      values,
      count,
      ...(withExamples && { example: this.#jobWithId(id) }),
    }));
    this.#checkGeneration();
    return counts;
  }

  /**
   * For each resource, the last completion of a backup without known issues, among all jobs of the region, or
   * before a time. Resources without one are missing.
   */
  lastGood({
    before,
    region,
  }: {
    readonly before?: number;
    readonly region?: string;
  } = {}): readonly LastGood[] {
    const { texts } = this.#dictionaries;
    const find = (text: string) => texts.find(text) ?? -1;
    const conditions: Condition[] = [
      { sql: 'state = ?', parameters: [find('COMPLETED')] },
      { sql: 'folded is null or folded in (?, ?)', parameters: [find(''), find('SUCCESS')] },
      ...(before === undefined ? [] : [{ sql: 'completed <= ?', parameters: [before] }]),
      ...(region === undefined ? [] : [{ sql: 'region = ?', parameters: [find(region)] }]),
    ];
    const { parameters, sql } = allOf(conditions);
    // One search in the index for each resource, instead of reading all of it.
    const rows = this.#rows(
      `with recursive resources (id) as (
         select min(resource) from jobs
         union all
         select (select min(resource) from jobs where resource > resources.id) from resources where id is not null
       )
       select id, (select completed from jobs where resource = resources.id and ${sql} order by completed desc limit 1)
       from resources where id is not null`,
      parameters,
    );
    return rows.flatMap(([id, completed]) =>
      typeof completed === 'number' && id !== null
        ? [{ resourceArn: texts.textOf(Number(id)) ?? '', completed }]
        : [],
    );
  }

  /** How much there is. */
  extent(): HistoryExtent {
    const [row = []] = this.#rows(
      'select (select count(*) from jobs), (select min(created) from jobs where created > ?), (select max(created) from jobs)',
      [noCreationDate],
    );
    const time = (value: SqlValue | undefined) =>
      value === null || value === undefined || value === noCreationDate ? undefined : Number(value);
    const regions = this.#rows('select distinct region from jobs', []).map(([id]) =>
      this.#dictionaries.texts.textOf(Number(id)),
    );
    this.#checkGeneration();
    return {
      jobs: Number(row[0]),
      first: time(row[1]),
      last: time(row[2]),
      regions: regions.filter((region) => region !== undefined).sort(),
    };
  }

  /**
   * Replaces the value under a name by one that follows from it; `undefined` removes it. It must survive
   * JSON. Another window cannot write in between. Adds spans like {@link cover} in the same step.
   */
  changeNote(name: string, change: (value: unknown) => unknown, spans: readonly CoveredSpan[] = []): void {
    this.#write(() => {
      this.#keepNote(name, change(this.readNote(name)));
      if (spans.length > 0) this.#coverage.add(spans);
    });
  }

  /** The value under a name; undefined if there is none. */
  readNote(name: string): unknown {
    const [row] = this.#rows('select value from notes where name = ?', [name]);
    return row === undefined ? undefined : JSON.parse(String(row[0]));
  }

  /**
   * Removes the jobs that were created before a time, in epoch milliseconds, and the times before it from
   * what is covered. A job without a creation date counts by the time at which it was known. Texts that jobs
   * share stay: another window may be about to use them. Returns how many jobs are removed.
   */
  removeBefore(time: number): number {
    return this.#write(() => {
      this.#coverage.removeBefore(time);
      const { changes } = this.#database
        .prepare('delete from jobs where created < ? and (created > ? or as_of < ?)')
        .run(time, noCreationDate, time);
      return Number(changes);
    });
  }

  /** Removes everything but the file, and gives the space back: no removed text stays in the file. */
  erase(): void {
    // In one step: another window must not store jobs whose texts are then removed.
    this.#clear([...clearedTables, 'texts', 'messages', 'shapes'], {});
    this.#dictionaries.forget();
    this.#database.exec('vacuum');
  }

  /** Removes everything but the file, and keeps new notes. Another window that reads or writes then fails. */
  clear(notes: Readonly<Record<string, unknown>> = {}): void {
    this.#clear(clearedTables, notes);
  }

  close(): void {
    this.#statements.clear();
    this.#database.close();
  }

  #clear(tables: readonly string[], notes: Readonly<Record<string, unknown>>): void {
    const generation = randomUUID();
    this.#write(() => {
      for (const table of tables) this.#database.exec(`delete from ${table}`);
      for (const [name, value] of Object.entries({ ...notes, [generationNote]: generation }))
        this.#keepNote(name, value);
    });
    this.#generation = generation;
  }

  #keepNote(name: string, value: unknown): void {
    if (value === undefined) this.#statement('delete from notes where name = ?').run(name);
    else
      this.#statement('insert or replace into notes (name, value) values (?, ?)').run(
        name,
        JSON.stringify(value),
      );
  }

  /** Empty if the file has never been cleared. */
  #storedGeneration(): string {
    return String(this.readNote(generationNote) ?? '');
  }

  /** Throws if what was read before this call may be that of another generation. */
  #checkGeneration(): void {
    if (this.#storedGeneration() !== this.#generation) throw new StoreError({ kind: 'replaced', detail: '' });
  }

  get #coverage(): Coverage {
    return new Coverage(this.#database, this.#dictionaries.texts);
  }

  /** Changes the file as a whole or not at all, with what has been added before. */
  #write<Result>(action: (writer: JobWriter) => Result): Result {
    return this.#change(action, 'run');
  }

  #change<Result>(action: (writer: JobWriter) => Result, how: 'add' | 'run'): Result {
    const writer = this.#writer;
    if (writer === undefined) throw new StoreError({ kind: 'readOnly', detail: '' });
    return this.#transactions[how](() => {
      this.#checkGeneration();
      return action(writer);
    });
  }

  /** The rows of a page, before the client-side filters that SQL cannot answer. */
  #pageRows(
    query: HistoryQuery,
    { maxResults = maxPageSize, nextToken }: { readonly maxResults?: number; readonly nextToken?: string },
  ): {
    readonly rows: readonly JobRow[];
    readonly unanswered: readonly ClientFilter[];
    readonly nextToken: string | undefined;
  } {
    const { unanswered, ...where } = whereClause(query, this.#dictionaries);
    const after = nextToken === undefined ? undefined : afterToken(nextToken, this.#generation);
    const { parameters, sql } = allOf(after === undefined ? [where] : [where, after]);
    const rows = this.#rows(
      `select ${columns}, id from jobs where ${sql} order by created desc, id desc limit ?`,
      [...parameters, maxResults],
    );
    const last = rows.length < maxResults ? undefined : rows.at(-1);
    return {
      rows,
      unanswered,
      nextToken: last && `${last[createdColumn]}.${last[jobColumns.length]}.${this.#generation}`,
    };
  }

  #jobWithId(id: SqlValue): HistoryJob | undefined {
    const [row] = this.#rows(`select ${columns} from jobs where id = ?`, [id]);
    return row && this.#codec.jobOf(row);
  }

  #rows(sql: string, parameters: readonly SqlValue[]): JobRow[] {
    return rowsOf(this.#statement(sql), parameters);
  }

  #statement(sql: string): SqliteStatement {
    const known = this.#statements.get(sql);
    if (known !== undefined) return known;
    const statement = this.#database.prepare(sql);
    if (this.#statements.size >= maxStatements) this.#statements.clear();
    this.#statements.set(sql, statement);
    return statement;
  }
}

/** The counts of rows with equal values: an empty text is no value, and several messages have one pattern. */
function mergedCounts(
  rows: readonly JobRow[],
  counted: readonly CountedColumn[],
  dictionaries: Dictionaries,
): readonly MergedCount[] {
  const byKey = new Map<string, MergedCount>();
  for (const row of rows) {
    let place = 0;
    const values = counted.map((one) => {
      const own = row.slice(place, place + one.columns.length);
      place += one.columns.length;
      return countedValue(one, own, dictionaries);
    });
    const count = Number(row[place]);
    const id = row[place + 1] ?? null;
    const key = JSON.stringify(values.map((value) => value ?? null));
    const known = byKey.get(key);
    if (known === undefined) byKey.set(key, { values, count, id });
    else known.count += count;
  }
  return [...byKey.values()];
}

interface MergedCount {
  readonly values: readonly (string | undefined)[];
  count: number;
  /** The number of one of the jobs. */
  readonly id: SqlValue;
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

const columns = jobColumns.join(', ');
const createdColumn = jobColumns.indexOf('created');
const clearedTables: readonly string[] = ['jobs', 'coverage', 'notes'];
const generationNote = 'generation';
const maxPageSize = 1000;
const maxStatements = 50;
