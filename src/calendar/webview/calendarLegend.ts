import { element } from '../../editor/webview/element.js';
import { cellOf } from '../calendarCell.js';
import type { CalendarLabels } from '../calendarLabels.js';
import type { CalendarViewModel } from '../calendarViewModel.js';
import { resultClass } from './gridElements.js';

/** The marks that the calendar has, with their meaning. */
export function legendElement(
  { codes }: CalendarViewModel,
  { doubtTitles, legend, resultTitles }: CalendarLabels,
): HTMLElement {
  const cells = codes.map(cellOf);
  const results = new Set(cells.map(({ result }) => result));
  const doubts = new Set(cells.map(({ doubt }) => doubt));
  const entries = [
    ...Object.entries(resultTitles)
      .filter(([result]) => [...results].some((shown) => shown === result))
      .map(([result, title]) => [`${resultClass(result)} known`, title]),
    ...Object.entries(doubtTitles)
      .filter(([doubt]) => [...doubts].some((shown) => shown === doubt))
      .map(([doubt, title]) => [`${resultClass('none')} ${doubt}`, title]),
  ];
  return element(
    'ul',
    { 'aria-label': legend, class: 'legend' },
    ...entries.map(([mark, title]) =>
      element('li', {}, element('span', { 'aria-hidden': 'true', class: `cell ${mark}` }), title ?? ''),
    ),
  );
}
