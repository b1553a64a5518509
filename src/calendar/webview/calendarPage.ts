import { isProgressMessage } from '../../editor/progressMessage.js';
import { connectToEditor } from '../../editor/webview/editorApi.js';
import { element } from '../../editor/webview/element.js';
import { focusedKey, focusKey } from '../../editor/webview/focusedKey.js';
import { followClipboard } from '../../editor/webview/followClipboard.js';
import { topIn } from '../../editor/webview/scrollPlace.js';
import { isShowMessage } from '../../editor/webview/showMessage.js';
import { noticeElement, requestButton } from '../../editor/webview/subjectPage.js';
import { groupingFrom } from '../calendarGroupingNames.js';
import type { CalendarRequest, ShowCalendarMessage } from '../calendarMessages.js';
import type { CalendarViewModel } from '../calendarViewModel.js';
import { CalendarGrid } from './calendarGrid.js';
import { legendElement } from './calendarLegend.js';

const editor = connectToEditor<CalendarRequest>();
const send = (request: CalendarRequest) => editor.postMessage(request);
const saved: { readonly scope?: unknown; readonly search?: unknown; readonly top?: unknown } = Object(
  editor.getState(),
);
let search = typeof saved.search === 'string' ? saved.search : '';
let scope = typeof saved.scope === 'number' ? saved.scope : undefined;
/** Where the user had scrolled to, until the rows are there. */
let savedTop = topIn(saved.top);
let viewModel: CalendarViewModel | undefined;
let latest: ShowCalendarMessage | undefined;

const main = document.querySelector('main') ?? document.body;
const [head, tools, legend] = [
  element('header', {}),
  element('div', { class: 'toolbar' }),
  element('div', {}),
];
const count = element('span', { class: 'quiet count', role: 'status' });
const body = element('div', { class: 'grid-box' });
const empty = element('p', { class: 'empty' });
main.append(head, tools, legend, empty, body);
const grid = new CalendarGrid(body, send);
grid.element.addEventListener('scrollend', saveState);

addEventListener('message', ({ data }: MessageEvent<unknown>) => {
  if (isShowMessage<ShowCalendarMessage>(data)) show(data);
  else if (isProgressMessage(data)) document.querySelector('.progress')?.replaceChildren(data.progress);
  else void followClipboard(data, send);
});
send({ kind: 'ready' });

function show(message: ShowCalendarMessage): void {
  latest = message;
  if (scope !== undefined && message.scope > scope) forgetSearch();
  scope = message.scope;
  if (!message.isSame) viewModel = message.viewModel;
  const focused = focusedKey();
  const { labels, notices, progress, subject } = message;
  main.setAttribute('aria-busy', String(progress !== undefined));
  head.replaceChildren(
    element('h1', {}, labels.title),
    ...(subject === '' ? [] : [element('p', { class: 'subject' }, subject)]),
    ...(viewModel === undefined ? [] : [element('p', { class: 'quiet' }, viewModel.note)]),
    ...(viewModel === undefined || viewModel.limits === '' ? [] : [element('p', {}, viewModel.limits)]),
    ...(progress === undefined ? [] : [element('p', { class: 'progress', role: 'status' }, progress)]),
    ...notices.map((notice) => noticeElement(notice, () => send({ kind: 'fix', notice: notice.key }))),
  );
  showTools(message);
  if (viewModel !== undefined && !message.isSame) legend.replaceChildren(legendElement(viewModel, labels));
  legend.hidden = viewModel === undefined;
  body.hidden = viewModel === undefined;
  if (!message.isSame) showRows();
  if (focused !== undefined) focusKey(focused);
  saveState();
}

/** Saves what the user has chosen for a reload of the page or the window. */
function saveState(): void {
  editor.setState({ grouping: latest?.grouping, scope, search, top: savedTop || grid.top });
}

function forgetSearch(): void {
  search = '';
  const field = tools.querySelector('input');
  if (field !== null) field.value = '';
}

function showRows(): void {
  if (latest === undefined || viewModel === undefined) {
    empty.hidden = true;
    count.textContent = '';
    grid.clear();
    return;
  }
  const { labels, version } = latest;
  const all = viewModel.rows.titles.length;
  const matches = grid.show({ viewModel, version, labels }, search, savedTop);
  savedTop = 0;
  count.textContent = labels.shown.replace('{shown}', String(matches)).replace('{all}', String(all));
  empty.hidden = matches > 0;
  empty.textContent = all === 0 ? viewModel.empty : labels.noRows;
}

/** The search field stays the same element, so that typing is not disturbed. */
function showTools({ grouping, isScoped, labels, progress, version }: ShowCalendarMessage): void {
  const field = tools.querySelector('input') ?? searchField(labels.search);
  const groups = element(
    'select',
    { 'aria-label': labels.group, 'data-key': 'group' },
    ...labels.groupings.map(({ name, title }) =>
      element('option', { value: name, ...(name === grouping && { selected: '' }) }, title),
    ),
  );
  groups.addEventListener('change', () => {
    const chosen = groupingFrom(groups instanceof HTMLSelectElement ? groups.value : undefined);
    if (chosen !== undefined) send({ kind: 'group', grouping: chosen });
  });
  const hasView = viewModel !== undefined;
  const others = [
    ...(isScoped ? [requestButton(labels.showAll, 'showAll', () => send({ kind: 'showAll' }))] : []),
    element('label', {}, `${labels.group} `, groups),
    progress === undefined
      ? requestButton(labels.refresh, 'refresh', () => send({ kind: 'refresh' }))
      : requestButton(labels.stop, 'refresh', () => send({ kind: 'stop' })),
    ...(hasView
      ? [
          requestButton(labels.copy, 'copy', () => send({ kind: 'copy', version, search })),
          requestButton(labels.export, 'export', () => send({ kind: 'export', version, search })),
        ]
      : []),
    requestButton(labels.overview, 'overview', () => send({ kind: 'openOverview' })),
    count,
  ];
  if (field.parentElement !== tools) tools.append(field);
  for (const child of [...tools.children]) if (child !== field) child.remove();
  tools.append(...others);
}

function searchField(title: string): HTMLElement {
  const field = element('input', {
    'aria-label': title,
    'data-key': 'search',
    placeholder: title,
    type: 'search',
    value: search,
  });
  field.addEventListener('input', () => {
    search = field instanceof HTMLInputElement ? field.value : '';
    showRows();
    saveState();
  });
  return field;
}
