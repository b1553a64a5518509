import { systemTime } from '../jobs/sweep/clock.js';
import { isInSubtree, type Row } from './rows.js';

/**
 * Prevents VS Code's requests for rows from overlapping with notifications of changes. If a row changes while
 * VS Code is still waiting for its children, VS Code keeps the old children while its extension host forgets
 * them, and the branch is empty until the next refresh (microsoft/vscode: `TreeViewDataProvider.getChildren`
 * keeps what arrives late, `ExtHostTreeView._refreshNode` drops it). So VS Code is notified only when the
 * answers below the change have had time to arrive. A request that takes longer than `graceMs` is ended: its
 * rows are shown later by the change, which takes VS Code another 200 ms.
 */
export class RowRequests {
  readonly #pending = new Map<string | undefined, PendingRequest>();
  readonly #changed = new Set<Row | undefined>();
  #lastAnswer = Number.NEGATIVE_INFINITY;
  #timer: NodeJS.Timeout | undefined;
  /** When the requests below the changes are ended. */
  #graceEnd = Number.POSITIVE_INFINITY;
  #isEmptied = false;

  constructor(
    private readonly notify: (row: Row | undefined) => void,
    private readonly options = { arrivalMs: 100, graceMs: 500 },
  ) {}

  /**
   * Answers a request for the rows below `row`, or at the top. Concurrent requests for the same rows share
   * one answer, because VS Code refuses two rows with the same ID. `shown` is the answer if the request is
   * ended early, unless {@link empty} has removed those rows.
   */
  answer(
    row: Row | undefined,
    make: () => Promise<Row[]>,
    shown: readonly Row[] | undefined,
  ): Promise<Row[]> {
    const known = this.#pending.get(row?.id);
    if (known !== undefined) return known.rows;
    let answerWith = (_: Row[]) => {};
    const ended = new Promise<Row[]>((resolve) => {
      answerWith = resolve;
    });
    const rows = Promise.race([
      row === undefined && this.#isEmptied ? this.#noRows() : make(),
      ended,
    ]).finally(() => {
      this.#lastAnswer = systemTime.elapsed();
      if (this.#pending.get(row?.id)?.rows === rows) this.#pending.delete(row?.id);
    });
    this.#pending.set(row?.id, {
      row,
      rows,
      end: () => answerWith([...(shown ?? [])]),
      discard: () => answerWith([]),
    });
    return rows;
  }

  /**
   * Notifies VS Code soon that a row and all rows below it have changed; undefined stands for the whole tree,
   * and ends all requests at once.
   */
  change(row: Row | undefined): void {
    this.#changed.add(row);
    const graceMs = row === undefined ? 0 : this.options.graceMs;
    this.#graceEnd = Math.min(this.#graceEnd, systemTime.elapsed() + graceMs);
    this.#endPointless();
    this.#timer ??= setTimeout(() => this.#flush(), 0);
  }

  /**
   * Removes all rows first, then has new ones requested, because VS Code shows the old rows until it has an
   * answer. These are two changes: VS Code handles the first at once, and later ones after 200 ms.
   * Pending requests are answered without rows, because theirs are old, too.
   */
  empty(): void {
    this.#isEmptied = true;
    for (const request of this.#pending.values()) request.discard();
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
    const isPending = this.#pendingBelowChanges().length > 0;
    if (wait > 0 || isPending) {
      this.#timer = setTimeout(() => this.#flush(), Math.max(wait, isPending ? lookMs : 0));
      return;
    }
    this.#timer = undefined;
    this.#graceEnd = Number.POSITIVE_INFINITY;
    const changed = this.#changed.has(undefined) ? [undefined] : [...this.#changed];
    this.#changed.clear();
    for (const row of changed) this.notify(row);
  }

  #endPointless(): void {
    if (systemTime.elapsed() < this.#graceEnd) return;
    for (const request of this.#pendingBelowChanges()) request.end();
  }

  #pendingBelowChanges(): PendingRequest[] {
    return [...this.#pending.values()].filter(({ row }) =>
      [...this.#changed].some((changed) => isInSubtree(row, changed)),
    );
  }
}

/** The milliseconds between looks whether a request has been answered. */
const lookMs = 10;

interface PendingRequest {
  readonly row: Row | undefined;
  readonly rows: Promise<Row[]>;
  /** Answers with the rows that were shown before. */
  readonly end: () => void;
  /** Answers without rows. */
  readonly discard: () => void;
}
