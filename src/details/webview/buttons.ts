import '@vscode-elements/elements/dist/vscode-button/index.js';
import '@vscode-elements/elements/dist/vscode-toolbar-button/index.js';
import { type Child, element, icon } from '../../editor/webview/element.js';
import type { PanelRequest } from '../panelMessages.js';

/** Sends what a button asks for to the extension. */
export type Ask = (request: PanelRequest) => void;

/** What every button has. `key` tells it from all others, so that the focus survives a change around it. */
export interface ButtonOptions {
  readonly key: string;
  readonly request: PanelRequest;
  readonly ask: Ask;
}

/** A button that says what it does, with an icon before it where there is one. */
export function wideButton(
  title: string,
  iconName: string | undefined,
  { ask, key, request }: ButtonOptions,
): HTMLElement {
  const made = element(
    'vscode-button',
    { 'data-key': key, secondary: '' },
    iconName === undefined ? undefined : withSlot(icon(iconName)),
    title,
  );
  made.addEventListener('click', () => ask(request));
  return made;
}

/** A button that is an icon alone; its title is what it is called. */
export function iconButton(
  title: string,
  iconName: string,
  { ask, key, request }: ButtonOptions,
): HTMLElement {
  const made = element('vscode-toolbar-button', { 'data-key': key, label: title, title }, icon(iconName));
  made.addEventListener('click', () => ask(request));
  return made;
}

/** A row or a mark that leads to another job. */
export function jobButton(
  className: string,
  { ask, key, request }: ButtonOptions,
  ...children: readonly Child[]
) {
  const made = element('button', { class: className, 'data-key': key, type: 'button' }, ...children);
  made.addEventListener('click', () => ask(request));
  return made;
}

/**
 * The key of the button that has the focus; undefined while the focus is elsewhere in the editor, which
 * nothing here may take.
 */
export function focusedKey(): string | undefined {
  if (!document.hasFocus()) return undefined;
  return document.activeElement?.getAttribute('data-key') ?? undefined;
}

/** Puts the focus on the button of a key, if it is there. */
export function focusKey(key: string): void {
  const host = document.querySelector<HTMLElement>(`[data-key="${CSS.escape(key)}"]`);
  (host?.shadowRoot?.querySelector('button') ?? host)?.focus();
}

function withSlot(made: HTMLElement): HTMLElement {
  made.slot = 'content-before';
  return made;
}
