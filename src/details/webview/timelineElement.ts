import { button, element, icon, section } from '../../editor/webview/element.js';
import type { TimelineMark, TimelineSpan, TimelineViewModel } from '../timelineViewModel.js';
import type { PageContext } from './buttons.js';
import { utcOf } from './fields.js';

/** The timeline drawn to scale, hidden from screen readers, and a list of the same times in words. */
export function timelineElement(
  { amounts, breakNote, breaks, marks, spans }: TimelineViewModel,
  page: PageContext,
): HTMLElement {
  return section(
    'timeline',
    page.labels.timeline,
    element(
      'div',
      { 'aria-hidden': 'true', class: 'line' },
      element('div', { class: 'track' }),
      ...spans.map(spanOf),
      ...breaks.map(breakOf),
      ...marks.map(markOf),
    ),
    element(
      'p',
      { class: 'spans' },
      ...spans.map(({ kind, text }) => element('span', { class: `legend ${kind}` }, text)),
      breakNote !== undefined && element('span', { class: 'legend beyond' }, breakNote),
    ),
    element('ol', { class: 'marks' }, ...marks.map((mark) => markRow(mark, page))),
    amounts.length > 0 && element('dl', { class: 'amounts' }, ...amounts.map(amountOf)),
  );
}

function spanOf({ from, kind, to }: TimelineSpan): HTMLElement {
  const span = element('div', { class: `span ${kind}` });
  span.style.left = percent(from);
  span.style.width = percent(to - from);
  return span;
}

function markOf({ at, field, late }: TimelineMark): HTMLElement {
  const mark = element('div', { class: `mark ${late === undefined ? '' : 'late'}` }, icon(icons[field]));
  mark.style.left = percent(at);
  return mark;
}

function breakOf(at: number): HTMLElement {
  const made = element('div', { class: 'break' });
  made.style.left = percent(at);
  return made;
}

/** A click on a time copies it. */
function markRow({ distance, field, late, time, title }: TimelineMark, page: PageContext): HTMLElement {
  const copy = () => page.send({ kind: 'copy', path: field });
  return element(
    'li',
    {},
    icon(icons[field]),
    element('span', {}, title),
    element(
      'span',
      { class: 'stamp' },
      field === 'now'
        ? element('span', { title: time.utc }, time.text)
        : button({ class: 'time', 'data-key': `time:${field}`, title: time.utc }, copy, time.text),
      utcOf(time.utc),
    ),
    element('span', { class: 'quiet' }, distance),
    late !== undefined && element('strong', { class: 'late' }, icon('warning'), late),
  );
}

function amountOf({ note, text, title }: TimelineViewModel['amounts'][number]): HTMLElement {
  return element(
    'div',
    {},
    element('dt', {}, title),
    element('dd', {}, text, note !== undefined && element('span', { class: 'quiet' }, note)),
  );
}

function percent(position: number): string {
  return `${(position * 100).toFixed(3)}%`;
}

const icons: Readonly<Record<TimelineMark['field'], string>> = {
  CompletionDate: 'debug-stop',
  CreationDate: 'circle-filled',
  ExpectedCompletionDate: 'target',
  InitiationDate: 'play',
  StartBy: 'flag',
  now: 'clock',
};
