import { axisBottom, axisLeft } from 'd3-axis';
import { scaleBand, scaleLinear } from 'd3-scale';
import { create, type Selection } from 'd3-selection';
import { element } from '../../editor/webview/element.js';
import { moveByArrows } from '../../editor/webview/moveByArrows.js';
import type { CountedState } from '../figures/countedStates.js';
import type { DaysChart } from '../viewModels/section.js';
import type { PageContext } from './pageContext.js';
import { stateClass } from './sectionElement.js';

/**
 * The days as stacked bars, redrawn when the width of the page changes. Each bar, and each part of it, is a
 * button. Together they are one Tab stop; the arrow keys move among them.
 */
export function dayChart(chart: DaysChart, context: PageContext): HTMLElement {
  const container = element('div', { class: 'chart' });
  let focused: (() => number) | undefined;
  let width = 0;
  new ResizeObserver(([entry]) => {
    const newWidth = Math.floor(entry?.contentRect.width ?? 0);
    if (newWidth === width || newWidth <= 0) return;
    width = newWidth;
    const hadFocus = container.contains(document.activeElement);
    const { buttons, svg } = draw(chart, width, context);
    // Chromium makes an SVG element with a listener for the focus a Tab stop, so a box listens.
    const box = element('div', {}, svg);
    container.replaceChildren(box);
    const stops = buttons.flat();
    const lastDay = stops.length - (buttons.at(-1)?.length ?? 0);
    focused = moveInChart(box, buttons, focused?.() ?? lastDay);
    if (hadFocus) stops[focused()]?.focus();
  }).observe(container);
  return container;
}

function draw(chart: DaysChart, width: number, context: PageContext) {
  const x = scaleBand<number>()
    .domain(chart.days.map((_, index) => index))
    .range([margin.left, width - margin.right])
    .paddingInner(0.25)
    .paddingOuter(0.1);
  const panels = panelsOf(chart, context);
  const svg = create<SVGSVGElement>('svg:svg')
    .attr('viewBox', `0 0 ${width} ${height}`)
    .attr('width', width)
    .attr('height', height)
    .attr('role', 'group')
    .attr('aria-label', context.labels.chartKeys);
  const patterns = svg.append('defs');
  for (const state of stripedStates) addStripes(patterns, state);
  const labelInterval = Math.ceil((chart.days.length * labelWidth) / width);
  const labelled = chart.days
    .map((_, index) => index)
    .filter((index) => (chart.days.length - 1 - index) % labelInterval === 0);
  svg
    .append('g')
    .attr('class', 'axis')
    .attr('aria-hidden', 'true')
    .attr('transform', `translate(0,${height - margin.bottom})`)
    .call(
      axisBottom(x)
        .tickValues(labelled)
        .tickFormat((index) => chart.days[index]?.label ?? '')
        .tickSizeOuter(0),
    );
  for (const { ticks, title, top, y } of panels) {
    svg
      .append('g')
      .attr('class', 'axis grid')
      .attr('aria-hidden', 'true')
      .attr('transform', `translate(${margin.left},0)`)
      .call(
        axisLeft(y)
          .ticks(ticks)
          .tickSize(margin.left + margin.right - width),
      );
    svg
      .append('g')
      .attr('class', 'axis')
      .attr('aria-hidden', 'true')
      .append('text')
      .attr('x', 0)
      .attr('y', top + 11)
      .text(panels.length > 1 ? title : '');
  }
  const buttons = chart.days.map(({ parts, target, title }, index) => {
    const left = x(index) ?? 0;
    const step = x.step();
    const barWidth = Math.min(x.bandwidth(), maxBarWidth);
    const column = svg.append('g').attr('class', 'day');
    const whole = mark(column, { title, target, name: 'whole' }, context)
      .attr('x', left - (step - x.bandwidth()) / 2)
      .attr('width', step)
      .attr('y', 0)
      .attr('height', height);
    const bottoms = new Map(panels.map(({ y }) => [y, y(0)]));
    const partButtons = parts.flatMap((part, state) => {
      const y = panels.find(({ isBad }) => isBad === chart.states[state]?.isBad)?.y;
      if (part.count === 0 || y === undefined) return [];
      // One failed job among thousands must be visible.
      const partHeight = Math.max(y(0) - y(part.count), minPartHeight);
      const bottom = (bottoms.get(y) ?? y(0)) - partHeight;
      bottoms.set(y, bottom);
      const name = `part ${stateClass(chart.states[state]?.state ?? '')}`;
      const rect = mark(column, { title: part.title, target: part.target, name }, context)
        .attr('x', left + (x.bandwidth() - barWidth) / 2)
        .attr('width', barWidth)
        .attr('y', bottom)
        .attr('height', partHeight);
      return rect.node() ?? [];
    });
    return [whole.node() ?? [], partButtons].flat(2);
  });
  const node = svg.node();
  return { buttons, svg: node ?? document.createElementNS('http://www.w3.org/2000/svg', 'svg') };
}

