import type * as vscode from 'vscode';
import { oldReadMs } from '../jobs/oldRead.js';
import { readFirst, readSoon } from './readSoon.js';
import type { AttentionPart, AttentionRow } from './rows.js';

/** The current row of what needs attention. Loads its jobs, and reports when its period is too old. */
export class LiveAttention implements vscode.Disposable {
  readonly #onOld: (row: AttentionRow) => void;
  #row: AttentionRow | undefined;
  #aging: NodeJS.Timeout | undefined;

  /** `onOld` is called when the row no longer says "last 24 h". */
  constructor(onOld: (row: AttentionRow) => void) {
    this.#onOld = onOld;
  }

  get row(): AttentionRow | undefined {
    return this.#row;
  }

  get parts(): readonly AttentionPart[] {
    return this.#row?.parts ?? [];
  }

  replace(row: AttentionRow | undefined): void {
    this.#row = row;
  }

  /** Loads the jobs of the shown row, and waits for it to become old. */
  follow(row: AttentionRow): void {
    void this.read(row);
    clearTimeout(this.#aging);
    this.#aging = setTimeout(() => {
      if (row === this.#row) this.#onOld(row);
    }, oldReadMs + 1000);
    this.#aging.unref();
  }

  /** Loads the first pages of the regions that could be loaded; shows late ones separately. */
  async read(row: AttentionRow): Promise<void> {
    const { readableParts } = await import('./attentionRows.js');
    await readSoon(readableParts(row).map(readFirst));
  }

  dispose(): void {
    clearTimeout(this.#aging);
    this.#row = undefined;
  }
}
