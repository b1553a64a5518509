import { button, element, icon, section } from '../../editor/webview/element.js';
import type { ConcernedPartViewModel } from '../concernedParts.js';
import type { ShowMessage } from '../panelMessages.js';
import type { StatusViewModel } from '../statusViewModel.js';
import { type PageContext, wideButton } from './buttons.js';
import { textOf } from './fields.js';

/** The status message of AWS, what it means, and the suggested fix with what it is about. */
export function statusElement(
  status: StatusViewModel,
  concerned: ShowMessage['concerned'],
  page: PageContext,
): HTMLElement {
  const { labels, send } = page;
  const { category, known, meaning, message, state, suggestedFix, tone } = status;
  const place = { send, label: labels.status, part: 'status', path: 'StatusMessage' };
  return section(
    'status',
    labels.status,
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
export function knownActionElement(
  { canBeAccepted, known }: Pick<StatusViewModel, 'canBeAccepted' | 'known'>,
  { canAccept, canManageKnownIssues }: Pick<ShowMessage, 'canAccept' | 'canManageKnownIssues'>,
  page: PageContext,
): HTMLElement | undefined {
  const { labels } = page;
  if (known !== undefined && canManageKnownIssues)
    return actionButton(labels.manageKnownIssues, 'manageKnownIssues', page);
  return canBeAccepted && canAccept
    ? actionButton(labels.acceptKnownIssue, 'acceptKnownIssue', page)
    : undefined;
}

function actionButton(
  title: string,
  action: 'acceptKnownIssue' | 'manageKnownIssues',
  { send }: PageContext,
): HTMLElement {
  const made = wideButton(title, undefined, { send, key: action, request: { kind: 'act', action } });
  return element('p', { class: 'knownAction' }, made);
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
