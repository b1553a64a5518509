import type { Gap } from './gap.js';
import type { SweepWindow } from './sweepWindow.js';
import type { TimeSpan } from './timeSpan.js';

/** A window that is being read, and the gap that it was cut from. */
export interface OpenWindow {
  readonly kind: 'window';
  readonly window: SweepWindow;
  readonly from?: Gap;
}

interface Done {
  readonly kind: 'done';
  readonly span: TimeSpan;
}

export type Piece = OpenWindow | Gap | Done;

/** The pieces in which a query is read, latest first. Together they always cover the whole query. */
export class WindowPieces {
  #pieces: Piece[];

  constructor(...pieces: Piece[]) {
    this.#pieces = pieces;
  }

  get isDone(): boolean {
    return this.#pieces.every(({ kind }) => kind === 'done');
  }

  /** The span that has been read at the latest end of the query; undefined if there is none. */
  get latestDone(): TimeSpan | undefined {
    const [first] = this.#pieces;
    return first?.kind === 'done' ? first.span : undefined;
  }

  /** The latest gap. */
  get gap(): Gap | undefined {
    return this.#pieces.find((piece) => piece.kind === 'gap');
  }

  get windows(): readonly SweepWindow[] {
    return this.#pieces.flatMap((piece) => (piece.kind === 'window' ? [piece.window] : []));
  }

  /** The number of windows and gaps. */
  get openCount(): number {
    return this.#pieces.filter(({ kind }) => kind !== 'done').length;
  }

  /** The piece of a window; undefined if it is not open. */
  of(window: SweepWindow): OpenWindow | undefined {
    return this.#pieces.find(
      (piece): piece is OpenWindow => piece.kind === 'window' && piece.window === window,
    );
  }

  replace(piece: Piece, other: Piece): void {
    this.#pieces = this.#pieces.map((one) => (one === piece ? other : one));
  }

  /** Inserts a window at the late end of a gap. Afterwards the gap ends at `cut`. */
  cut(gap: Gap, window: SweepWindow, cut: number): void {
    this.#pieces.splice(this.#pieces.indexOf(gap), 0, { kind: 'window', window, from: gap });
    gap.span = { from: gap.span.from, to: cut };
  }

  /** Marks a window as read, and joins it with adjacent spans that have been read. */
  finish(piece: OpenWindow): void {
    this.replace(piece, { kind: 'done', span: piece.window.span });
    this.#pieces = this.#pieces.reduce<Piece[]>(joined, []);
  }
}

function joined(pieces: Piece[], piece: Piece): Piece[] {
  const last = pieces.at(-1);
  if (last?.kind !== 'done' || piece.kind !== 'done') return [...pieces, piece];
  return [...pieces.slice(0, -1), { kind: 'done', span: { from: piece.span.from, to: last.span.to } }];
}
