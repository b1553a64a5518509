import { button, element } from '../../editor/webview/element.js';
import type { HealthViewModel } from '../viewModels/section.js';
import { oneTabStop } from './oneTabStop.js';
import type { PageContext } from './pageContext.js';

/**
 * The cards of the health section. Each has a title, a value and the earlier value, and shows its jobs. They
 * are one row for the arrow keys, however they are laid out.
 */
export function cardsElement({ cards }: HealthViewModel, { send, version }: PageContext): HTMLElement {
  const row = element(
    'div',
    { class: 'cards' },
    ...cards.map((card) =>
      button(
        { class: `card ${card.tone}`, 'data-card': card.name, 'data-key': `card-${card.name}` },
        () => send({ kind: 'go', version, target: card.target }),
        element('span', {}, card.title),
        element('span', { class: 'value' }, card.value),
        element('span', { class: 'quiet' }, card.comparison),
      ),
    ),
  );
  oneTabStop(row, [row]);
  return row;
}
