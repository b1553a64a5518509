import { element } from '../../editor/webview/element.js';
import { ScrollPlace, topIn } from '../../editor/webview/scrollPlace.js';
import {
  isProgressMessage,
  isShowOverviewMessage,
  type OverviewRequest,
  type ShowOverviewMessage,
} from '../overviewMessages.js';
import { dayChart } from './dayChart.js';
import { healthElement } from './healthElement.js';
import { legend, type PageContext, sectionElement } from './sectionElement.js';

/** @see https://code.visualstudio.com/api/extension-guides/webview#scripts-and-message-passing */
declare function acquireVsCodeApi(): {
  postMessage(message: OverviewRequest): void;
  getState(): unknown;
  setState(state: unknown): void;
};

const editor = acquireVsCodeApi();
const ask = (request: OverviewRequest) => editor.postMessage(request);
const { tables, top } = Object(editor.getState());
/** The parts that are shown as tables though they have a chart. */
const asTables = new Set<string>(Array.isArray(tables) ? tables.map(String) : []);
const place = new ScrollPlace(keep);
place.goTo(topIn(top));
let shown: ShowOverviewMessage | undefined;

addEventListener('message', ({ data }: MessageEvent<unknown>) => {
  if (isShowOverviewMessage(data)) show(data);
  else if (isProgressMessage(data)) document.querySelector('.progress')?.replaceChildren(data.progress);
});
ask({ kind: 'ready' });

function show(message: ShowOverviewMessage): void {
  shown = message;
  const focused = document.activeElement?.getAttribute('data-key');
  const { notices, progress, sheet } = message;
  const context: PageContext = {
    labels: message.labels,
    turn: message.turn,
    ask,
    asTables,
    showAgain: () => shown && show(shown),
  };
  const main = document.querySelector('main');
  main?.setAttribute('aria-busy', String(progress !== undefined));
  main?.replaceChildren(
    head(message),
    ...(progress === undefined ? [] : [progressElement(progress)]),
    ...notices.map(noticeElement),
    ...(sheet === undefined
      ? []
      : [
          healthElement(sheet.health, context),
          sectionElement(sheet.days, context, () =>
            element('div', {}, legend(sheet.days.chart, context), dayChart(sheet.days.chart, context)),
          ),
          element(
            'div',
            { class: 'sections' },
            ...sheet.sections.map((section) => sectionElement(section, context)),
          ),
        ]),
  );
  if (focused) main?.querySelector<HTMLElement>(`[data-key="${CSS.escape(focused)}"]`)?.focus();
  keep();
}

/** Keeps how the page is looked at, over its being hidden and over a reload of the window. */
function keep(): void {
  if (shown !== undefined) editor.setState({ period: shown.period, tables: [...asTables], top: place.top });
}

function head({ labels, period, periods, progress, sheet, subject }: ShowOverviewMessage): HTMLElement {
  const isReading = progress !== undefined;
  return element(
    'header',
    {},
    element('h1', {}, labels.title),
    subject !== '' && element('p', { class: 'subject' }, subject),
    sheet && element('p', { class: 'quiet' }, sheet.note),
    element(
      'div',
      { class: 'toolbar' },
      element(
        'fieldset',
        {},
        element('legend', { class: 'unseen' }, labels.period),
        ...periods.map(({ hours, title }) => {
          const input = element('input', {
            'data-key': `period-${hours}`,
            id: `period-${hours}`,
            name: 'period',
            type: 'radio',
            ...(hours === period && { checked: '' }),
          });
          input.addEventListener('change', () => ask({ kind: 'period', hours }));
          return element('span', {}, input, element('label', { for: `period-${hours}` }, title));
        }),
      ),
      isReading
        ? button(labels.stop, 'refresh', { kind: 'stop' })
        : button(labels.refresh, 'refresh', { kind: 'refresh' }),
    ),
  );
}

function progressElement(progress: string): HTMLElement {
  return element('p', { class: 'progress', role: 'status' }, progress);
}

function noticeElement(
  { action, detail, summary }: ShowOverviewMessage['notices'][number],
  notice: number,
): HTMLElement {
  return element(
    'div',
    { class: 'notice', role: 'status' },
    element('strong', {}, summary),
    detail !== '' && element('p', {}, detail),
    button(action, `notice-${notice}`, { kind: 'mend', notice }),
  );
}

function button(title: string, key: string, request: OverviewRequest): HTMLElement {
  const made = element('button', { class: 'plain', 'data-key': key, type: 'button' }, title);
  made.addEventListener('click', () => ask(request));
  return made;
}
