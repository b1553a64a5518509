import { isProgressMessage } from '../../editor/progressMessage.js';
import { connectToEditor } from '../../editor/webview/editorApi.js';
import { element } from '../../editor/webview/element.js';
import { focusedKey, focusKey } from '../../editor/webview/focusedKey.js';
import { followClipboard } from '../../editor/webview/followClipboard.js';
import { ScrollPlace, topIn } from '../../editor/webview/scrollPlace.js';
import { isShowMessage } from '../../editor/webview/showMessage.js';
import { noticeElement, requestButton } from '../../editor/webview/subjectPage.js';
import type { OverviewRequest, ShowOverviewMessage } from '../overviewMessages.js';
import type { Section } from '../viewModels/section.js';
import { cardsElement } from './cardsElement.js';
import { dayChart } from './dayChart.js';
import type { PageContext } from './pageContext.js';
import { legend, sectionElement } from './sectionElement.js';
import { SectionNav } from './sectionNav.js';

const editor = connectToEditor<OverviewRequest>();
const send = (request: OverviewRequest) => editor.postMessage(request);
const { open, tables, top } = Object(editor.getState());
/** The sections that are shown as a table although they have a chart. */
const asTables = new Set<string>(Array.isArray(tables) ? tables.map(String) : []);
/** What the user has opened: long tables and folded parts. */
const opened = new Set<string>(Array.isArray(open) ? open.map(String) : []);
const openedCauses = new Set<string>();
const nav = new SectionNav();
const scrollPlace = new ScrollPlace(saveState);
scrollPlace.goTo(topIn(top));
let latest: ShowOverviewMessage | undefined;

addEventListener('message', ({ data }: MessageEvent<unknown>) => {
  if (isShowMessage<ShowOverviewMessage>(data)) show(data);
  else if (isProgressMessage(data)) document.querySelector('.progress')?.replaceChildren(data.progress);
  else void followClipboard(data, send);
});
send({ kind: 'ready' });

function show(message: ShowOverviewMessage): void {
  latest = message;
  const focused = focusedKey();
  const { labels, notices, progress, version, viewModel } = message;
  const render = () => latest && show(latest);
  const context: PageContext = { asTables, labels, opened, openedCauses, render, send, version };
  const main = document.querySelector('main');
  main?.setAttribute('aria-busy', String(progress !== undefined));
  main?.replaceChildren(
    head(message),
    ...(progress === undefined ? [] : [element('p', { class: 'progress', role: 'status' }, progress)]),
    ...notices.map((notice) => noticeElement(notice, () => send({ kind: 'fix', notice: notice.key }))),
    ...(viewModel === undefined
      ? []
      : [
          nav.element(
            [...viewModel.attention, viewModel.days, viewModel.health, ...viewModel.sections],
            context,
          ),
          sectionGrid('attention', viewModel.attention, context),
          sectionElement(viewModel.days, context, () =>
            element(
              'div',
              {},
              legend(viewModel.days.chart, context),
              dayChart(viewModel.days.chart, context),
            ),
          ),
          sectionElement(viewModel.health, context, () => cardsElement(viewModel.health, context)),
          sectionGrid('sections', viewModel.sections, context),
        ]),
  );
  nav.mark();
  if (focused !== undefined) focusKey(focused);
  saveState();
}

function sectionGrid(name: string, sections: readonly Section[], context: PageContext): HTMLElement {
  return element('div', { class: name }, ...sections.map((section) => sectionElement(section, context)));
}

/** Saves what the user has chosen for a reload of the page or the window. */
function saveState(): void {
  if (latest !== undefined)
    editor.setState({
      open: [...opened],
      period: latest.period,
      tables: [...asTables],
      top: scrollPlace.top,
    });
}

function head(message: ShowOverviewMessage): HTMLElement {
  const { labels, period, periods, progress, subject, version, viewModel } = message;
  return element(
    'header',
    {},
    // The tab has the same title.
    element('h1', { class: 'visually-hidden' }, labels.title),
    viewModel && element('p', { class: `verdict ${viewModel.verdict.tone}` }, viewModel.verdict.text),
    subject !== '' &&
      element(
        'p',
        {},
        element('span', { class: 'subject' }, subject),
        viewModel && element('span', { class: 'quiet note' }, viewModel.note),
      ),
    element(
      'div',
      { class: 'toolbar' },
      element(
        'fieldset',
        {},
        element('legend', { class: 'visually-hidden' }, labels.period),
        ...periods.map(({ hours, title }) => {
          const input = element('input', {
            'data-key': `period-${hours}`,
            id: `period-${hours}`,
            name: 'period',
            type: 'radio',
            ...(hours === period && { checked: '' }),
          });
          input.addEventListener('change', () => send({ kind: 'period', hours }));
          return element('span', {}, input, element('label', { for: `period-${hours}` }, title));
        }),
      ),
      progress === undefined
        ? requestButton(labels.refresh, 'refresh', () => send({ kind: 'refresh' }))
        : requestButton(labels.stop, 'refresh', () => send({ kind: 'stop' })),
      viewModel?.hasReports &&
        requestButton(labels.copySummary, 'copySummary', () => send({ kind: 'copySummary', version })),
      viewModel && requestButton(labels.openCalendar, 'openCalendar', () => send({ kind: 'openCalendar' })),
      viewModel?.hasReports &&
        requestButton(labels.exportReport, 'exportReport', () => send({ kind: 'exportReport', version })),
    ),
  );
}
