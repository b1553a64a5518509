import * as vscode from 'vscode';
import { type Grouping, groupingOf } from '../jobs/groupings.js';

/** How the user wants the tree divided. This workspace remembers it. */
export class ChosenGrouping implements vscode.Disposable {
  readonly #memory: vscode.Memento;
  readonly #changed = new vscode.EventEmitter<void>();
  readonly onDidChange = this.#changed.event;
  #value: Grouping;

  constructor(memory: vscode.Memento) {
    this.#memory = memory;
    this.#value = groupingOf(memory.get(memoryKey));
  }

  get value(): Grouping {
    return this.#value;
  }

  /** Chooses a grouping by its id; the first one where there is none such. */
  async choose(id: string): Promise<void> {
    this.#value = groupingOf(id);
    await this.#memory.update(memoryKey, this.#value.id);
    this.#changed.fire();
  }

  dispose(): void {
    this.#changed.dispose();
  }
}

const memoryKey = 'grouping';
