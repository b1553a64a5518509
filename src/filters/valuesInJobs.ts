import type { BackupJob } from '../jobs/backupJob.js';
import { filterRow, type ListFilter, type TextFilter, type ValueFilterRow } from '../jobs/filterTable.js';
import { fieldIn } from '../jobs/jobField.js';
import type { Slices } from '../jobs/slices.js';
import { sortInSlices } from '../jobs/sortInSlices.js';

/** A value of loaded jobs. */
export interface SeenValue {
  readonly value: string;
  /** The number of loaded jobs that match a filter by it. */
  readonly jobs: number;
  /** The name that the jobs have for it, if any. */
  readonly title: string | undefined;
}

/**
 * The values that the loaded jobs have for each of some filters, in the order of `names`: the most frequent
 * first, at most `max`. A job that completed with issues counts for two states. The values of the parent
 * filter include the IDs of parent jobs themselves, whose nested jobs may not be loaded yet.
 *
 * Works in slices of a few milliseconds. Rejects with the signal's reason when it aborts.
 */
export async function seenValues(
  jobs: Iterable<BackupJob>,
  names: readonly (ListFilter | TextFilter)[],
  slices: Slices,
  max = maxValues,
): Promise<readonly (readonly SeenValue[])[]> {
  const counters = names.map((name) => new ValueCounter(name));
  for (const job of jobs) {
    for (const counter of counters) counter.add(job);
    const pause = slices.next();
    if (pause !== undefined) await pause;
  }
  const seen: (readonly SeenValue[])[] = [];
  for (const { values } of counters)
    seen.push((await sortInSlices([...values], mostFrequentFirst, slices)).slice(0, max));
  return seen;
}

/** Counts the values of one filter. */
class ValueCounter {
  readonly #row: ValueFilterRow;
  readonly #seen = new Map<string, CountedValue>();

  constructor(name: ListFilter | TextFilter) {
    this.#row = filterRow(name);
  }

  get values(): Iterable<SeenValue> {
    return this.#seen.values();
  }

  add(job: BackupJob): void {
    const { field, isPattern, valueIn } = this.#row;
    const other = valueIn?.(job);
    const own = isPattern ? other : fieldIn(job, field);
    if (own) this.#count(own, 1, job);
    if (other && other !== own) this.#count(other, own ? 1 : 0, job);
  }

  #count(value: string, count: number, job: BackupJob): void {
    let known = this.#seen.get(value);
    if (known === undefined) {
      known = { value, jobs: 0, title: undefined };
      this.#seen.set(value, known);
    }
    known.jobs += count;
    known.title ??= this.#row.titleIn?.(job) || undefined;
  }
}

type CountedValue = { -readonly [Name in keyof SeenValue]: SeenValue[Name] };

function mostFrequentFirst(one: SeenValue, other: SeenValue): number {
  return other.jobs - one.jobs || one.value.localeCompare(other.value);
}

/** A longer list is slow and of no use; the user can type any other value. */
const maxValues = 1000;
