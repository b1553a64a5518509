import {
  defaultRangeExtractor,
  elementScroll,
  observeElementOffset,
  observeElementRect,
  type VirtualItem,
  Virtualizer,
  type VirtualizerOptions,
} from '@tanstack/virtual-core';

/** What an axis is made of. Sizes are in pixels. */
export interface AxisOptions {
  readonly scroller: HTMLElement;
  readonly isHorizontal: boolean;
  /** The size of an item. */
  readonly size: number;
  /** How many items beyond the visible ones are rendered on either side. */
  readonly overscan: number;
  /** Called when other items are to be rendered. */
  readonly onChange: () => void;
}

/** The rows or the columns of a large grid, of which only the visible ones and a pinned one are rendered. */
export class VirtualAxis {
  readonly #options: AxisOptions;
  readonly #virtualizer: Virtualizer<HTMLElement, HTMLElement>;
  #count = 0;
  #headSize = 0;
  #pinned = 0;

  constructor(options: AxisOptions) {
    this.#options = options;
    this.#virtualizer = new Virtualizer(this.#settings());
    this.#virtualizer._didMount();
    this.#virtualizer._willUpdate();
  }

  /**
   * @param count the number of items
   * @param headSize the size of the header before them, which stays visible
   * @param pinned the item that is always rendered, because it can be focused
   */
  set(count: number, headSize: number, pinned: number): void {
    if (count === this.#count && headSize === this.#headSize && pinned === this.#pinned) return;
    const isResized = headSize !== this.#headSize;
    this.#count = count;
    this.#headSize = headSize;
    this.#pinned = pinned;
    this.#virtualizer.setOptions(this.#settings());
    if (isResized) this.#virtualizer.measure();
    this.#virtualizer._willUpdate();
  }

  /** The items to render, in order. Their positions include the header. */
  get items(): readonly VirtualItem[] {
    return this.#virtualizer.getVirtualItems();
  }

  /** The index of the first item that is not covered by the header, at least by half. */
  get firstVisible(): number {
    const offset = this.#virtualizer.scrollOffset ?? 0;
    return Math.min(Math.round(offset / this.#options.size), Math.max(this.#count - 1, 0));
  }

  /** Whether the user is scrolling; `onChange` is also called when it ends. */
  get isScrolling(): boolean {
    return this.#virtualizer.isScrolling;
  }

  /** The size of all items and the header. */
  get total(): number {
    return this.#virtualizer.getTotalSize();
  }

  /** The number of items that fit into the window. */
  get perPage(): number {
    const { isHorizontal, scroller, size } = this.#options;
    const visible = (isHorizontal ? scroller.clientWidth : scroller.clientHeight) - this.#headSize;
    return Math.max(1, Math.floor(visible / size) - 1);
  }

  /** Scrolls to a position, and knows at once where that is: an event says so later. */
  scrollTo(position: number): void {
    const { isHorizontal, scroller } = this.#options;
    if (isHorizontal) scroller.scrollLeft = position;
    else scroller.scrollTop = position;
    this.#virtualizer.scrollOffset = isHorizontal ? scroller.scrollLeft : scroller.scrollTop;
  }

  /** Scrolls as little as possible, so that an item is visible. */
  reveal(index: number): void {
    if (index >= 0) this.#virtualizer.scrollToIndex(index);
    else if (!this.#options.isHorizontal) this.#virtualizer.scrollToOffset(0);
  }

  #settings(): VirtualizerOptions<HTMLElement, HTMLElement> {
    const { isHorizontal, onChange, overscan, scroller, size } = this.#options;
    return {
      count: this.#count,
      estimateSize: () => size,
      getScrollElement: () => scroller,
      horizontal: isHorizontal,
      observeElementOffset,
      observeElementRect,
      onChange,
      overscan,
      paddingStart: this.#headSize,
      scrollPaddingStart: this.#headSize,
      scrollToFn: elementScroll,
      rangeExtractor: (range) => {
        const indexes = defaultRangeExtractor(range);
        const pinned = this.#pinned;
        if (pinned < 0 || pinned >= range.count || indexes.includes(pinned)) return indexes;
        return pinned < (indexes[0] ?? 0) ? [pinned, ...indexes] : [...indexes, pinned];
      },
    };
  }
}
