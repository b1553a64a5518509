import * as vscode from 'vscode';
import { type JobQuery, jobQueryFilters, queryKey } from '../jobs/jobQuery.js';

/** The filters that the user has set: the query that the whole tree narrows. This window remembers it. */
export class RootQuery implements vscode.Disposable {
  readonly #memory: vscode.Memento;
  readonly #changed = new vscode.EventEmitter<JobQuery>();
  readonly onDidChange = this.#changed.event;
  #value: JobQuery;

  constructor(memory: vscode.Memento) {
    this.#memory = memory;
    this.#value = queryFrom(memory.get(memoryKey));
  }

  get value(): JobQuery {
    return this.#value;
  }

  get isFiltered(): boolean {
    return queryKey(this.#value) !== queryKey({});
  }

  /** Sets all filters at once; those that are absent do not filter. */
  async set(query: JobQuery): Promise<void> {
    this.#value = query;
    await this.#memory.update(memoryKey, query);
    this.#changed.fire(query);
  }

  dispose(): void {
    this.#changed.dispose();
  }
}

/** The filters in what was kept, whose dates are ISO 8601 by then; whatever is not a filter is left out. */
export function queryFrom(kept: unknown): JobQuery {
  if (typeof kept !== 'object' || kept === null) return {};
  const values = new Map<string, unknown>(Object.entries(kept));
  const filters = jobQueryFilters.flatMap((name) => {
    const value = values.get(name);
    if (typeof value !== 'string' && !(value instanceof Date)) return [];
    if (!isDateFilter(name)) return value === '' ? [] : [[name, value]];
    const date = new Date(value);
    return Number.isNaN(date.getTime()) ? [] : [[name, date]];
  });
  return Object.fromEntries(filters) as JobQuery;
}

/** Whether a filter's value is a time. */
export function isDateFilter(
  name: keyof JobQuery,
): name is 'completeAfter' | 'completeBefore' | 'createdAfter' | 'createdBefore' {
  return name.endsWith('After') || name.endsWith('Before');
}

const memoryKey = 'filters';
