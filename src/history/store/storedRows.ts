import type { BackupJob } from '../../jobs/backupJob.js';
import { type JobSelection, selectorOf } from '../../jobs/jobSelection.js';
import type { HistoryReader } from './historyReader.js';
import type { HistoryJob } from './historyTypes.js';
import { RowJobs, rowJobColumns } from './rowJobs.js';
import { type Condition, whereClause } from './whereClause.js';

/**
 * The jobs of a selection, which are read while they are iterated, and which read their fields on access.
 * Counting a million takes little time and memory then. If another window clears the file, iterating fails.
 */
export class StoredRows {
  readonly #reader: HistoryReader;
  readonly #selection: JobSelection;
  readonly #jobs: RowJobs;

  constructor(reader: HistoryReader, selection: JobSelection) {
    this.#reader = reader;
    this.#selection = selection;
    this.#jobs = new RowJobs(reader);
  }

  /** The jobs of a region, each once, in no order. They can be iterated several times. */
  in(region: string): Iterable<BackupJob> {
    return { [Symbol.iterator]: () => this.#each(region) };
  }

  /** All that is known of a job that was iterated; undefined for any other object. */
  wholeJob(job: object): HistoryJob | undefined {
    return this.#jobs.wholeJob(job);
  }

  *#each(region: string): Generator<BackupJob, void, undefined> {
    const { notes, statements } = this.#reader;
    const { isExact, parameters, sql } = this.#condition(region);
    const selects = isExact ? undefined : selectorOf(this.#selection);
    const statement = `select ${rowJobColumns.join(', ')} from jobs where id > ? and (${sql}) order by id limit ?`;
    for (let after = -1; ; ) {
      const rows = statements.rows(statement, [after, ...parameters, rowsAtOnce]);
      notes.checkGeneration();
      for (const row of rows) {
        const job = this.#jobs.jobOf(row);
        if (selects?.(job) ?? true) yield job;
      }
      const last = rows.at(-1);
      if (last === undefined || rows.length < rowsAtOnce) return;
      after = Number(last[0]);
    }
  }

  /** The condition of the selection, and whether it selects no other jobs. */
  #condition(region: string): Condition & { readonly isExact: boolean } {
    const { dictionaries } = this.#reader;
    const parts = this.#selection.parts.map((part) => whereClause({ ...part, region }, dictionaries));
    return {
      sql: parts.map(({ sql }) => `(${sql})`).join(' or ') || 'false',
      parameters: parts.flatMap(({ parameters }) => parameters),
      isExact: parts.every(({ unanswered }) => unanswered.length === 0),
    };
  }
}

/** More take more memory, and hardly less time. */
const rowsAtOnce = 1000;
