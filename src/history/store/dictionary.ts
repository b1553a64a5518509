import { compactText, textOfCompact } from './compactText.js';
import { RecentEntries } from './recentEntries.js';
import type { SqliteDatabase, SqliteStatement, SqlValue } from './sqlite.js';

/**
 * A table that gives each text a number. Rows are added and never changed, so what is cached stays valid,
 * also when another window writes. After a rollback, {@link forget} must be called.
 */
export class Dictionary {
  readonly #add: SqliteStatement | undefined;
  readonly #find: SqliteStatement;
  readonly #read: SqliteStatement;
  readonly #furtherOf: (text: string) => readonly SqlValue[];
  readonly #ids = new RecentEntries<string, number>(maxCacheEntries);
  readonly #texts = new RecentEntries<number, string>(maxCacheEntries);

  /** `further` has the columns besides `value`, and `furtherOf` their values for a text. */
  constructor(
    database: SqliteDatabase,
    { isReadOnly, table }: { readonly table: string; readonly isReadOnly: boolean },
    further: readonly string[] = [],
    furtherOf: (text: string) => readonly SqlValue[] = () => [],
  ) {
    const columns = ['value', ...further];
    this.#furtherOf = furtherOf;
    this.#find = database.prepare(`select id from ${table} where value = ?`);
    this.#read = database.prepare(`select value from ${table} where id = ?`);
    this.#add = isReadOnly
      ? undefined
      : database.prepare(
          `insert into ${table} (${columns.join(', ')}) values (${columns.map(() => '?').join(', ')}) returning id`,
        );
  }

  /** The number of a text; undefined if the table does not have it. */
  find(text: string): number | undefined {
    const known = this.#ids.get(text);
    if (known !== undefined) return known;
    const row = this.#find.get(compactText(text)) as { readonly id: number } | undefined;
    if (row !== undefined) this.#keep(row.id, text);
    return row?.id;
  }

  /** The number of a text, which is added if it is new. Only within a transaction. */
  idOf(text: string): number {
    const known = this.find(text);
    if (known !== undefined) return known;
    const row = this.#add?.get(compactText(text), ...this.#furtherOf(text)) as { readonly id: number };
    this.#keep(row.id, text);
    return row.id;
  }

  /** The text with this number; undefined if there is none. */
  textOf(id: number): string | undefined {
    const known = this.#texts.get(id);
    if (known !== undefined) return known;
    const row = this.#read.get(id) as { readonly value: string | Uint8Array } | undefined;
    if (row === undefined) return undefined;
    const text = textOfCompact(row.value);
    this.#keep(id, text);
    return text;
  }

  /** Forgets what is cached. */
  forget(): void {
    this.#ids.clear();
    this.#texts.clear();
  }

  #keep(id: number, text: string): void {
    if (text.length > maxCachedLength) return;
    this.#ids.set(text, id);
    this.#texts.set(id, text);
  }
}

/** A few MB in all. */
const maxCacheEntries = 20_000;
/** In characters. */
const maxCachedLength = 4000;
