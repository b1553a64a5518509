import { element } from '../../editor/webview/element.js';
import { cellOf } from '../calendarCell.js';
import type { CalendarLabels } from '../calendarLabels.js';
import type { CalendarRequest } from '../calendarMessages.js';
import type { CalendarViewModel, SlotViewModel } from '../calendarViewModel.js';
import { cellWords } from '../cellWords.js';
import { type GridPlace, placeAfterKey } from './gridKeys.js';
import { type GridColumn, type GridLine, gridColumns, gridLines, placeOfColumn } from './gridLines.js';
import { ReusedElements } from './reusedElements.js';
import { VirtualAxis } from './virtualAxis.js';

/** What the grid shows. */
export interface GridContent {
  readonly viewModel: CalendarViewModel;
  readonly version: number;
  readonly labels: CalendarLabels;
}

/** An element for any cell of a line or of the header. */
interface CellPart {
  readonly element: HTMLElement;
}

/** An element for any line. */
interface LinePart {
  readonly element: HTMLElement;
  readonly head: HTMLElement;
  readonly cells: ReusedElements<CellPart>;
  /** What it shows; it is rendered again if that changes. */
  shows: string;
}

/**
 * The resources and days as an ARIA grid, of which only the visible part is in the document. One cell can be
 * focused with Tab; keys move from there.
 *
 * @see https://www.w3.org/WAI/ARIA/apg/patterns/grid/
 */
