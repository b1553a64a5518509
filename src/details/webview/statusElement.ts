import { element, icon, section } from '../../editor/webview/element.js';
import type { StatusViewModel } from '../statusViewModel.js';
import type { PageContext } from './buttons.js';
import { textOf } from './fields.js';

/** The status message of AWS, what it means, and the suggested fix. */
export function statusElement(status: StatusViewModel, { labels, send }: PageContext): HTMLElement {
  const { category, meaning, message, state, suggestedFix, tone } = status;
  const place = { send, label: labels.status, part: 'status', path: 'StatusMessage' };
  return section(
    'status',
    labels.status,
    element(
      'div',
      { class: `status tone-${tone}` },
      message && element('blockquote', {}, textOf(message, place)),
      state !== undefined && element('p', {}, state),
      meaning !== undefined && element('p', {}, meaning),
      category &&
        element(
          'p',
          { class: 'quiet' },
          `${labels.category} `,
          element('code', {}, category.name),
          ` · ${category.meaning}`,
        ),
    ),
    suggestedFix !== undefined &&
      element(
        'div',
        { class: 'suggestedFix' },
        icon('lightbulb'),
        element('div', {}, element('h3', {}, labels.suggestedFix), element('p', {}, suggestedFix)),
      ),
  );
}
