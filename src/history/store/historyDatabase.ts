import type { JobSelection } from '../../jobs/jobSelection.js';
import type { Slices } from '../../jobs/slices.js';
import { compactText } from './compactText.js';
import { Coverage } from './coveredSpans.js';
import { Dictionaries } from './dictionaries.js';
import { FilePlaces, type SeriesPlace } from './filePlaces.js';
import { fieldsOfFirstEvents } from './firstEvents.js';
import { extentOf } from './historyExtent.js';
import { columns, type HistoryReader } from './historyReader.js';
import { noCreationDate } from './historySchema.js';
import type {
  CountedBy,
  CoveredSpan,
  CoverTime,
  HistoryCount,
  HistoryExtent,
  HistoryJob,
  HistoryPage,
  HistoryQuery,
  JobVersion,
  PutCounts,
} from './historyTypes.js';
import { JobCodec } from './jobCodec.js';
import { countsOf } from './jobCounts.js';
import { JobIndexes } from './jobIndexes.js';
import { type PageOptions, pageOf } from './jobPages.js';
import { JobWriter } from './jobWriter.js';
import { joinPlaces } from './joinPlaces.js';
import { Notes } from './notes.js';
import { RemovedTexts } from './removedTexts.js';
import { RowPacker } from './rowPacker.js';
import type { SqliteDatabase, SqlValue } from './sqlite.js';
import { Statements } from './statements.js';
import { StoredRows } from './storedRows.js';
import { StoreError } from './storeFailure.js';
import { Transactions } from './transactions.js';
import { whereClause } from './whereClause.js';

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
  readonly #indexes: JobIndexes;
  readonly #writer: JobWriter | undefined;
  readonly #transactions: Transactions;
  readonly #statements: Statements;
  readonly #notes: Notes;
  readonly #filePlaces: FilePlaces;
  readonly #removedTexts: RemovedTexts;

  /** `database` has the schema. */
  constructor(database: SqliteDatabase, isReadOnly: boolean) {
    this.#database = database;
    this.isReadOnly = isReadOnly;
    this.#dictionaries = new Dictionaries(database, isReadOnly);
    // What was rolled back may have added texts.
    this.#transactions = new Transactions(database, () => this.#dictionaries.forget());
    this.#codec = new JobCodec(this.#dictionaries);
    this.#packer = new RowPacker(this.#dictionaries, this.#codec);
    this.#statements = new Statements(database);
    this.#indexes = new JobIndexes(database, this.#statements);
    this.#writer = isReadOnly ? undefined : new JobWriter(database, this.#codec, this.#indexes);
    this.#notes = new Notes(this.#statements);
    this.#filePlaces = new FilePlaces(this.#statements);
    this.#removedTexts = new RemovedTexts(this.#statements, this.#dictionaries, this.#notes);
  }

  /**
   * Accepts what the file holds now. Until then, everything fails with `replaced` once another window has
   * cleared the file: what it holds may be only a part.
   */
  follow(): void {
    this.#notes.follow();
  }

  /**
   * Stores versions of jobs, all or none of them. For each job, the newest version is kept; `compareRanks`
   * says which that is. A thousand versions take a fraction of a second. With `now`, in epoch milliseconds, a
   * version of the future counts as the oldest: a wrong clock has dated it.
   */
  put(versions: readonly JobVersion[], now?: number): PutCounts {
    return this.#write((writer) => writer.put(versions, now));
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
   * Removes the indexes of the jobs. Adding many jobs is then several times as fast, even with the time for
   * creating them afterwards.
   */
  dropIndexes(): void {
    this.#write(() => this.#indexes.drop());
  }

  /** Creates the index that finds a job by its ID, if it is missing. A million jobs take a second. */
  createKeyIndex(): void {
    this.#write(() => this.#indexes.createKeyIndex());
  }

  /** Creates the indexes that are missing. A million jobs take a few seconds. */
  createIndexes(): void {
    this.#indexes.createMissing((create) => this.#write(create));
  }

  /** See {@link joinPlaces}. */
  joinPlaces(after?: SqlValue): SqlValue | undefined {
    return this.#write((writer) => joinPlaces(this.#reader, writer, after));
  }

  /**
   * Adds times for which every job is known. Spans that touch become one. With a time, removes what a wrong
   * clock has added before.
   */
  cover(spans: readonly CoveredSpan[], time?: CoverTime): void {
    this.#write(() => {
      if (time !== undefined) this.#coverage.removeFuture(time);
      this.#coverage.add(spans);
    });
  }

  /** The times for which every job is known, in a region or in all, in order. */
  covered(region?: string): readonly CoveredSpan[] {
    const spans = this.#coverage.spans(region);
    this.#notes.checkGeneration();
    return spans;
  }

  /**
   * A page of at most `maxResults` jobs, 1,000 by default. A client-side filter that SQL cannot answer is
   * applied to the page, which may then have fewer jobs although another page follows.
   */
  page(query: HistoryQuery, options: PageOptions = {}): HistoryPage {
    return pageOf(this.#reader, this.#packer, query, options);
  }

  /** The jobs of a selection in some regions, for code that reads all of them; see `StoredRows`. */
  each(selection: JobSelection, regions: readonly string[], slices: Slices): Promise<StoredRows> {
    return StoredRows.read(this.#reader, selection, regions, slices);
  }

  /** The job with this ID, in a region or in any; undefined if there is none. */
  find(backupJobId: string, region?: string): HistoryJob | undefined {
    const { dictionaries, statements } = this.#reader;
    const { sql, parameters } = whereClause({ query: {}, region }, dictionaries);
    const [row] = statements.rows(`select ${columns} from jobs where key = ? and ${sql} limit 1`, [
      compactText(backupJobId),
      ...parameters,
    ]);
    const found = row && this.#codec.jobOf(row);
    this.#notes.checkGeneration();
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
    return countsOf(this.#reader, query, by, withExamples);
  }

  /** See {@link fieldsOfFirstEvents}. */
  fieldsOfFirstEvents(): readonly string[] | undefined {
    return fieldsOfFirstEvents(this.#reader);
  }

  /** How much there is. */
  extent(): HistoryExtent {
    return extentOf(this.#reader);
  }

  /**
   * Replaces the value under a name by one that follows from it; `undefined` removes it. It must survive
   * JSON. Another window cannot write in between. Adds spans like {@link cover}, and to {@link filePlaces},
   * in the same step.
   */
  changeNote(
    name: string,
    change: (value: unknown) => unknown,
    { places = [], spans = [] }: { places?: readonly SeriesPlace[]; spans?: readonly CoveredSpan[] } = {},
  ): void {
    this.#write(() => {
      this.#notes.keep(name, change(this.#notes.read(name)));
      if (spans.length > 0) this.#coverage.add(spans);
      if (places.length > 0) this.#filePlaces.add(places);
    });
  }

  /** The places of all files that were read into it; see {@link FilePlaces}. */
  filePlaces(): readonly SeriesPlace[] {
    return this.#filePlaces.all();
  }

  /** The value under a name; undefined if there is none. */
  readNote(name: string): unknown {
    return this.#notes.read(name);
  }

  /**
   * Removes the jobs that were created before a time, in epoch milliseconds, and the times before it from
   * what is covered. A job without a creation date counts by the time at which it was known. Then removes the
   * texts that nothing uses. Returns how many jobs are removed.
   */
  removeBefore(time: number): number {
    const removed = this.#write(() => {
      this.#coverage.removeBefore(time);
      return this.#statements.run('delete from jobs where created < ? and (created > ? or as_of < ?)', [
        time,
        noCreationDate,
        time,
      ]);
    });
    if (removed > 0) this.#removedTexts.removeUnused((change) => this.#write(change));
    return removed;
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
    this.#write(() => {
      for (const table of tables) this.#database.exec(`delete from ${table}`);
      this.#filePlaces.clear();
      for (const [name, value] of Object.entries(notes)) this.#notes.keep(name, value);
      this.#notes.keepNewGeneration();
    });
    this.#notes.follow();
  }

  get #reader(): HistoryReader {
    this.#removedTexts.forget();
    return {
      statements: this.#statements,
      dictionaries: this.#dictionaries,
      codec: this.#codec,
      notes: this.#notes,
    };
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
      this.#notes.checkGeneration();
      this.#removedTexts.forget();
      return action(writer);
    });
  }
}

const clearedTables: readonly string[] = ['jobs', 'coverage', 'notes'];
