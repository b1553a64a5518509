import { create } from 'd3-selection';
import { element } from '../../editor/webview/element.js';
import type { OverviewLabels, OverviewRequest } from '../overviewMessages.js';
import type { DaysChart, Section, SectionBar, Table } from '../viewModels/section.js';

/** What every part of the page is made with. */
export interface PageContext {
  readonly labels: OverviewLabels;
  readonly turn: number;
  readonly ask: (request: OverviewRequest) => void;
  readonly asTables: Set<string>;
  readonly showAgain: () => void;
}

/** A part of the page: its chart, or its table where there is none or a person has asked for it. */
export function sectionElement(
  section: Section,
  context: PageContext,
  drawn?: () => HTMLElement,
): HTMLElement {
  const { bars, caption, empty, more, name, table, title } = section;
  const draw = drawn ?? (bars && (() => barsElement(name, bars, context)));
  const isEmpty = empty !== undefined;
  const isTable = draw === undefined || context.asTables.has(name);
  return element(
    'section',
    { 'aria-labelledby': `heading-${name}`, 'data-section': name, class: `section-${name}` },
    element(
      'div',
      { class: 'heading' },
      element('h2', { id: `heading-${name}` }, title),
      section.hasSetting && settingButton(context),
      draw !== undefined && !isEmpty && tableButton(name, title, context),
      !isEmpty && copyButton(name, title, context),
    ),
    element('p', { class: 'quiet' }, caption),
    isEmpty
      ? element('p', { class: 'empty' }, empty)
      : isTable
        ? tableElement(name, title, table, context)
        : draw(),
    more !== undefined && element('p', { class: 'quiet' }, more),
  );
}

/** Copies a part's table. */
export function copyButton(name: string, title: string, { ask, labels, turn }: PageContext): HTMLElement {
  const attributes = { class: 'quiet-button', 'data-key': `copy-${name}`, type: 'button' };
  const made = element('button', { ...attributes, 'aria-label': `${labels.copy}: ${title}` }, labels.copy);
  made.addEventListener('click', () => ask({ kind: 'copy', turn, section: name }));
  return made;
}

/** What the colours of the days' chart mean. */
export function legend({ states }: DaysChart, { labels }: PageContext): HTMLElement {
  return element(
    'ul',
    { 'aria-label': labels.legend, class: 'legend' },
    ...states.map(({ state, title }) =>
      element('li', {}, element('span', { class: `swatch ${stateClass(state)}` }), title),
    ),
  );
}

/** The style of a state that the overview counts; never job data. */
export function stateClass(state: string): string {
  return `state-${state.replaceAll(' ', '-')}`;
}

function tableButton(name: string, title: string, { asTables, labels, showAgain }: PageContext): HTMLElement {
  const made = element(
    'button',
    {
      'aria-label': `${labels.showTable}: ${title}`,
      'aria-pressed': String(asTables.has(name)),
      class: 'quiet-button',
      'data-key': `table-${name}`,
      type: 'button',
    },
    labels.showTable,
  );
  made.addEventListener('click', () => {
    if (!asTables.delete(name)) asTables.add(name);
    showAgain();
  });
  return made;
}

function settingButton({ ask, labels }: PageContext): HTMLElement {
  const attributes = { class: 'quiet-button', 'data-key': 'setting', type: 'button' };
  const made = element('button', attributes, labels.setting);
  made.addEventListener('click', () => ask({ kind: 'openSetting' }));
  return made;
}

function barsElement(name: string, bars: readonly SectionBar[], context: PageContext): HTMLElement {
  return element(
    'ol',
    { class: 'bars' },
    ...bars.map((bar, place) =>
      element(
        'li',
        {},
        element(
          'div',
          { class: 'bar-title' },
          titleElement(`${name}-${place}`, bar.title, bar.target, context),
          element('span', { class: 'bar-value' }, bar.value),
        ),
        barElement(bar),
        bar.note !== undefined && element('div', { class: 'quiet bar-note' }, bar.note),
      ),
    ),
  );
}

function barElement({ share, tone }: SectionBar): SVGSVGElement {
  const svg = create<SVGSVGElement>('svg:svg').attr('class', 'bar').attr('aria-hidden', 'true');
  svg.append('rect').attr('class', 'track').attr('width', '100%').attr('height', '100%');
  svg
    .append('rect')
    .attr('class', tone)
    .attr('width', `${Math.max(0.5, share * 100)}%`)
    .attr('height', '100%');
  return svg.node() ?? document.createElementNS('http://www.w3.org/2000/svg', 'svg');
}

function tableElement(
  name: string,
  title: string,
  { columns, rows }: Table,
  context: PageContext,
): HTMLElement {
  const numberClass = (place: number): Record<string, string> =>
    columns[place]?.isNumber ? { class: 'number' } : {};
  // Where the page is narrow, the style lays a table out as blocks, which without these roles would be a
  // table no more.
  const cell = (place: number) => ({
    'data-column': columns[place]?.title ?? '',
    role: 'cell',
    ...numberClass(place),
  });
  return element(
    'div',
    { 'aria-label': title, class: 'table', role: 'group', tabindex: '0', 'data-key': `rows-${name}` },
    element(
      'table',
      { role: 'table' },
      element(
        'thead',
        { role: 'rowgroup' },
        element(
          'tr',
          { role: 'row' },
          ...columns.map((column, place) =>
            element('th', { role: 'columnheader', scope: 'col', ...numberClass(place) }, column.title),
          ),
        ),
      ),
      element(
        'tbody',
        { role: 'rowgroup' },
        ...rows.map(({ cells, target }, row) =>
          element(
            'tr',
            { role: 'row' },
            ...cells.map((text, place) =>
              place === 0
                ? element(
                    'th',
                    { role: 'rowheader', scope: 'row' },
                    titleElement(`${name}-${row}`, text, target, context),
                  )
                : element('td', cell(place), text),
            ),
          ),
        ),
      ),
    ),
  );
}

/** A name that leads on where it can. */
function titleElement(
  key: string,
  title: string,
  target: number | undefined,
  { ask, turn }: PageContext,
): HTMLElement {
  if (target === undefined) return element('span', { class: 'title' }, title);
  const made = element('button', { class: 'link', 'data-key': key, type: 'button' }, title);
  made.addEventListener('click', () => ask({ kind: 'go', turn, target }));
  return made;
}
