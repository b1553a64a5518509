import { element } from '../../editor/webview/element.js';
import type { Cause } from '../viewModels/section.js';
import { oneTabStop } from './oneTabStop.js';
import type { PageContext } from './pageContext.js';
import { titleElement } from './tableElement.js';

/** The causes. Each one unfolds to its resources and the suggested fix. */
export function causesElement(causes: readonly Cause[], context: PageContext): HTMLElement {
  const list = element(
    'div',
    { class: 'causes' },
    ...causes.map((cause, index) => causeElement(cause, index, context)),
  );
  oneTabStop(list, [...list.querySelectorAll('.cause > :first-child, .cause li')]);
  return list;
}

function causeElement(
  { advice, more, resources, title, tone, value }: Cause,
  index: number,
  context: PageContext,
): HTMLElement {
  const { openedCauses } = context;
  const details = element(
    'details',
    { class: `cause ${tone}`, ...(openedCauses.has(title) && { open: '' }) },
    element(
      'summary',
      { 'data-key': `cause-${index}` },
      element('span', { class: 'title' }, title),
      element('span', { class: 'quiet value' }, value),
    ),
    ...advice.map((text) => element('p', {}, text)),
    element(
      'ul',
      {},
      ...resources.map(({ note, target, title: resource }, place) =>
        element(
          'li',
          {},
          titleElement(`cause-${index}-${place}`, resource, target, context),
          element('span', { class: 'quiet' }, note),
        ),
      ),
    ),
    more !== undefined && element('p', { class: 'quiet' }, more),
  );
  details.addEventListener('toggle', () => {
    if (details.hasAttribute('open')) openedCauses.add(title);
    else openedCauses.delete(title);
  });
  return details;
}
