import { type BackupJob, jobKey } from '../jobs/backupJob.js';
import type { JobRow, Row } from './rows.js';

/** The rows that the editor was last given. It knows rows by these objects, and is deaf to changes of any other. */
export class ShownRows {
  readonly #below = new Map<string | undefined, readonly Row[]>();
  readonly #byId = new Map<string, Row>();

  /** Takes the rows that were given below a row, or at the top. */
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

  /** The row of an id. */
  get(id: string): Row | undefined {
    return this.#byId.get(id);
  }

  /** Every row, in no order. */
  all(): Iterable<Row> {
    return this.#byId.values();
  }

  /** The row that stands above another one under the same parent. */
  above(row: Row): Row | undefined {
    const rows = this.below(row.parent);
    const place = rows.findIndex(({ id }) => id === row.id);
    return place > 0 ? rows[place - 1] : undefined;
  }

  /** The rows of some jobs. */
  *rowsOf(jobs: readonly BackupJob[]): Generator<JobRow> {
    const keys = new Set(jobs.map(jobKey));
    if (keys.size === 0) return;
    for (const row of this.#byId.values()) if (row.kind === 'job' && keys.has(jobKey(row.job))) yield row;
  }
}
