import { type Child, element } from '../../editor/webview/element.js';

/** What the user has unfolded, by name. A part that is rebuilt stays as it was. */
export interface Folds {
  isOpen(name: string): boolean;
  set(name: string, isOpen: boolean): void;
}

/** Children below a summary that folds and unfolds them. */
export function fold(name: string, summary: Child, folds: Folds, ...children: readonly Child[]): HTMLElement {
  const made = element(
    'details',
    folds.isOpen(name) ? { open: '' } : {},
    element('summary', { 'data-key': `fold:${name}` }, summary),
    ...children,
  );
  made.addEventListener('toggle', () => folds.set(name, made.hasAttribute('open')));
  return made;
}
