/**
 * Puts a sentence into the user's language and fills its `{name}` places. The editor's own
 * `vscode.l10n.t` is one; the modules that know no editor are handed it.
 */
export type Translate = (message: string, values?: Record<string, string | number>) => string;

/** Fills the places and leaves the sentence in English: for where there is no editor. */
export const inEnglish: Translate = (message, values = {}) =>
  message.replaceAll(/\{(\w+)\}/g, (place, name: string) => String(values[name] ?? place));
