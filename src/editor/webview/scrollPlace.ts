/**
 * Where a page is scrolled to. VS Code throws a page away while its tab is hidden and loads it again
 * afterwards: the page then goes back to its place as soon as it is long enough, unless a person scrolls
 * first.
 */
export class ScrollPlace {
  readonly #onChange: () => void;
  #wanted: number | undefined;
  #timer: number | undefined;
  #giving: number | undefined;

  /** `onChange` is called a moment after a person has scrolled. */
  constructor(onChange: () => void) {
    this.#onChange = onChange;
    for (const kind of ['keydown', 'pointerdown', 'touchstart', 'wheel'])
      addEventListener(kind, () => this.#give(), { capture: true, passive: true });
    addEventListener('scroll', () => this.#follow(), { passive: true });
    new ResizeObserver(() => this.#approach()).observe(document.body);
  }

  /** Pixels from the top. */
  get top(): number {
    return this.#wanted ?? scrollY;
  }

  /** Goes to a place, at once or when the page has grown as long as that. */
  goTo(top: number): void {
    this.#give();
    this.#wanted = top;
    this.#approach();
  }

  #approach(): void {
    if (this.#wanted === undefined) return;
    scrollTo(0, this.#wanted);
    // What is above may still be drawn, and would move the page on: buttons are, a moment later.
    if (scrollY >= this.#wanted - 1) this.#giving ??= setTimeout(() => this.#give(), drawnMs);
  }

  #give(): void {
    clearTimeout(this.#giving);
    this.#giving = undefined;
    this.#wanted = undefined;
  }

  #follow(): void {
    if (this.#wanted !== undefined) return;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#onChange(), settleMs);
  }
}

/** The number of pixels in what a page had kept; 0 where it is none. */
export function topIn(kept: unknown): number {
  return typeof kept === 'number' && Number.isFinite(kept) && kept > 0 ? kept : 0;
}

const settleMs = 100;
const drawnMs = 500;
