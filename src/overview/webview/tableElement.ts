import { button, element } from '../../editor/webview/element.js';
import type { Table, TableColumn, TableRow } from '../viewModels/section.js';
import { oneTabStop } from './oneTabStop.js';
import type { PageContext } from './pageContext.js';

/** A table. A long one shows its first rows, or those of each group, until the user requests the others. */
export function tableElement(name: string, title: string, table: Table, context: PageContext): HTMLElement {
  const { labels, opened, render } = context;
  const { columns, rows } = table;
  const key = `rows-${name}`;
  const shownColumns = columns.filter(({ isCopyOnly }) => !isCopyOnly);
  const isLong = rows.length > maxRows + 2;
  const isOpen = opened.has(key);
  const first = rows.some(({ isMore }) => isMore !== undefined)
    ? rows.filter(({ isMore }) => !isMore)
    : rows.slice(0, maxRows);
  const shown = isLong && !isOpen ? first : rows;
  const hasMore = isLong && first.length < rows.length;
  const toggle = () => {
    if (!opened.delete(key)) opened.add(key);
    render();
  };
  const box = element(
    'div',
    { class: 'table' },
    element(
      'table',
      { 'aria-label': title, role: 'table' },
      element(
        'thead',
        { role: 'rowgroup' },
        element(
          'tr',
          { role: 'row' },
          ...shownColumns.map((column) =>
            element('th', { role: 'columnheader', scope: 'col', ...headClass(column) }, column.title),
          ),
        ),
      ),
      element(
        'tbody',
        { role: 'rowgroup' },
        ...shown.flatMap((row, index) => [
          ...(row.group === undefined || row.group === shown[index - 1]?.group
            ? []
            : [groupElement(row.group, shownColumns.length)]),
          rowElement(`${name}-${index}`, row, table, context),
        ]),
      ),
    ),
    hasMore &&
      button(
        { 'aria-expanded': String(isOpen), class: 'quiet-button more', 'data-key': key },
        toggle,
        isOpen ? labels.fewerRows : labels.allRows.replace('{count}', String(rows.length)),
      ),
  );
  oneTabStop(box, [...box.querySelectorAll('tr, .table > button')]);
  return box;
}

function rowElement(
  key: string,
  { accept, cellTooltips, cells, filter, target, tooltip }: TableRow,
  table: Table,
  context: PageContext,
): HTMLElement {
  const { send, version } = context;
  const row = element(
    'tr',
    { role: 'row', ...(target !== undefined && { class: 'target' }) },
    ...cells.flatMap((text, index) => {
      const column = table.columns[index];
      if (column === undefined || column.isCopyOnly) return [];
      // The roles keep it a table where the style sheet of a narrow page lays it out as blocks.
      const cellTooltip = cellTooltips?.[index];
      const cell = {
        'data-column': column.title,
        role: 'cell',
        ...cellClass(column, text),
        ...(cellTooltip && { title: cellTooltip }),
      };
      return index > 0
        ? element('td', cell, column.isLong ? element('div', { class: 'clamped' }, text) : text)
        : element(
            'th',
            {
              role: 'rowheader',
              scope: 'row',
              ...(text.length <= maxWord ? { class: 'short' } : wordClass(text)),
              ...(tooltip && { title: tooltip }),
            },
            element(
              'div',
              { class: 'row-title' },
              titleElement(key, text, target, context),
              element(
                'span',
                { class: 'row-buttons' },
                filter !== undefined && filterButton(key, text, filter, context),
                filter !== undefined && calendarButton(key, text, filter, context),
                accept !== undefined && acceptButton(key, text, accept, context),
              ),
            ),
          );
    }),
  );
  row.addEventListener('click', ({ target: clicked }) => {
    const isOwn = clicked instanceof Element && clicked.closest('button') !== null;
    const isSelecting = getSelection()?.isCollapsed === false;
    if (target !== undefined && !isOwn && !isSelecting) send({ kind: 'go', version, target });
  });
  return row;
}

/** A title; a link if it has a target. */
export function titleElement(
  key: string,
  title: string,
  target: number | undefined,
  { send, version }: PageContext,
): HTMLElement {
  if (target === undefined) return element('span', { class: 'title' }, title);
  return button({ class: 'link', 'data-key': key }, () => send({ kind: 'go', version, target }), title);
}

/** The number of entries that are not shown, with a button that shows all of them in the tree. */
export function moreElement(
  key: string,
  more: string,
  target: number | undefined,
  { labels, send, version }: PageContext,
): HTMLElement {
  const show = () => target !== undefined && send({ kind: 'go', version, target });
  return element(
    'p',
    { class: 'quiet' },
    more,
    target !== undefined && button({ class: 'quiet-button', 'data-key': key }, show, labels.allInTree),
  );
}

/** A button that shows the jobs of a row in the tree. */
export function filterButton(
  key: string,
  title: string,
  target: number,
  { labels, send, version }: PageContext,
): HTMLElement {
  const label = `${labels.filter}: ${title}`;
  return button(
    { 'aria-label': label, class: 'filter', 'data-key': `filter-${key}`, title: labels.filter },
    () => send({ kind: 'go', version, target }),
  );
}

/** A button that opens the calendar of the resource of a row. */
function calendarButton(
  key: string,
  title: string,
  target: number,
  { labels, send, version }: PageContext,
): HTMLElement {
  const name = labels.resourceCalendar;
  return button(
    {
      'aria-label': `${name}: ${title}`,
      class: 'filter calendar',
      'data-key': `calendar-${key}`,
      title: name,
    },
    () => send({ kind: 'openResourceCalendar', version, target }),
  );
}

/** A button that accepts a row as a known issue. */
export function acceptButton(
  key: string,
  title: string,
  target: number,
  { labels, send, version }: PageContext,
): HTMLElement {
  const label = `${labels.accept}: ${title}`;
  return button(
    { 'aria-label': label, class: 'filter accept', 'data-key': `accept-${key}`, title: labels.accept },
    () => send({ kind: 'go', version, target }),
  );
}

function groupElement(title: string, columns: number): HTMLElement {
  return element(
    'tr',
    { class: 'group', role: 'row' },
    element('th', { colspan: String(columns), role: 'rowheader', scope: 'rowgroup' }, title),
  );
}

function numberClass({ isNumber }: TableColumn): Record<string, string> {
  return isNumber ? { class: 'number' } : {};
}

function headClass(column: TableColumn): Record<string, string> {
  return column.isShort ? { class: 'short' } : numberClass(column);
}

function cellClass(column: TableColumn, text: string): Record<string, string> {
  if (column.isNumber) return numberClass(column);
  return column.isShort && text.length <= maxShort ? { class: 'short' } : wordClass(text);
}

/** Only words that no column has room for are broken. */
function wordClass(text: string): Record<string, string> {
  return text.split(/[\s-]+/).some((word) => word.length > maxWord) ? { class: 'long' } : {};
}

const maxRows = 10;
/** In characters. */
const maxWord = 20;
const maxShort = 20;
