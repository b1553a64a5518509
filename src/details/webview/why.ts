import { element, icon, section } from '../../editor/webview/element.js';
import type { PanelLabels } from '../panelMessages.js';
import type { WhySheet } from '../whySheet.js';
import type { Ask } from './buttons.js';
import { textOf } from './fields.js';

/** Why the job is as it is, in AWS's words and in plain ones. */
export function whyOf(why: WhySheet, labels: PanelLabels, ask: Ask): HTMLElement {
  const { category, meaning, mending, message, state, tone } = why;
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
    mending === undefined
      ? undefined
      : element(
          'div',
          { class: 'mending' },
          icon('lightbulb'),
          element('div', {}, element('h3', {}, labels.mending), element('p', {}, mending)),
        ),
  );
}

function categoryOf({ meaning, name }: NonNullable<WhySheet['category']>, labels: PanelLabels): HTMLElement {
  return element('p', { class: 'quiet' }, `${labels.category} `, element('code', {}, name), ` · ${meaning}`);
}