/** A part of the chart with a scale of its own: the jobs without a complete backup, above all others. */
function panelsOf({ days, states }: DaysChart, { labels }: PageContext) {
  const hasBad = states.some(({ isBad }) => isBad);
  const base = height - margin.bottom;
  const panels = [
    ...(hasBad ? [{ isBad: true, title: labels.badJobs, top: 0, bottom: badHeight }] : []),
    { isBad: false, title: labels.otherJobs, top: hasBad ? badHeight + 6 : 0, bottom: base },
  ];
  return panels.map((panel) => {
    const counts = days.map(({ parts }) =>
      parts.reduce((sum, { count }, state) => (states[state]?.isBad === panel.isBad ? sum + count : sum), 0),
    );
    const max = Math.max(1, ...counts);
    const ticks = Math.min(panel.isBad ? 2 : 4, max);
    const y = scaleLinear()
      .domain([0, max])
      .nice(ticks)
      .range([panel.bottom, panel.top + margin.top]);
    return { ...panel, ticks, y };
  });
}

/** The states that the style sheet fills with stripes, in some themes or in all. */
const stripedStates = ['EXPIRED', 'ABORTED', 'ABORTING', 'CREATED'] satisfies CountedState[];

/** The pattern of a state: stripes of its color. */
function addStripes(
  patterns: Selection<SVGDefsElement, undefined, null, undefined>,
  state: CountedState,
): void {
  const stripes = patterns
    .append('pattern')
    .attr('id', `stripes-${state}`)
    .attr('class', `stripes ${stateClass(state)}`)
    .attr('patternUnits', 'userSpaceOnUse')
    .attr('patternTransform', `rotate(${state === 'ABORTED' ? -45 : 45})`)
    .attr('width', 5)
    .attr('height', 5);
  stripes.append('rect').attr('class', 'gap').attr('width', 5).attr('height', 5);
  stripes.append('rect').attr('class', 'stripe').attr('width', 3).attr('height', 5);
}

function mark(
  column: Selection<SVGGElement, undefined, null, undefined>,
  { name, target, title }: { readonly name: string; readonly target: number; readonly title: string },
  { send, version }: PageContext,
) {
  const rect = column
    .append('rect')
    .attr('class', name)
    .attr('role', 'button')
    .attr('tabindex', -1)
    .attr('aria-label', title);
  rect.append('title').text(title);
  const go = () => send({ kind: 'go', version, target });
  rect.on('click', go).on('keydown', (event: KeyboardEvent) => {
    if (event.key !== 'Enter' && event.key !== ' ') return;
    event.preventDefault();
    go();
  });
  return rect;
}

/** Left and right go to another day, up and down to another part of the day. */
function moveInChart(
  within: HTMLElement,
  buttons: readonly (readonly SVGRectElement[])[],
  start: number,
): () => number {
  const positions = buttons.flatMap((column, day) => column.map((_, part) => ({ day, part })));
  return moveByArrows(within, buttons.flat(), start, (at) => {
    const { day, part } = positions[at] ?? { day: 0, part: 0 };
    const indexOf = (toDay: number, toPart: number) =>
      positions.findIndex((position) => position.day === toDay && position.part === toPart);
    const last = buttons.length - 1;
    return {
      ArrowLeft: indexOf(Math.max(day - 1, 0), 0),
      ArrowRight: indexOf(Math.min(day + 1, last), 0),
      ArrowUp: indexOf(day, Math.min(part + 1, (buttons[day]?.length ?? 1) - 1)),
      ArrowDown: indexOf(day, Math.max(part - 1, 0)),
      Home: indexOf(0, 0),
      End: indexOf(last, 0),
    };
  });
}

/** Pixels, as below. */
const height = 260;
const badHeight = 90;
/** The last date needs half of its width beside the last bar. */
const margin = { bottom: 24, left: 44, right: 28, top: 22 };
const labelWidth = 56;
const minPartHeight = 2;
const maxBarWidth = 64;
