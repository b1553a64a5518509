import { button, element, icon } from '../../editor/webview/element.js';
import type { ConcernedPartViewModel } from '../concernedParts.js';
import type { ShowMessage } from '../panelMessages.js';
import type { StatusViewModel } from '../statusViewModel.js';
import type { PageContext } from './buttons.js';
import { textOf } from './fields.js';

type StatusMessage = Pick<ShowMessage, 'canAccept' | 'canManageKnownIssues' | 'concerned'>;

/** The status message of AWS, what it means, and the suggested fix with what it is about. */
export function statusElement(status: StatusViewModel, show: StatusMessage, page: PageContext): HTMLElement {
  const { labels, send } = page;
  const { concerned } = show;
  const { category, known, meaning, message, state, suggestedFix, tone } = status;
  const place = { send, label: labels.status, part: 'status', path: 'StatusMessage' };
  return element(
    'section',
    { 'aria-labelledby': 'heading-status', 'data-section': 'status' },
    element(
      'div',
      { class: 'heading' },
      element('h2', { id: 'heading-status' }, labels.status),
      knownActionOf(status, show, page),
    ),
    element(
      'div',
      { class: `status tone-${tone}` },
      known !== undefined && element('p', { class: 'known' }, known),
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
        element(
          'div',
          {},
          element('h3', {}, labels.suggestedFix),
          element('p', {}, suggestedFix),
          concerned.length > 0 &&
            element('dl', { class: 'concerned' }, ...concerned.map((part, at) => partOf(part, at, page))),
        ),
      ),
  );
}

/** The button that accepts the job as a known issue, or that lists the known issues if it is one. */
function knownActionOf(
  { canBeAccepted, known }: StatusViewModel,
  { canAccept, canManageKnownIssues }: StatusMessage,
  { labels, send }: PageContext,
): HTMLElement | undefined {
  const actionButton = (action: 'acceptKnownIssue' | 'manageKnownIssues') =>
    button({ class: 'link', 'data-key': action }, () => send({ kind: 'act', action }), labels[action]);
  if (known !== undefined) return canManageKnownIssues ? actionButton('manageKnownIssues') : undefined;
  return canBeAccepted && canAccept ? actionButton('acceptKnownIssue') : undefined;
}

function partOf(
  { account, isLink, name, title }: ConcernedPartViewModel,
  index: number,
  { labels, send }: PageContext,
): HTMLElement {
  const open = () => send({ kind: 'openConcerned', index });
  const attributes = { class: 'link', 'data-key': `concerned:${index}`, title: labels.openInConsole };
  return element(
    'div',
    {},
    element('dt', {}, title),
    element(
      'dd',
      {},
      isLink ? button(attributes, open, name, icon('link-external')) : element('span', {}, name),
      account !== undefined && element('span', { class: 'quiet' }, account),
    ),
  );
}
