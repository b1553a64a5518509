import { element, icon, section } from '../../editor/webview/element.js';
import type { PanelLabels } from '../panelMessages.js';
import type { StatusViewModel } from '../statusViewModel.js';
import type { Ask } from './buttons.js';
import { textOf } from './fields.js';

/** Why the job is as it is, in AWS's words and in plain ones. */
export function statusElement(why: StatusViewModel, labels: PanelLabels, ask: Ask): HTMLElement {
  const { category, meaning, suggestedFix, message, state, tone } = why;
  return section(
    'why',
    labels.why,
    element(
      'div',
      { class: `why tone-${tone}` },
      message &&
        element(
          'blockquote',
          {},
          textOf(message, { ask, label: labels.why, part: 'why', path: 'StatusMessage' }),
        ),
      state === undefined ? undefined : element('p', {}, state),
      meaning === undefined ? undefined : element('p', {}, meaning),
      category && categoryOf(category, labels),
    ),
    suggestedFix === undefined
      ? undefined
      : element(
          'div',
          { class: 'suggestedFix' },
          icon('lightbulb'),
          element('div', {}, element('h3', {}, labels.suggestedFix), element('p', {}, suggestedFix)),
        ),
  );
}

function categoryOf(
  { meaning, name }: NonNullable<StatusViewModel['category']>,
  labels: PanelLabels,
): HTMLElement {
  return element('p', { class: 'quiet' }, `${labels.category} `, element('code', {}, name), ` · ${meaning}`);
}
