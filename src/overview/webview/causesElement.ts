import { element } from '../../editor/webview/element.js';
import type { Cause } from '../viewModels/section.js';
import { oneTabStop } from './oneTabStop.js';
import type { PageContext } from './pageContext.js';
import { acceptButton, filterButton, moreElement, titleElement } from './tableElement.js';

/** The causes. Each one unfolds to its resources and the suggested fix, and can be shown in the tree. */
export function causesElement(causes: readonly Cause[], context: PageContext): HTMLElement {
  const parts = causes.map((cause, index) => causeElement(cause, index, context));
  const list = element('div', { class: 'causes' }, ...parts.map(({ host }) => host));
  oneTabStop(
    list,
    parts.flatMap(({ head, host }) => [head, ...host.querySelectorAll('li, details > .quiet')]),
  );
  return list;
}

function causeElement(
  { accept, advice, more, resources, target, title, tone, value }: Cause,
  index: number,
  context: PageContext,
) {
  const { openedCauses } = context;
  const key = `cause-${index}`;
  const summary = element(
    'summary',
    { 'data-key': key },
    element('span', { class: 'title' }, title),
    element('span', { class: 'quiet value' }, value),
  );
  const details = element(
    'details',
    { class: `cause ${tone}`, ...(openedCauses.has(title) && { open: '' }) },
    summary,
    ...advice.map((text) => element('p', {}, text)),
    element(
      'ul',
      {},
      ...resources.map(({ note, target: job, title: resource }, place) =>
        element(
          'li',
          {},
          titleElement(`${key}-${place}`, resource, job, context),
          element('span', { class: 'quiet' }, note),
        ),
      ),
    ),
    more !== undefined && moreElement(`more-${key}`, more, target, context),
  );
  details.addEventListener('toggle', () => {
    if (details.hasAttribute('open')) openedCauses.add(title);
    else openedCauses.delete(title);
  });
  const filter = filterButton(key, title, target, context);
  const buttons = [filter, ...(accept === undefined ? [] : [acceptButton(key, title, accept, context)])];
  return {
    head: [summary, ...buttons],
    host: element('div', { class: 'cause-row' }, details, ...buttons),
  };
}
