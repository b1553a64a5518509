import type { Branch } from './rows.js';

/** Subscribes to the pools of the shown trees, and reports their changes. */
export class PoolChanges {
  readonly #onChange: () => void;
  readonly #onChanges: () => void;
  #unsubscribe: readonly (() => void)[] = [];
  #pending: NodeJS.Immediate | undefined;

  /**
   * `onChange` is called for each change, `onChanges` once for all changes of a turn of the event loop, when
   * the rows that are being built are done.
   */
  constructor(onChange: () => void, onChanges: () => void) {
    this.#onChange = onChange;
    this.#onChanges = onChanges;
  }

  /** Follows these trees instead of the former ones. */
  follow(roots: readonly Branch[]): void {
    for (const unsubscribe of this.#unsubscribe) unsubscribe();
    clearImmediate(this.#pending);
    this.#pending = undefined;
    this.#unsubscribe = roots.map(({ session }) =>
      session.pool.onDidChange(() => {
        this.#onChange();
        this.reportSoon();
      }),
    );
  }

  /** Reports a change that is not one of a pool. */
  reportSoon(): void {
    this.#pending ??= setImmediate(() => {
      this.#pending = undefined;
      this.#onChanges();
    });
  }
}
