import type { SqliteDatabase } from './sqlite.js';

/**
 * The transactions of one database. One that stays open for several actions writes each page of the file only
 * once, which makes the first reading of files several times as fast.
 */
export class Transactions {
  readonly #database: SqliteDatabase;
  readonly #onRollback: () => void;
  #openSince: number | undefined;

  /** `onRollback` is called when something that an action has written does not exist any more. */
  constructor(database: SqliteDatabase, onRollback: () => void) {
    this.#database = database;
    this.#onRollback = onRollback;
  }

  /** Since when a transaction has been open, as `performance.now`; undefined if none is. */
  get openSince(): number | undefined {
    return this.#openSince;
  }

  /** Runs an action, and commits it with what has been added. If it throws, it has no effect. */
  run<Result>(action: () => Result): Result {
    const isOpen = this.#openSince !== undefined;
    try {
      const result = this.add(action);
      this.commit();
      return result;
    } catch (error) {
      if (!isOpen) this.rollBack();
      throw error;
    }
  }

  /**
   * Runs an action in a transaction that stays open: nothing is written until {@link run} or {@link commit},
   * and until then, no other window can write. If the action throws, it has no effect, but earlier ones have.
   * An error of SQLite can undo these as well.
   */
  add<Result>(action: () => Result): Result {
    if (this.#openSince === undefined) {
      // At once, so that another window cannot write between reading and writing.
      this.#database.exec('begin immediate');
      this.#openSince = performance.now();
    }
    try {
      this.#database.exec('savepoint added');
      const result = action();
      this.#database.exec('release added');
      return result;
    } catch (error) {
      this.#undoAdded();
      throw error;
    }
  }

  /** Makes what has been added permanent. If it throws, nothing of that is. */
  commit(): void {
    if (this.#openSince === undefined) return;
    try {
      this.#database.exec('commit');
      this.#openSince = undefined;
    } catch (error) {
      this.rollBack();
      throw error;
    }
  }

  /** Undoes what has been added. */
  rollBack(): void {
    if (this.#openSince === undefined) return;
    this.#openSince = undefined;
    this.#onRollback();
    try {
      this.#database.exec('rollback');
    } catch {
      // SQLite has rolled back by itself, for example because the disk is full.
    }
  }

  #undoAdded(): void {
    this.#onRollback();
    try {
      this.#database.exec('rollback to added');
      this.#database.exec('release added');
    } catch {
      // There is no savepoint: SQLite has rolled back all by itself.
      this.rollBack();
    }
  }
}
