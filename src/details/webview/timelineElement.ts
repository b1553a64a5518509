import { element, icon, section } from '../../editor/webview/element.js';
import type { TimelineMark, TimelineSpan, TimelineViewModel } from '../timelineViewModel.js';

/** The times to scale, for the eye, and beside them in words, for everyone. */
export function timelineElement({ amounts, marks, spans }: TimelineViewModel, title: string): HTMLElement {
  return section(
    'timeline',
    title,
    element(
      'div',
      { 'aria-hidden': 'true', class: 'line' },
      element('div', { class: 'track' }),
      ...spans.map(spanOf),
      ...marks.map(markOf),
    ),
    element(
      'p',
      { class: 'spans' },
      ...spans.map(({ kind, text }) => element('span', { class: `legend ${kind}` }, text)),
    ),
    element('ol', { class: 'marks' }, ...marks.map(markRow)),
    amounts.length === 0 ? undefined : element('dl', { class: 'amounts' }, ...amounts.map(amountOf)),
  );
}

function spanOf({ from, kind, to }: TimelineSpan): HTMLElement {
  const made = element('div', { class: `span ${kind}` });
  made.style.left = percent(from);
  made.style.width = percent(to - from);
  return made;
}

function markOf({ at, field, late }: TimelineMark): HTMLElement {
  const made = element('div', { class: `mark ${late === undefined ? '' : 'late'}` }, icon(icons[field]));
  made.style.left = percent(at);
  return made;
}

function markRow({ distance, field, late, local, title, utc }: TimelineMark): HTMLElement {
  return element(
    'li',
    {},
    icon(icons[field]),
    element('span', { class: 'what' }, title),
    element('span', {}, local),
    element('span', { class: 'quiet' }, utc),
    element('span', { class: 'quiet' }, distance),
    late === undefined ? undefined : element('strong', { class: 'late' }, icon('warning'), late),
  );
}

function amountOf({ note, text, title }: TimelineViewModel['amounts'][number]): HTMLElement {
  return element(
    'div',
    {},
    element('dt', {}, title),
    element('dd', {}, text, note === undefined ? undefined : element('span', { class: 'quiet' }, note)),
  );
}

function percent(place: number): string {
  return `${(place * 100).toFixed(3)}%`;
}

const icons: Readonly<Record<TimelineMark['field'], string>> = {
  CompletionDate: 'check',
  CreationDate: 'circle-filled',
  ExpectedCompletionDate: 'target',
  InitiationDate: 'play',
  StartBy: 'flag',
  now: 'clock',
};
