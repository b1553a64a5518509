import * as vscode from 'vscode';
import { type Grouping, groupingOf } from '../jobs/groupings.js';

/** The grouping of the tree that the user has chosen. It is stored for this workspace. */
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

  /** Chooses the grouping with this ID, or the first one if no grouping has it. */
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
