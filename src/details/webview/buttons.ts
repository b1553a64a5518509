import '@vscode-elements/elements/dist/vscode-button/index.js';
import '@vscode-elements/elements/dist/vscode-toolbar-button/index.js';
import { element, icon } from '../../editor/webview/element.js';
import type { PanelLabels } from '../panelLabels.js';
import type { PanelRequest } from '../panelMessages.js';
import type { Folds } from './fold.js';

/** Sends a request to the extension. */
export type SendRequest = (request: PanelRequest) => void;

/** What the parts of the page are built with. */
export interface PageContext {
  readonly labels: PanelLabels;
  readonly send: SendRequest;
  readonly folds: Folds;
}

/**
 * What a click on a button sends. The unique `key` restores the focus when the page rebuilds the button. It
 * changes with the request, because a button with the same key is kept when its texts change.
 */
export interface ButtonOptions {
  readonly key: string;
  readonly request: PanelRequest;
  readonly send: SendRequest;
}

/** A button with a visible title, after its icon if it has one. */
export function wideButton(
  title: string,
  iconName: string | undefined,
  { key, request, send }: ButtonOptions,
): HTMLElement {
  const button = element('vscode-button', { 'data-key': key, secondary: '' });
  if (iconName !== undefined) {
    const before = icon(iconName);
    before.slot = 'content-before';
    button.append(before);
  }
  button.append(title);
  button.addEventListener('click', () => send(request));
  return button;
}

/** A button that only shows an icon. Its title is its accessible name and its tooltip. */
export function iconButton(
  title: string,
  iconName: string,
  { key, request, send }: ButtonOptions,
): HTMLElement {
  const button = element('vscode-toolbar-button', { 'data-key': key, label: title, title }, icon(iconName));
  button.addEventListener('click', () => send(request));
  return button;
}
