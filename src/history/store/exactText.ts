/**
 * A form of a text that SQLite stores and returns exactly. SQLite has no lone surrogates, and `node:sqlite`
 * cuts a text at a zero. Each is replaced by an escape. Equal texts have equal forms, and others do not.
 */
export function storableText(text: string): string {
  return inexact.test(text) ? text.replaceAll(everyInexact, escaped) : text;
}

/** The text with this form. */
export function textOfStored(stored: string): string {
  return stored.includes(escapeMark) ? stored.replaceAll(everyEscaped, unescaped) : stored;
}

function escaped(character: string): string {
  return `${escapeMark}${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
}

function unescaped(_: string, code: string): string {
  return String.fromCharCode(Number.parseInt(code, 16));
}

/** A character of the private use area. A text that contains it has it escaped. */
export const escapeMark = '\ue000';
// With the flag u, a surrogate of a pair is no match.
const inexact = /[\0\ue000\p{Cs}]/u;
const everyInexact = /[\0\ue000\p{Cs}]/gu;
const everyEscaped = /\ue000([0-9a-f]{4})/g;
