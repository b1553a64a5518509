import type { Row } from './rows.js';

/**
 * The rows that VS Code was last given. VS Code identifies a row by its object, and ignores a change of any
 * other object.
 */
export class ShownRows {
  readonly #below = new Map<string | undefined, readonly Row[]>();
  readonly #byId = new Map<string, Row>();

  /** Stores the rows that were given below a row, or at the top. */
  set(parent: Row | undefined, rows: readonly Row[]): void {
    for (const { id } of this.below(parent)) this.#byId.delete(id);
    for (const row of rows) this.#byId.set(row.id, row);
    this.#below.set(parent?.id, rows);
  }

  clear(): void {
    this.#below.clear();
    this.#byId.clear();
  }

  /** The rows below a row, or at the top. */
  below(row?: Row): readonly Row[] {
    return this.#below.get(row?.id) ?? [];
  }

  /** The row with this ID. */
  get(id: string): Row | undefined {
    return this.#byId.get(id);
  }

  /** The rows whose children were requested; undefined is the top. */
  *parents(): Generator<Row | undefined> {
    for (const id of this.#below.keys()) {
      const row = id === undefined ? undefined : this.#byId.get(id);
      if (id === undefined || row !== undefined) yield row;
    }
  }

  /** The row directly above another one under the same parent. */
  above(row: Row): Row | undefined {
    const rows = this.below(row.parent);
    const place = rows.findIndex(({ id }) => id === row.id);
    return place > 0 ? rows[place - 1] : undefined;
  }
}
