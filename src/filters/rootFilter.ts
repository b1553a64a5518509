import * as vscode from 'vscode';
import { selectionOfFilter } from '../jobs/filterPlan.js';
import { filterFrom, isEmptyFilter, type JobFilter } from '../jobs/jobFilter.js';
import type { JobSelection } from '../jobs/jobSelection.js';

/** The user's filter, which applies to the whole tree. It is stored for the workspace. */
export class RootFilter implements vscode.Disposable {
  readonly #memory: vscode.Memento;
  readonly #now: () => Date;
  readonly #changed = new vscode.EventEmitter<JobFilter>();
  readonly onDidChange = this.#changed.event;
  /** Why parts of the stored filter are not valid and therefore ignored. */
  readonly problems: readonly string[];
  #value: JobFilter;
  #selection: JobSelection;

  constructor(memory: vscode.Memento, now: () => Date = () => new Date()) {
    this.#memory = memory;
    this.#now = now;
    const { filter, problems } = filterFrom(memory.get(memoryKey) ?? {});
    this.#value = filter;
    this.problems = problems;
    this.#selection = selectionOfFilter(this.#value, this.#now());
  }

  get value(): JobFilter {
    return this.#value;
  }

  get isSet(): boolean {
    return !isEmptyFilter(this.#value);
  }

  /**
   * The selection of the filter. It stays the same object until {@link set} or {@link renew}, so that its
   * pages are read once.
   */
  get selection(): JobSelection {
    return this.#selection;
  }

  /** Evaluates relative times again. */
  renew(): void {
    this.#selection = selectionOfFilter(this.#value, this.#now());
  }

  /** Replaces all filters, and clears those that are absent. */
  async set(filter: JobFilter): Promise<void> {
    this.#value = filter;
    this.renew();
    this.#changed.fire(filter);
    await this.#memory.update(memoryKey, filter);
  }

  dispose(): void {
    this.#changed.dispose();
  }
}

const memoryKey = 'filters';