export class CalendarGrid {
  readonly element = element('div', { class: 'grid', role: 'grid' });
  readonly #canvas = element('div', { class: 'canvas', role: 'none' });
  readonly #corner = element('div', { class: 'corner', role: 'columnheader', 'aria-colindex': '1' });
  readonly #head = element('div', { class: 'head', role: 'row', 'aria-rowindex': '1' }, this.#corner);
  readonly #headCells = new ReusedElements<CellPart>(this.#head, () => ({
    element: element('div', { role: 'columnheader' }, element('span', {}), element('span', {})),
  }));
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
  #places = new WeakMap<Element, GridPlace>();
  #tabStop: HTMLElement | undefined;

  /** Add `element` to the page first: the grid measures it. */
  constructor(parent: HTMLElement, send: (request: CalendarRequest) => void) {
    this.#send = send;
    this.#canvas.append(this.#head);
    this.element.append(this.#canvas);
    parent.append(this.element);
    const scroller = this.element;
    const onChange = () => this.#draw();
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
    new ResizeObserver(() => this.#layOut()).observe(scroller);
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
    this.#corner.textContent = content.labels.resource;
    this.#active = {
      line: Math.min(this.#active.line, lines.length - 1),
      column: placeOfColumn(this.#gridColumns, before, this.#active.column),
    };
    this.#epoch++;
    this.#layOut();
    if (isFirst) this.element.scrollTo({ left: this.element.scrollWidth, top });
    if (hadFocus) this.#elementAt(this.#active)?.focus({ preventScroll: true });
    return matches;
  }

  #layOut(): void {
    const headWidth = this.element.clientWidth < narrowWidth ? narrowHead : wideHead;
    this.element.style.setProperty('--head-width', `${headWidth}px`);
    this.#rows.set(this.#lines.length, headHeight, this.#active.line);
    this.#columns.set(this.#gridColumns.length, headWidth, this.#active.column);
    this.#draw();
  }

  #draw(): void {
    const content = this.#content;
    if (content === undefined) return;
    const columns = this.#columns.items;
    const starts = new Map(columns.map(({ index, start }) => [index, start]));
    const indexes = columns.map(({ index }) => index);
    const width = this.#columns.total;
    this.#canvas.style.height = `${this.#rows.total}px`;
    this.#canvas.style.width = `${width}px`;
    const position = (cell: HTMLElement, index: number) => {
      cell.style.transform = `translateX(${starts.get(index) ?? 0}px)`;
    };
    this.#places.set(this.#corner, { line: -1, column: -1 });
    this.#headCells.show(indexes, ({ element: cell }, index) => {
      this.#renderHead(cell, index, content);
      position(cell, index);
    });
    const key = `${this.#epoch} ${indexes.join()}`;
    const items = this.#rows.items;
    const tops = new Map(items.map(({ index, start }) => [index, start]));
    this.#lineParts.show(
      items.map(({ index }) => index),
      (part, index) => {
        if (part.shows === `${index} ${key}`) return;
        part.shows = `${index} ${key}`;
        part.element.style.transform = `translateY(${tops.get(index) ?? 0}px)`;
        this.#renderLine(part, index, content, (cells, render) =>
          cells.show(indexes, (cell, column) => {
            render(cell.element, column);
            position(cell.element, column);
          }),
        );
      },
    );
    this.#markTabStop();
  }

  #renderHead(cell: HTMLElement, index: number, { labels, viewModel }: GridContent): void {
    const column = this.#gridColumns[index];
    const slot = slotIn(viewModel, column);
    if (column === undefined || slot === undefined) return;
    const { isHour } = column;
    const isOpen = !isHour && viewModel.hours?.day === column.slot;
    cell.className = ['column', slot.isToday && 'today', isHour && 'hour', isOpen && 'open']
      .filter(Boolean)
      .join(' ');
    setAttributes(cell, {
      'aria-label': slot.name,
      'aria-colindex': String(index + 2),
      'aria-expanded': isHour ? undefined : String(isOpen),
      title: isHour
        ? slot.name
        : (isOpen ? labels.closeHours : labels.openHours).replace('{day}', () => slot.name),
    });
    const [note, label] = cell.children;
    if (note) note.textContent = slot.note;
    if (label) label.textContent = slot.label;
    this.#places.set(cell, { line: -1, column: index });
  }

  #renderLine(
    { cells, element: row, head }: LinePart,
    index: number,
    content: GridContent,
    showCells: (cells: ReusedElements<CellPart>, render: (cell: HTMLElement, column: number) => void) => void,
  ): void {
    const line = this.#lines[index];
    if (line === undefined) return;
    const { labels, viewModel } = content;
    row.className = `line ${line.kind}`;
    row.setAttribute('aria-rowindex', String(index + 2));
    this.#places.set(head, { line: index, column: -1 });
    const [title, note] = head.children;
    if (line.kind === 'group') {
      setAttributes(head, {
        'aria-colspan': String(this.#gridColumns.length + 1),
        'aria-expanded': String(line.isOpen),
        'aria-label': undefined,
        title: line.title,
      });
      if (title) title.textContent = line.title;
      if (note) note.textContent = String(line.rows);
      cells.show([], () => {});
      return;
    }
    const { rows } = viewModel;
    const name = rows.titles[line.row] ?? '';
    setAttributes(head, {
      'aria-colspan': undefined,
      'aria-expanded': undefined,
      'aria-label': undefined,
      title: [name, rows.notes[line.row], rows.arns[line.row]].filter(Boolean).join('\n'),
    });
    if (title) title.textContent = name;
    if (note) note.textContent = rows.notes[line.row] ?? '';
    const words = { ...labels, details: viewModel.details, results: viewModel.results };
    showCells(cells, (cell, columnIndex) => {
      const column = this.#gridColumns[columnIndex];
      const slots = column?.isHour ? viewModel.hours : viewModel.days;
      const slot = column && slots?.slots[column.slot];
      if (column === undefined || slots === undefined || slot === undefined) return;
      const { doubt, result } = cellOf(slots.cells.charCodeAt(line.row * slots.slots.length + column.slot));
      const className = `cell ${resultClass(result)} ${doubt}${slot.isToday ? ' today' : ''}${column.isHour ? ' hour' : ''}`;
      if (cell.className !== className) cell.className = className;
      cell.removeAttribute('title');
      cell.setAttribute('aria-colindex', String(columnIndex + 2));
      cell.setAttribute(
        'aria-label',
        `${name}, ${slot.name}, ${cellWords(slots, line.row, column.slot, words)}`,
      );
      this.#places.set(cell, { line: index, column: columnIndex });
    });
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

function slotIn(
  { days, hours }: CalendarViewModel,
  column: GridColumn | undefined,
): SlotViewModel | undefined {
  return column && (column.isHour ? hours : days)?.slots[column.slot];
}

/** The CSS class of a result. The result is one that the calendar knows, never job data. */
export function resultClass(result: string): string {
  return `result-${result.replaceAll(' ', '-')}`;
}

function linePart(): LinePart {
  const head = element(
    'div',
    { class: 'line-head', role: 'rowheader', 'aria-colindex': '1', tabindex: '-1' },
    element('span', { class: 'title' }),
    element('span', { class: 'quiet' }),
  );
  const row = element('div', { role: 'row' }, head);
  const cells = new ReusedElements<CellPart>(row, () => ({
    element: element('div', { role: 'gridcell', tabindex: '-1' }),
  }));
  return { element: row, head, cells, shows: '' };
}

function setAttributes(of: HTMLElement, attributes: Readonly<Record<string, string | undefined>>): void {
  for (const [name, value] of Object.entries(attributes))
    if (value === undefined) of.removeAttribute(name);
    else of.setAttribute(name, value);
}

/** Pixels; the style sheet has the same. */
const lineHeight = 26;
const columnWidth = 30;
const headHeight = 40;
const wideHead = 260;
const narrowHead = 130;
/** A narrower grid has a narrower column of resources. */
const narrowWidth = 560;
