import { escapeMark, storableText, textOfStored } from './exactText.js';
import type { SqlValue } from './sqlite.js';

/**
 * A text in fewer bytes: a UUID has 36 characters and 16 bytes. The length of the bytes shows the letter
 * case. Equal texts have equal forms, and others do not.
 */
export function compactText(text: string): string | Uint8Array {
  return (text.length === uuidLength ? uuidBytes(text) : undefined) ?? storableText(text);
}

/** The text with this form. */
export function textOfCompact(stored: string | Uint8Array): string {
  return typeof stored === 'string' ? textOfStored(stored) : uuidOf(Buffer.from(stored).toString('hex'));
}

/**
 * SQL for the compact form in a column as a text, for reading many: making a text of bytes takes SQLite half
 * of the time that Node needs to return them.
 */
export function sqlOfWritten(column: string): string {
  return `iif(typeof(${column}) = 'blob', '${bytesSign}' || hex(${column}), '${textSign}' || ${column})`;
}

/** The text whose compact form is written like this. */
export function textOfWritten(written: string): string {
  return written.startsWith(bytesSign) ? uuidOf(written.slice(1)) : textOfStored(written.slice(1));
}

/** The compact form that is written like this. */
export function compactOfWritten(written: string): string | Uint8Array {
  const form = written.slice(1);
  return written.startsWith(bytesSign) ? Buffer.from(form, 'hex') : form;
}

/** The UUID with these hexadecimal digits. More than those of its bytes mean that it has capitals. */
function uuidOf(digits: string): string {
  const text = `${digits.slice(0, 8)}-${digits.slice(8, 12)}-${digits.slice(12, 16)}-${digits.slice(16, 20)}-${digits.slice(20, 32)}`;
  return digits.length > 32 ? text.toUpperCase() : text.toLowerCase();
}

/**
 * The text in two parts: one that many texts share, and the rest in compact form. The ARN of a recovery point
 * ends with a UUID, or with the ID of a snapshot.
 */
export function splitText(text: string): { readonly start: string; readonly end: string | Uint8Array } {
  const cut = Math.max(text.lastIndexOf(':'), text.lastIndexOf('/')) + 1;
  return { start: text.slice(0, cut), end: compactText(text.slice(cut)) };
}

/** The form of a key that is not an ID, so that no ID is equal to it. */
export function derivedKey(key: string): string {
  // An escape of a text is always followed by hexadecimal digits.
  return `${escapeMark}-${storableText(key)}`;
}

/** Whether a stored key is not an ID. */
export function isDerivedKey(stored: SqlValue): boolean {
  return typeof stored === 'string' && stored.startsWith(`${escapeMark}-`);
}

/** {@link isDerivedKey} of a key as {@link sqlOfWritten} writes it. */
export function isWrittenDerivedKey(written: SqlValue): boolean {
  return typeof written === 'string' && written.startsWith(`${textSign}${escapeMark}-`);
}

/**
 * The bytes of a UUID, with a mark if its letters are capitals; undefined for a text with both cases, or of
 * another form. Every job has two of them, so this looks up each character once.
 */
function uuidBytes(text: string): Uint8Array | undefined {
  for (const place of dashPlaces) if (text.charCodeAt(place) !== dash) return undefined;
  let [flags, place] = [0, 0];
  for (let byte = 0; byte < 16; byte++) {
    if (dashPlaces.includes(place)) place++;
    const high = hexDigits[text.charCodeAt(place)] ?? noDigit;
    const low = hexDigits[text.charCodeAt(place + 1)] ?? noDigit;
    flags |= high | low;
    buffer[byte] = ((high & 0xf) << 4) | (low & 0xf);
    place += 2;
  }
  if ((flags & noDigit) !== 0 || (flags & anyLetter) === anyLetter) return undefined;
  buffer[16] = upperCaseMark;
  return buffer.slice(0, (flags & capital) === 0 ? 16 : 17);
}

const bytesSign = 'x';
const textSign = 't';
const buffer = new Uint8Array(17);
const uuidLength = 36;
const dashPlaces = [8, 13, 18, 23];
const dash = 0x2d;
const upperCaseMark = 1;
/** What a character that may be a hexadecimal digit is, beside its value. */
const [small, capital, noDigit] = [0x10, 0x20, 0x40];
const anyLetter = small | capital;
/** By the code of the character. */
const hexDigits = Uint8Array.from({ length: 128 }, (_, code) => {
  const character = String.fromCharCode(code);
  if (!/[0-9a-f]/i.test(character)) return noDigit;
  const letter = /[a-f]/.test(character) ? small : /[A-F]/.test(character) ? capital : 0;
  return Number.parseInt(character, 16) | letter;
});
