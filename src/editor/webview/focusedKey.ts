/**
 * The `data-key` of the focused element; undefined if it has none, or if the focus is elsewhere in the
 * editor: the page must not take it from there.
 */
export function focusedKey(): string | undefined {
  if (!document.hasFocus()) return undefined;
  return document.activeElement?.getAttribute('data-key') ?? undefined;
}

/** Moves the focus to the element with this `data-key`, if there is one. */
export function focusKey(key: string): void {
  const host = document.querySelector<HTMLElement>(`[data-key="${CSS.escape(key)}"]`);
  (host?.shadowRoot?.querySelector('button') ?? host)?.focus();
}
