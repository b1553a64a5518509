import { systemTime } from '../jobs/sweep/clock.js';
import { isInSubtree, type Row } from './rows.js';

/**
 * Prevents VS Code's requests for rows from overlapping with notifications of changes. If a row changes while
 * VS Code is still waiting for its children, VS Code keeps the old children while its extension host forgets
 * them, and the branch is empty until the next refresh (microsoft/vscode: `TreeViewDataProvider.getChildren`
 * keeps what arrives late, `ExtHostTreeView._refreshNode` drops it). So a change first ends the requests
 * below it, and VS Code is notified only when their answers have had time to arrive.
 */
export class RowRequests {
  readonly #pending = new Map<string | undefined, PendingRequest>();
  readonly #changed = new Set<Row | undefined>();
  #lastAnswer = Number.NEGATIVE_INFINITY;
  #timer: NodeJS.Timeout | undefined;
  #isEmptied = false;

  constructor(
    private readonly notify: (row: Row | undefined) => void,
    private readonly options: { readonly arrivalMs: number } = { arrivalMs: 100 },
  ) {}

  /**
   * Answers a request for the rows below `row`, or at the top. Concurrent requests for the same rows share
   * one answer, because VS Code refuses two rows with the same ID. `shown` is the answer if the request is
   * ended early.
   */
  answer(
    row: Row | undefined,
    make: () => Promise<Row[]>,
    shown: readonly Row[] | undefined,
  ): Promise<Row[]> {
    const known = this.#pending.get(row?.id);
    if (known !== undefined) return known.rows;
    let end = () => {};
    const ended = new Promise<Row[]>((resolve) => {
      end = () => resolve([...(shown ?? [])]);
    });
    const rows = Promise.race([
      row === undefined && this.#isEmptied ? this.#noRows() : make(),
      ended,
    ]).finally(() => {
      this.#lastAnswer = systemTime.elapsed();
      if (this.#pending.get(row?.id)?.rows === rows) this.#pending.delete(row?.id);
    });
    this.#pending.set(row?.id, { row, rows, end });
    return rows;
  }

  /**
   * Notifies VS Code soon that a row and all rows below it have changed; undefined stands for the whole tree.
   */
  change(row: Row | undefined): void {
    this.#changed.add(row);
    this.#endPointless();
    this.#timer ??= setTimeout(() => this.#flush(), 0);
  }

  /**
   * Removes all rows first, then has new ones requested, because VS Code shows the old rows until it has an
   * answer. These are two changes: VS Code handles the first at once, and later ones after 200 ms.
   */
  empty(): void {
    this.#isEmptied = true;
    this.change(undefined);
  }

  dispose(): void {
    clearTimeout(this.#timer);
    this.#changed.clear();
  }

  async #noRows(): Promise<Row[]> {
    this.#isEmptied = false;
    setImmediate(() => this.change(undefined));
    return [];
  }

  #flush(): void {
    this.#endPointless();
    const wait = this.#lastAnswer + this.options.arrivalMs - systemTime.elapsed();
    if (wait > 0 || this.#pendingBelowChanges().length > 0) {
      this.#timer = setTimeout(() => this.#flush(), Math.max(wait, 0));
      return;
    }
    this.#timer = undefined;
    const changed = this.#changed.has(undefined) ? [undefined] : [...this.#changed];
    this.#changed.clear();
    for (const row of changed) this.notify(row);
  }

  #endPointless(): void {
    for (const request of this.#pendingBelowChanges()) request.end();
  }

  #pendingBelowChanges(): PendingRequest[] {
    return [...this.#pending.values()].filter(({ row }) =>
      [...this.#changed].some((changed) => isInSubtree(row, changed)),
    );
  }
}

interface PendingRequest {
  readonly row: Row | undefined;
  readonly rows: Promise<Row[]>;
  readonly end: () => void;
}
