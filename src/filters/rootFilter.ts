import * as vscode from 'vscode';
import { selectionOfFilter } from '../jobs/filterPlan.js';
import { filterFrom, isEmptyFilter, type JobFilter } from '../jobs/jobFilter.js';
import type { JobSelection } from '../jobs/jobSelection.js';

/** What the user filters by: the selection that the whole tree narrows. This window remembers it. */
export class RootFilter implements vscode.Disposable {
  readonly #memory: vscode.Memento;
  readonly #now: () => Date;
  readonly #changed = new vscode.EventEmitter<JobFilter>();
  readonly onDidChange = this.#changed.event;
  /** What of the filter that this window remembered can be none, and is left out. */
  readonly problems: readonly string[];
  #value: JobFilter;
  #selection: JobSelection;

  constructor(memory: vscode.Memento, now: () => Date = () => new Date()) {
    this.#memory = memory;
    this.#now = now;
    const { filter, problems } = filterFrom(memory.get(memoryKey) ?? {});
    this.#value = filter;
    this.problems = problems;
    this.#selection = selectionOfFilter(this.#value, now());
  }

  get value(): JobFilter {
    return this.#value;
  }

  get isSet(): boolean {
    return !isEmptyFilter(this.#value);
  }

  /**
   * What the filter asks for; the same until {@link set} or {@link renew}, so that its pages are read once.
   */
  get selection(): JobSelection {
    return this.#selection;
  }

  /** Lets relative times mean those of now. */
  renew(): void {
    this.#selection = selectionOfFilter(this.#value, this.#now());
  }

  /** Sets all filters at once; those that are absent do not filter. */
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
