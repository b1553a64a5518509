import '@vscode-elements/elements/dist/vscode-progress-bar/index.js';
import { element, icon } from '../../editor/webview/element.js';
import type { JobHead } from '../jobViewModel.js';
import type { PanelActionButton, PanelNotice } from '../panelMessages.js';
import { type Ask, iconButton, wideButton } from './buttons.js';

/** The resource, its state, and where and when. */
export function headOf({ facts, progress, state, title }: JobHead): HTMLElement {
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
    progress && progressOf(progress),
  );
}

/** The actions, those that are icons alone first. */
export function actionsOf(actions: readonly PanelActionButton[], label: string, ask: Ask): HTMLElement {
  const buttons = actions.map(({ action, icon: iconName, isEnabled, isWide, title }) => {
    const options = { ask, key: action, request: { kind: 'act', action } } as const;
    const made = isWide ? wideButton(title, iconName, options) : iconButton(title, iconName, options);
    made.inert = !isEnabled;
    return made;
  });
  return element('div', { 'aria-label': label, class: 'actions', role: 'toolbar' }, ...buttons);
}

/** What could not be read, and what fixes it. */
export function noticeOf(
  { detail, remedy, summary }: PanelNotice,
  what: 'job' | 'family',
  ask: Ask,
): HTMLElement {
  return element(
    'div',
    { class: 'notice', role: 'status' },
    icon('warning'),
    element('div', {}, element('strong', {}, summary), detail === '' ? undefined : element('p', {}, detail)),
    wideButton(remedy, undefined, { ask, key: `mend:${what}`, request: { kind: 'mend', what } }),
  );
}

function progressOf({ percent, text }: NonNullable<JobHead['progress']>): HTMLElement {
  return element(
    'div',
    { class: 'progress' },
    element('vscode-progress-bar', { 'aria-label': text, value: String(percent) }),
    element('span', { class: 'quiet' }, text),
  );
}
