import { element } from '../../editor/webview/element.js';
import type { HealthViewModel } from '../viewModels/section.js';
import type { PageContext } from './pageContext.js';
import { copyButton } from './sectionElement.js';

/** The health section. Each card has a title, a value and the earlier value. */
export function healthElement({ caption, cards, title }: HealthViewModel, context: PageContext): HTMLElement {
  return element(
    'section',
    { 'aria-labelledby': 'heading-health', 'data-section': 'health' },
    element(
      'div',
      { class: 'heading' },
      element('h2', { id: 'heading-health' }, title),
      copyButton('health', title, context),
    ),
    element('p', { class: 'quiet' }, caption),
    element(
      'dl',
      { class: 'cards' },
      ...cards.map((card) =>
        element(
          'div',
          { class: `card ${card.tone}`, 'data-card': card.name },
          element('dt', {}, card.title),
          element('dd', { class: 'value' }, card.value),
          element('dd', { class: 'quiet' }, card.comparison),
        ),
      ),
    ),
  );
}
