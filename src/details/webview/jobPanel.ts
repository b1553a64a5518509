import type { FieldValue } from '../fieldValue.js';
import type { JobSheet, SheetField, SheetSection } from '../jobSheet.js';
import {
  isShowMessage,
  type PanelLabels,
  type PanelNotice,
  type PanelRequest,
  type ShowMessage,
} from '../panelMessages.js';
import { element } from './element.js';

/** @see https://code.visualstudio.com/api/extension-guides/webview#scripts-and-message-passing */
declare function acquireVsCodeApi(): {
  postMessage(message: PanelRequest): void;
  setState(state: unknown): void;
};

const editor = acquireVsCodeApi();
let turn = 0;

addEventListener('message', ({ data }: MessageEvent<unknown>) => {
  if (isShowMessage(data)) show(data);
});
editor.postMessage({ kind: 'ready' });

function show(message: ShowMessage): void {
  const { labels, notice, sheet } = message;
  const focused = document.activeElement?.getAttribute('data-key');
  const main = document.querySelector('main');
  main?.setAttribute('aria-busy', String(message.isReading));
  main?.replaceChildren(
    ...[
      sheet && headOf(sheet),
      notice && noticeOf(notice),
      message.isReading && element('p', { class: 'reading', role: 'status' }, labels.reading),
      message.kept && toolbarOf(labels),
      ...(sheet?.sections.map((section) => sectionOf(section, labels)) ?? []),
    ].filter((part) => part instanceof HTMLElement),
  );
  if (focused) main?.querySelector<HTMLElement>(`[data-key="${CSS.escape(focused)}"]`)?.focus();
  if (message.turn !== turn) scrollTo(0, 0);
  turn = message.turn;
  editor.setState(message.kept);
  editor.postMessage({ kind: 'shown', turn });
}

function headOf({ state, summary, title }: JobSheet): HTMLElement {
  return element(
    'header',
    {},
    element('h1', {}, title),
    element(
      'p',
      { class: 'head' },
      element('span', { class: `state ${state.tone}` }, state.title),
      element('span', { class: 'summary' }, summary),
    ),
  );
}

function noticeOf({ detail, remedy, summary }: PanelNotice): HTMLElement {
  return element(
    'div',
    { class: 'notice', role: 'status' },
    element('strong', {}, summary),
    element('p', {}, detail),
    button(remedy, 'mend', { kind: 'mend' }),
  );
}

function toolbarOf({ openJson, refresh }: PanelLabels): HTMLElement {
  return element(
    'div',
    { class: 'toolbar' },
    button(openJson, 'openJson', { kind: 'openJson' }),
    button(refresh, 'refresh', { kind: 'refresh' }),
  );
}

function sectionOf({ fields, title }: SheetSection, labels: PanelLabels): HTMLElement {
  return element(
    'section',
    { 'aria-label': title },
    element('h2', {}, title),
    element('dl', {}, ...fields.map((field) => fieldOf(field, labels))),
  );
}

function fieldOf({ name, title, value }: SheetField, labels: PanelLabels): HTMLElement {
  const row = element('div', { class: 'field', 'data-field': name ?? '' }, element('dt', {}, title));
  if (name !== undefined) row.title = name;
  if (value === undefined) {
    row.append(element('dd', { class: 'absent' }, labels.absent));
    return row;
  }
  const shown = element('dd', {}, element('div', { class: 'shown' }, ...valueParts(value)));
  if (name !== undefined && value.parts === undefined) {
    const label = `${labels.copy} ${title}`;
    const copy = button(labels.copy, `copy:${name}`, { kind: 'copy', field: name });
    copy.setAttribute('aria-label', label);
    copy.classList.add('copy');
    shown.append(copy);
  }
  row.append(shown);
  return row;
}

function valueParts({ note, parts, text }: FieldValue): HTMLElement[] {
  if (parts !== undefined) {
    return [
      element(
        'dl',
        { class: 'parts' },
        ...parts.map((part) =>
          element('div', {}, element('dt', {}, part.title), element('dd', {}, part.text)),
        ),
      ),
    ];
  }
  const shown = [element('span', { class: 'value' }, text ?? '')];
  if (note !== undefined) shown.push(element('span', { class: 'note' }, note));
  return shown;
}

function button(label: string, key: string, request: PanelRequest): HTMLElement {
  const made = element('button', { type: 'button', 'data-key': key }, label);
  made.addEventListener('click', () => editor.postMessage(request));
  return made;
}
