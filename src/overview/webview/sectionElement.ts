import { button, type Child, element } from '../../editor/webview/element.js';
import type { DaysChart, Section, SectionBar } from '../viewModels/section.js';
import { causesElement } from './causesElement.js';
import { oneTabStop, withOneTabStop } from './oneTabStop.js';
import type { PageContext } from './pageContext.js';
import { moreElement, tableElement, titleElement } from './tableElement.js';

/** A section: its chart, or its table if there is no chart or the user has chosen the table. */
export function sectionElement(
  { bars, caption, causes, empty, isFolded, more, moreTarget, name, setting, table, title }: Section,
  context: PageContext,
  drawChart = causes !== undefined
    ? () => causesElement(causes, context)
    : bars && (() => barsElement(name, bars, context)),
): HTMLElement {
  const { asTables, labels, opened, render, send } = context;
  const isEmpty = empty !== undefined;
  if (isFolded && !opened.has(`fold-${name}`)) return foldedElement(name, title, isEmpty, context);
  const toggleTable = () => {
    if (!asTables.delete(name)) asTables.add(name);
    render();
  };
  return element(
    'section',
    { 'aria-labelledby': `heading-${name}`, 'data-section': name, class: `section-${name}` },
    headingElement(
      isFolded ? foldHeading(name, title, context) : element('h2', { id: `heading-${name}` }, title),
      setting !== undefined &&
        quietButton(
          { 'aria-label': `${labels.setting}: ${title}`, 'data-key': `setting-${name}` },
          () => send({ kind: 'openSetting', setting }),
          labels.setting,
        ),
      drawChart !== undefined &&
        !isEmpty &&
        quietButton(
          {
            'aria-label': `${labels.showTable}: ${title}`,
            'aria-pressed': String(asTables.has(name)),
            'data-key': `table-${name}`,
          },
          toggleTable,
          labels.showTable,
        ),
      !isEmpty && copyButton(name, title, context),
    ),
    element('p', { class: 'quiet' }, caption),
    isEmpty
      ? element('p', { class: 'empty' }, empty)
      : drawChart === undefined || asTables.has(name)
        ? tableElement(name, title, table, context)
        : drawChart(),
    more !== undefined && moreElement(`more-${name}`, more, moreTarget, context),
  );
}

/** A heading with buttons. They are one stop of the Tab key. */
function headingElement(...children: readonly Child[]): HTMLElement {
  const heading = element('div', { class: 'heading' }, ...children);
  oneTabStop(heading, [heading]);
  return heading;
}

/** The heading of a folded section. Its table can be copied. */
function foldedElement(name: string, title: string, isEmpty: boolean, context: PageContext): HTMLElement {
  return element(
    'section',
    { 'aria-labelledby': `heading-${name}`, 'data-section': name },
    headingElement(foldHeading(name, title, context), !isEmpty && copyButton(name, title, context)),
  );
}

/** A heading that unfolds its section, or folds it. */
function foldHeading(name: string, title: string, { opened, render }: PageContext): HTMLElement {
  const key = `fold-${name}`;
  const toggle = () => {
    if (!opened.delete(key)) opened.add(key);
    render();
  };
  const attributes = { 'aria-expanded': String(opened.has(key)), class: 'fold', 'data-key': key };
  return element('h2', { id: `heading-${name}` }, button(attributes, toggle, title));
}

/** Copies the table of a section. */
function copyButton(name: string, title: string, context: PageContext): HTMLElement {
  const { labels, send, version } = context;
  return quietButton(
    { 'aria-label': `${labels.copy}: ${title}`, 'data-key': `copy-${name}` },
    () => send({ kind: 'copy', version, section: name }),
    labels.copy,
  );
}

/** The colors of the chart of the days. */
export function legend({ states }: DaysChart, { labels }: PageContext): HTMLElement {
  return element(
    'ul',
    { 'aria-label': labels.legend, class: 'legend' },
    ...states.map(({ state, title }) =>
      element('li', {}, element('span', { class: `swatch ${stateClass(state)}` }), title),
    ),
  );
}

/** The CSS class of a state. The state is one that the overview counts, never job data. */
export function stateClass(state: string): string {
  return `state-${state.replaceAll(' ', '-')}`;
}

function quietButton(
  attributes: Readonly<Record<string, string>>,
  onClick: () => void,
  title: string,
): HTMLElement {
  return button({ ...attributes, class: 'quiet-button' }, onClick, title);
}

function barsElement(name: string, bars: readonly SectionBar[], context: PageContext): HTMLElement {
  const list = element(
    'ol',
    { class: 'bars' },
    ...bars.map((bar, index) =>
      element(
        'li',
        {},
        element(
          'div',
          { class: 'bar-title' },
          titleElement(`${name}-${index}`, bar.title, bar.target, context),
          element('span', { class: 'bar-value' }, bar.value),
        ),
        barElement(bar),
        bar.note !== undefined && element('div', { class: 'quiet bar-note' }, bar.note),
      ),
    ),
  );
  return withOneTabStop(list);
}

function barElement({ share, tone }: SectionBar): HTMLElement {
  const bar = element('div', { class: tone });
  bar.style.width = `${Math.max(0.5, share * 100)}%`;
  return element('div', { 'aria-hidden': 'true', class: 'bar' }, bar);
}
