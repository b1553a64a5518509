import { button, element } from '../../editor/webview/element.js';
import type { Table, TableRow } from '../viewModels/section.js';
import type { PageContext } from './pageContext.js';

/** A table. A long one shows its first rows until the user requests the others. */
export function tableElement(name: string, title: string, table: Table, context: PageContext): HTMLElement {
  const { labels, opened, render } = context;
  const { columns, rows } = table;
  const key = `rows-${name}`;
  const isLong = rows.length > maxRows + 2;
  const isOpen = opened.has(key);
  const toggle = () => {
    if (!opened.delete(key)) opened.add(key);
    render();
  };
  return element(
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
          ...columns.map((column, index) =>
            element('th', { role: 'columnheader', scope: 'col', ...numberClass(table, index) }, column.title),
          ),
        ),
      ),
      element(
        'tbody',
        { role: 'rowgroup' },
        ...(isLong && !isOpen ? rows.slice(0, maxRows) : rows).map((row, index) =>
          rowElement(`${name}-${index}`, row, table, context),
        ),
      ),
    ),
    isLong &&
      button(
        { 'aria-expanded': String(isOpen), class: 'quiet-button', 'data-key': key },
        toggle,
        isOpen ? labels.fewerRows : labels.allRows.replace('{count}', String(rows.length)),
      ),
  );
}

function rowElement(
  key: string,
  { cells, filter, target }: TableRow,
  table: Table,
  context: PageContext,
): HTMLElement {
  const { labels, send, version } = context;
  const row = element(
    'tr',
    { role: 'row', ...(target !== undefined && { class: 'target' }) },
    ...cells.map((text, index) =>
      index === 0
        ? element(
            'th',
            { role: 'rowheader', scope: 'row', ...wordClass(text) },
            titleElement(key, text, target, context),
            filter !== undefined &&
              button(
                { 'aria-label': `${labels.filter}: ${text}`, class: 'filter', 'data-key': `filter-${key}` },
                () => send({ kind: 'go', version, target: filter }),
              ),
          )
        : element(
            'td',
            // The roles keep it a table where the style sheet of a narrow page lays it out as blocks.
            {
              'data-column': table.columns[index]?.title ?? '',
              role: 'cell',
              ...cellClass(table, index, text),
            },
            text,
          ),
    ),
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

function numberClass({ columns }: Table, column: number): Record<string, string> {
  return columns[column]?.isNumber ? { class: 'number' } : {};
}

function cellClass(table: Table, column: number, text: string): Record<string, string> {
  return table.columns[column]?.isNumber ? numberClass(table, column) : wordClass(text);
}

/** Only words that no column has room for are broken. */
function wordClass(text: string): Record<string, string> {
  return text.split(/[\s-]+/).some((word) => word.length > maxWord) ? { class: 'long' } : {};
}

const maxRows = 10;
/** In characters. */
const maxWord = 20;
