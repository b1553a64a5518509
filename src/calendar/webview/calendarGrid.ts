import { element } from '../../editor/webview/element.js';
import type { CalendarRequest } from '../calendarMessages.js';
import {
  type CellPart,
  type GridContent,
  headCellPart,
  type LinePart,
  linePart,
  moveToColumn,
  renderCell,
  renderColumnHead,
  renderLineHead,
} from './gridElements.js';
import { type GridPlace, placeAfterKey } from './gridKeys.js';
import { type GridColumn, type GridLine, gridColumns, gridLines, placeOfColumn } from './gridLines.js';
import { ReusedElements } from './reusedElements.js';
import { VirtualAxis } from './virtualAxis.js';

/**
 * The resources and days as an ARIA grid, of which only the visible part is in the document. One cell can be
 * focused with Tab; keys move from there.
 *
 * @see https://www.w3.org/WAI/ARIA/apg/patterns/grid/
 */
export class CalendarGrid {
  readonly element = element('div', { class: 'grid', role: 'grid' });
  readonly #canvas = element('div', { class: 'canvas', role: 'none' });
  /** The month of the first visible day. */
  readonly #month = element('span', { class: 'quiet', 'aria-hidden': 'true' });
  readonly #cornerTitle = element('span', {});
  readonly #corner = element(
    'div',
    { class: 'corner', role: 'columnheader', 'aria-colindex': '1' },
    this.#month,
    this.#cornerTitle,
  );
  readonly #head = element('div', { class: 'head', role: 'row', 'aria-rowindex': '1' }, this.#corner);
  readonly #headCells = new ReusedElements<CellPart>(this.#head, headCellPart);
  readonly #lineParts = new ReusedElements<LinePart>(this.#canvas, linePart);
  readonly #rows: VirtualAxis;
  readonly #columns: VirtualAxis;
  readonly #send: (request: CalendarRequest) => void;
  readonly #closedGroups = new Set<string>();
  #content: GridContent | undefined;
  #lines: readonly GridLine[] = [];
  #gridColumns: readonly GridColumn[] = [];
  #search = '';
  #active: GridPlace = { line: 0, column: -1 };
  /** Changes when every line must be rendered again. */
  #epoch = 0;
  /** The frame in which it will be drawn. */
  #frame: number | undefined;
  /** What the header shows; it is rendered again if that changes. */
  #headShows = '';
  readonly #places = new WeakMap<Element, GridPlace>();
  #tabStop: HTMLElement | undefined;
  /** Whether today is in view. It stays there when the window becomes narrower. */
  #isAtEnd = true;

  /** Adds itself to `parent`, which must be in the page: the grid measures itself. */
  constructor(parent: HTMLElement, send: (request: CalendarRequest) => void) {
    this.#send = send;
    this.#canvas.append(this.#head);
    this.#places.set(this.#corner, { line: -1, column: -1 });
    this.element.append(this.#canvas);
    parent.append(this.element);
    const scroller = this.element;
    // Before the axes hear of the scrolling: after a change of the page, this would lay it out once more.
    scroller.addEventListener('scroll', () => {
      this.#isAtEnd = scroller.scrollLeft + scroller.clientWidth >= scroller.scrollWidth - 1;
    });
    const onChange = () => this.#drawInFrame();
    this.#rows = new VirtualAxis({ scroller, isHorizontal: false, size: lineHeight, overscan: 4, onChange });
    this.#columns = new VirtualAxis({
      scroller,
      isHorizontal: true,
      size: columnWidth,
      overscan: 2,
      onChange,
    });
    scroller.addEventListener('keydown', (event) => this.#onKey(event));
    scroller.addEventListener('click', ({ target }) => this.#activate(this.#placeOf(target)));
    scroller.addEventListener('focusin', ({ target }) => {
      const place = this.#placeOf(target);
      if (place !== undefined) this.#setActive(place);
    });
    scroller.addEventListener('pointerover', ({ target }) => {
      const cell = target instanceof Element ? target.closest('[role=gridcell]') : null;
      const name = cell?.getAttribute('aria-label');
      if (name) cell?.setAttribute('title', name);
    });
    new ResizeObserver(() => this.#layOut({ toEnd: this.#isAtEnd })).observe(scroller);
  }

  /** The scroll position, in pixels from the top. */
  get top(): number {
    return this.element.scrollTop;
  }

  /** Forgets what it shows, before it shows other jobs or none. */
  clear(): void {
    this.#content = undefined;
    this.#active = { line: 0, column: -1 };
  }

  /**
   * Shows a view model. After a clear, it begins with today, `top` pixels from the first row. Returns the
   * number of rows that match the search.
   */
  show(content: GridContent, search: string, top = 0): number {
    const isFirst = this.#content === undefined;
    const hadFocus = this.element.contains(document.activeElement);
    const before = this.#gridColumns[this.#active.column];
    this.#content = content;
    this.#search = search;
    const { rows } = content.viewModel;
    const { lines, matches } = gridLines(content.viewModel, search, this.#closedGroups);
    this.#lines = lines;
    this.#gridColumns = gridColumns(content.viewModel);
    this.element.setAttribute('aria-label', content.labels.keys);
    this.element.setAttribute('aria-rowcount', String(lines.length + 1));
    this.element.setAttribute('aria-colcount', String(this.#gridColumns.length + 1));
    this.element.hidden = rows.titles.length === 0;
    this.#cornerTitle.textContent = content.labels.resource;
    this.#corner.setAttribute('aria-label', content.labels.resource);
    this.#active = {
      line: Math.min(this.#active.line, lines.length - 1),
      column: placeOfColumn(this.#gridColumns, before, this.#active.column),
    };
    this.#epoch++;
    this.#layOut(isFirst ? { toEnd: true, top } : {});
    if (hadFocus) this.#elementAt(this.#active)?.focus({ preventScroll: true });
    return matches;
  }

  /**
   * Draws all, scrolled before that: what is drawn is visible.
   *
   * @param toEnd scrolls to the last column
   * @param top scrolls to a position
   */
  #layOut({ toEnd = false, top }: { readonly toEnd?: boolean; readonly top?: number } = {}): void {
    const headWidth = this.element.clientWidth < narrowWidth ? narrowHead : wideHead;
    this.element.style.setProperty('--head-width', `${headWidth}px`);
    this.#rows.set(this.#lines.length, headHeight, this.#active.line);
    this.#columns.set(this.#gridColumns.length, headWidth, this.#active.column);
    this.#canvas.style.height = `${this.#rows.total}px`;
    this.#canvas.style.width = `${this.#columns.total}px`;
    if (top !== undefined) this.#rows.scrollTo(top);
    if (toEnd) this.#columns.scrollTo(this.#columns.total);
    this.#draw();
  }

  /** Draws once before the next frame, however many changes come before it, such as those of both axes. */
  #drawInFrame(): void {
    this.#frame ??= requestAnimationFrame(() => this.#draw());
  }

  #draw(): void {
    if (this.#frame !== undefined) cancelAnimationFrame(this.#frame);
    this.#frame = undefined;
    const content = this.#content;
    if (content === undefined) return;
    const columns = this.#columns.items;
    const lefts = new Map(columns.map(({ index, start }) => [index, start]));
    const indexes = columns.map(({ index }) => index);
    this.#showMonth(content);
    // The columns move when the width of the first one changes.
    const key = `${this.#epoch} ${columns.map(({ index, start }) => `${index}@${start}`).join()}`;
    if (this.#headShows !== key)
      this.#headCells.show(indexes, (part, index) => {
        const column = this.#gridColumns[index];
        if (column === undefined) return;
        renderColumnHead(part.element, column, content);
        moveToColumn(part, index, lefts.get(index) ?? 0);
        this.#places.set(part.element, { line: -1, column: index });
      });
    this.#headShows = key;
    const items = this.#rows.items;
    const tops = new Map(items.map(({ index, start }) => [index, start]));
    this.#lineParts.show(
      items.map(({ index }) => index),
      (part, index) => {
        const line = this.#lines[index];
        if (line === undefined || part.shows === `${index} ${key}`) return;
        part.shows = `${index} ${key}`;
        part.element.className = `line ${line.kind}`;
        part.element.setAttribute('aria-rowindex', String(index + 2));
        part.element.style.transform = `translateY(${tops.get(index) ?? 0}px)`;
        const head = `${index} ${this.#epoch}`;
        if (part.headShows !== head) {
          part.headShows = head;
          renderLineHead(part.head, line, this.#gridColumns.length, content);
          this.#places.set(part.head, { line: index, column: -1 });
        }
        part.cells.show(line.kind === 'group' ? [] : indexes, (cell, place) => {
          const column = this.#gridColumns[place];
          if (column === undefined || line.kind === 'group') return;
          const isSame = cell.line === index && cell.column === place && cell.epoch === this.#epoch;
          moveToColumn(cell, place, lefts.get(place) ?? 0);
          if (isSame) return;
          [cell.line, cell.epoch] = [index, this.#epoch];
          renderCell(cell.element, line.row, column, content);
          this.#places.set(cell.element, { line: index, column: place });
        });
      },
    );
    if (!this.#rows.isScrolling && !this.#columns.isScrolling)
      this.#putInOrder(items.map(({ index }) => index));
    this.#markTabStop();
  }

  #showMonth({ viewModel: { days, hours } }: GridContent): void {
    const first = this.#gridColumns[this.#columns.firstVisible];
    const slots = first?.isHour ? hours?.slots : days.slots;
    const month = slots?.[first?.slot ?? 0]?.month ?? '';
    if (this.#month.textContent !== month) this.#month.textContent = month;
  }

  #putInOrder(lines: readonly number[]): void {
    this.#headCells.putInOrder();
    this.#lineParts.putInOrder();
    for (const line of lines) this.#lineParts.at(line)?.cells.putInOrder();
  }

  /** The element of a place, if it is in the document. */
  #elementAt({ column, line }: GridPlace): HTMLElement | undefined {
    if (line === -1) return column === -1 ? this.#corner : this.#headCells.at(column)?.element;
    const part = this.#lineParts.at(line);
    const isHead = column === -1 || this.#lines[line]?.kind === 'group';
    return isHead ? part?.head : part?.cells.at(column)?.element;
  }

  #markTabStop(): void {
    const stop = this.#elementAt(this.#active);
    if (stop !== this.#tabStop) this.#tabStop?.setAttribute('tabindex', '-1');
    stop?.setAttribute('tabindex', '0');
    this.#tabStop = stop;
  }

  #setActive(place: GridPlace): void {
    if (place.line === this.#active.line && place.column === this.#active.column) return;
    this.#active = place;
    this.#layOut();
  }

  #placeOf(target: EventTarget | null): GridPlace | undefined {
    const cell =
      target instanceof Element
        ? target.closest('[role=gridcell], [role=rowheader], [role=columnheader]')
        : null;
    return cell === null ? undefined : this.#places.get(cell);
  }

  #onKey(event: KeyboardEvent): void {
    const place = this.#placeOf(event.target);
    if (place === undefined || event.altKey) return;
    if (event.key === 'Enter' || event.key === ' ') {
      event.preventDefault();
      this.#activate(place);
      return;
    }
    const size = {
      lines: this.#lines.length,
      columns: this.#gridColumns.length,
      perPage: this.#rows.perPage,
    };
    const next = placeAfterKey(event, place, size);
    if (next === undefined) return;
    event.preventDefault();
    this.#setActive(next);
    this.#elementAt(next)?.focus({ preventScroll: true });
    this.#rows.reveal(next.line);
    this.#columns.reveal(next.column);
  }

  #activate(place: GridPlace | undefined): void {
    const content = this.#content;
    if (content === undefined || place === undefined) return;
    const { version } = content;
    const column = this.#gridColumns[place.column];
    const line = this.#lines[place.line];
    if (place.line === -1) {
      if (column !== undefined && !column.isHour) this.#send({ kind: 'openDay', version, day: column.slot });
    } else if (line?.kind === 'group') {
      if (!this.#closedGroups.delete(line.title)) this.#closedGroups.add(line.title);
      this.show(content, this.#search);
    } else if (line !== undefined && column === undefined) {
      this.#send({ kind: 'openLatest', version, row: line.row });
    } else if (line !== undefined && column !== undefined) {
      this.#send({ kind: 'go', version, row: line.row, slot: column.slot, isHour: column.isHour });
    }
  }
}

/** Pixels; the style sheet has the same. */
const lineHeight = 26;
const columnWidth = 30;
const headHeight = 40;
const wideHead = 260;
const narrowHead = 130;
/** A narrower grid has a narrower column of resources. */
const narrowWidth = 560;
