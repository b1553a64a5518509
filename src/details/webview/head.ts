import '@vscode-elements/elements/dist/vscode-progress-bar/index.js';
import { element, icon } from '../../editor/webview/element.js';
import type { JobHead } from '../jobViewModel.js';
import type { PanelActionButton, PanelNotice } from '../panelMessages.js';
import type { ResourceStory } from '../resourceStory.js';
import { iconButton, type PageContext, wideButton } from './buttons.js';

/** The title, the state and the main facts of the job, and the story of its resource. */
export function headOf(
  { facts, progress, state, title }: JobHead,
  story: ResourceStory | undefined,
): HTMLElement {
  return element(
    'header',
    {},
    element('h1', {}, title),
    element(
      'p',
      { class: 'facts' },
      element('span', { class: `state tone-${state.tone}` }, icon(state.icon), state.title),
      ...facts.map((fact) =>
        element(
          'span',
          { class: 'fact', title: fact.title },
          icon(fact.icon),
          element('span', {}, fact.text),
        ),
      ),
    ),
    story && storyOf(story),
    progress && progressOf(progress),
  );
}

/** The toolbar of the panel. */
export function actionsOf(actions: readonly PanelActionButton[], { labels, send }: PageContext): HTMLElement {
  const buttons = actions.map(({ action, icon: iconName, isEnabled, isWide, title }) => {
    const options = { send, key: action, request: { kind: 'act', action } } as const;
    const button = isWide ? wideButton(title, iconName, options) : iconButton(title, iconName, options);
    button.inert = !isEnabled;
    return button;
  });
  return element('div', { 'aria-label': labels.actions, class: 'actions', role: 'toolbar' }, ...buttons);
}

/** A read that failed, and a button for its remedy. */
export function noticeOf(
  { detail, remedy, summary }: PanelNotice,
  what: 'job' | 'relatedJobs',
  { send }: PageContext,
): HTMLElement {
  return element(
    'div',
    { class: 'notice', role: 'status' },
    icon('warning'),
    element('div', {}, element('strong', {}, summary), detail !== '' && element('p', {}, detail)),
    wideButton(remedy, undefined, {
      send,
      key: `fix:${what}:${remedy}`,
      request: { kind: 'fix', what, remedy },
    }),
  );
}

function storyOf({ text, tone }: ResourceStory): HTMLElement {
  return element('p', { class: tone === undefined ? 'story' : `story known tone-${tone}` }, text);
}

function progressOf({ percent, text }: NonNullable<JobHead['progress']>): HTMLElement {
  return element(
    'div',
    { class: 'progress' },
    element('vscode-progress-bar', { 'aria-label': text, value: String(percent) }),
    element('span', { class: 'quiet' }, text),
  );
}
