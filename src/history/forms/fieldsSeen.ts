import { type BackupJob, backupJobFields, newerFields } from '../../jobs/backupJob.js';
import { isJobStructure, jobStructures } from '../../jobs/jobStructures.js';
import type { ColumnTarget } from './columnTarget.js';

/** Collects which fields of a job a file states, and which other columns it has. */
export class FieldsSeen {
  readonly #names = new Set<string>();
  readonly #others = new Map<string, number>();

  /** The fields, such as `State` or `CreatedBy.BackupPlanId`, in alphabetical order. */
  get names(): readonly string[] {
    return [...this.#names].sort();
  }

  /** The other columns, with the number of rows that have a value; at most {@link maxOthers}. */
  get otherColumns(): Readonly<Record<string, number>> {
    return Object.fromEntries(this.#others);
  }

  /** Adds the columns of a table, because a column can be empty in every row. */
  addColumns(targets: readonly (ColumnTarget | undefined)[]): void {
    for (const target of targets)
      if (target?.kind === 'field')
        this.#names.add(target.within === undefined ? target.field : `${target.field}.${target.within}`);
      else if (target?.kind === 'option') this.#names.add('BackupOptions');
  }

  /** Adds the fields that a job has. */
  addJob(job: BackupJob): void {
    for (const field of backupJobFields) {
      if (job[field] === undefined) continue;
      if (!isJobStructure(field)) this.#names.add(field);
      else
        for (const name of Object.keys(jobStructures[field]))
          if (Object.hasOwn(job[field], name)) this.#names.add(`${field}.${name}`);
    }
    this.addOthers(job);
  }

  /** Adds only the columns of a job that are not fields of it. */
  addOthers(job: BackupJob): void {
    for (const [name] of newerFields(job)) {
      const count = this.#others.get(name) ?? 0;
      if (count > 0 || this.#others.size < maxOthers) this.#others.set(name, count + 1);
    }
  }
}

/** Against files in which every row has columns of its own. */
const maxOthers = 200;
