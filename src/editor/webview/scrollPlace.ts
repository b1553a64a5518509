/**
 * The scroll position of a page. VS Code destroys a page while its tab is hidden and loads it again later.
 * The page then returns to its position as soon as it is long enough, unless the user scrolls first.
 */
export class ScrollPlace {
  readonly #onChange: () => void;
  #target: number | undefined;
  #timer: number | undefined;
  #releaseTimer: number | undefined;

  /** `onChange` is called shortly after the user has scrolled. */
  constructor(onChange: () => void) {
    this.#onChange = onChange;
    for (const kind of ['keydown', 'pointerdown', 'touchstart', 'wheel'])
      addEventListener(kind, () => this.#release(), { capture: true, passive: true });
    addEventListener('scroll', () => this.#onScroll(), { passive: true });
    new ResizeObserver(() => this.#approach()).observe(document.body);
  }

  /** Pixels from the top. */
  get top(): number {
    return this.#target ?? scrollY;
  }

  /** Scrolls to a position, as soon as the page is long enough. */
  goTo(top: number): void {
    this.#release();
    this.#target = top;
    this.#approach();
  }

  #approach(): void {
    if (this.#target === undefined) return;
    scrollTo(0, this.#target);
    // Elements above, such as buttons, may render later and move the content, so hold the position for a
    // while.
    if (scrollY >= this.#target - 1) this.#releaseTimer ??= setTimeout(() => this.#release(), drawnMs);
  }

  #release(): void {
    clearTimeout(this.#releaseTimer);
    this.#releaseTimer = undefined;
    this.#target = undefined;
  }

  #onScroll(): void {
    if (this.#target !== undefined) return;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#onChange(), settleMs);
  }
}

/** The scroll position in a page's stored state; 0 if there is none. */
export function topIn(stored: unknown): number {
  return typeof stored === 'number' && Number.isFinite(stored) && stored > 0 ? stored : 0;
}

const settleMs = 100;
const drawnMs = 500;
