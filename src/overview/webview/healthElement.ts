import { button, element } from '../../editor/webview/element.js';
import type { HealthViewModel } from '../viewModels/section.js';
import { oneTabStop } from './oneTabStop.js';
import type { PageContext } from './pageContext.js';
import { copyButton, headingElement } from './sectionElement.js';

/** The health section. Each card has a title, a value and the earlier value, and shows its jobs. */
export function healthElement({ caption, cards, title }: HealthViewModel, context: PageContext): HTMLElement {
  const { send, version } = context;
  return element(
    'section',
    { 'aria-labelledby': 'heading-health', 'data-section': 'health' },
    headingElement(element('h2', { id: 'heading-health' }, title), copyButton('health', title, context)),
    element('p', { class: 'quiet' }, caption),
    cardsElement(
      ...cards.map((card) =>
        button(
          { class: `card ${card.tone}`, 'data-card': card.name, 'data-key': `card-${card.name}` },
          () => send({ kind: 'go', version, target: card.target }),
          element('span', {}, card.title),
          element('span', { class: 'value' }, card.value),
          element('span', { class: 'quiet' }, card.comparison),
        ),
      ),
    ),
  );
}

/** The cards are one row for the arrow keys, however they are laid out. */
function cardsElement(...cards: readonly HTMLElement[]): HTMLElement {
  const row = element('div', { class: 'cards' }, ...cards);
  oneTabStop(row, [row]);
  return row;
}
