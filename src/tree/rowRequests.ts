import { systemTime } from '../jobs/sweep/clock.js';
import type { Row } from './rows.js';

/**
 * The editor's requests for rows, kept apart from the changes that it is told of. A change of a row whose
 * children it is still waiting for makes the editor keep the old children while its extension host forgets them:
 * the branch is then empty until the next refresh (microsoft/vscode, `TreeViewDataProvider.getChildren` keeps what
 * arrives late, `ExtHostTreeView._refreshNode` drops it). So a change first ends the requests that it makes
 * pointless, and is told when the answers have had time to arrive.
 */
export class RowRequests {
  readonly #pending = new Map<string | undefined, PendingRequest>();
  readonly #changed = new Set<Row | undefined>();
  #lastAnswer = Number.NEGATIVE_INFINITY;
  #timer: NodeJS.Timeout | undefined;
  #isEmptied = false;

  constructor(
    private readonly tell: (row: Row | undefined) => void,
    private readonly options: { readonly arrivalMs: number } = { arrivalMs: 100 },
  ) {}

  /**
   * Answers a request for the rows below `row`, or the root's. A second request for the same rows shares the first
   * one's, for the editor refuses two rows of one id. `shown` is what is answered when the request is ended early.
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

  /** Tells the editor soon that a row, and all below it, has to be shown again; everything where none is named. */
  change(row: Row | undefined): void {
    this.#changed.add(row);
    this.#endPointless();
    this.#timer ??= setTimeout(() => this.#flush(), 0);
  }

  /**
   * Takes every row away before others are asked for: the editor keeps what it has until it is answered. Of several changes it takes the
   * first at once, and the others 200 ms later, so that the rows go first and alone.
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
    for (const row of changed) this.tell(row);
  }

  #endPointless(): void {
    for (const request of this.#pendingBelowChanges()) request.end();
  }

  #pendingBelowChanges(): PendingRequest[] {
    return [...this.#pending.values()].filter(({ row }) =>
      [...this.#changed].some((changed) => isWithin(row, changed)),
    );
  }
}

interface PendingRequest {
  readonly row: Row | undefined;
  readonly rows: Promise<Row[]>;
  readonly end: () => void;
}

/** Whether a row is another one or stands somewhere below it; the root is undefined. */
function isWithin(row: Row | undefined, other: Row | undefined): boolean {
  if (other === undefined) return true;
  for (let place = row; place !== undefined; place = place.parent) if (place.id === other.id) return true;
  return false;
}
