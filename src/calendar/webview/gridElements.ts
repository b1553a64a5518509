import { element } from '../../editor/webview/element.js';
import { cellOf } from '../calendarCell.js';
import type { CalendarLabels } from '../calendarLabels.js';
import type { CalendarViewModel } from '../calendarViewModel.js';
import { cellWords } from '../cellWords.js';
import { cellAt } from '../rowCode.js';
import type { GridColumn, GridLine } from './gridLines.js';
import { ReusedElements } from './reusedElements.js';

/** What the grid shows. */
export interface GridContent {
  readonly viewModel: CalendarViewModel;
  readonly version: number;
  readonly labels: CalendarLabels;
}

/** An element for any cell of a line or of the header. */
export interface CellPart {
  readonly element: HTMLElement;
  /** The place of its column, and its distance from the left in pixels. */
  column?: number;
  left?: number;
  /** The line of which it shows a cell, and the epoch of the grid in which it was rendered. */
  line?: number;
  epoch?: number;
}

/** An element for any line. */
export interface LinePart {
  readonly element: HTMLElement;
  /** Its first cell: a resource, or the title of a group. */
  readonly head: HTMLElement;
  readonly cells: ReusedElements<CellPart>;
  /** What it shows, and what its first cell shows; each is rendered again if that changes. */
  shows: string;
  headShows: string;
}

/** An empty cell of the header. */
export function headCellPart(): CellPart {
  return { element: element('div', { role: 'columnheader' }, element('span', {}), element('span', {})) };
}

/** An empty line. */
export function linePart(): LinePart {
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
  return { element: row, head, cells, shows: '', headShows: '' };
}

/** Moves a cell to its column. Elements that stay in a column are not touched, because that takes time. */
export function moveToColumn(part: CellPart, column: number, left: number): void {
  if (part.column !== column) part.element.setAttribute('aria-colindex', String(column + 2));
  if (part.left !== left) part.element.style.transform = `translateX(${left}px)`;
  part.column = column;
  part.left = left;
}

/** Renders the header of a day or an hour. */
export function renderColumnHead(
  cell: HTMLElement,
  column: GridColumn,
  { labels, viewModel }: GridContent,
): void {
  const { isHour, slot: place } = column;
  const slot = (isHour ? viewModel.hours : viewModel.days)?.slots[place];
  if (slot === undefined) return;
  const isOpen = !isHour && viewModel.hours?.day === place;
  const hoursTitle = (isOpen ? labels.closeHours : labels.openHours).replace('{day}', () => slot.name);
  cell.className = classes('column', slot.isToday && 'today', isHour && 'hour', isOpen && 'open');
  setAttributes(cell, {
    'aria-label': slot.name,
    'aria-expanded': isHour ? undefined : String(isOpen),
    title: isHour ? slot.name : hoursTitle,
  });
  setTexts(cell, slot.note, slot.label);
}

/** Renders the first cell of a line. */
export function renderLineHead(
  head: HTMLElement,
  line: GridLine,
  columns: number,
  { viewModel: { rows } }: GridContent,
): void {
  if (line.kind === 'group') {
    setAttributes(head, {
      'aria-colspan': String(columns + 1),
      'aria-expanded': String(line.isOpen),
      title: line.title,
    });
    setTexts(head, line.title, String(line.rows));
    return;
  }
  const [title = '', note = ''] = [rows.titles[line.row], rows.notes[line.row]];
  setAttributes(head, {
    'aria-colspan': undefined,
    'aria-expanded': undefined,
    title: [title, note, rows.arns[line.row]].filter(Boolean).join('\n'),
  });
  setTexts(head, title, note);
}

/** Renders the cell of a row. Its name is also its tooltip, which is set when it is needed. */
export function renderCell(
  cell: HTMLElement,
  row: number,
  { isHour, slot: place }: GridColumn,
  { labels, viewModel }: GridContent,
): void {
  const slots = isHour ? viewModel.hours : viewModel.days;
  const slot = slots?.slots[place];
  if (slots === undefined || slot === undefined) return;
  const { doubt, result } = cellOf(cellAt(slots.rows[row] ?? '', place).code);
  const className = classes('cell', resultClass(result), doubt, isHour && 'hour');
  if (cell.className !== className) cell.className = className;
  const words = { ...labels, details: viewModel.details, results: viewModel.results };
  const name = [viewModel.rows.titles[row], slot.name, cellWords(slots, row, place, words)].join(', ');
  setAttributes(cell, { 'aria-label': name, title: undefined });
}

/** The CSS class of a result. The result is one that the calendar knows, never job data. */
export function resultClass(result: string): string {
  return `result-${result.replaceAll(' ', '-')}`;
}

/** Sets attributes; an undefined one is removed. */
export function setAttributes(
  of: HTMLElement,
  attributes: Readonly<Record<string, string | undefined>>,
): void {
  for (const [name, value] of Object.entries(attributes))
    if (value === undefined) of.removeAttribute(name);
    else of.setAttribute(name, value);
}

function setTexts(of: HTMLElement, ...texts: readonly string[]): void {
  for (const [place, text] of texts.entries()) {
    const child = of.children[place];
    if (child !== undefined) child.textContent = text;
  }
}

function classes(...names: readonly (string | false)[]): string {
  return names.filter((name) => name !== false).join(' ');
}
