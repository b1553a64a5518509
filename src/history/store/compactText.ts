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
  if (typeof stored === 'string') return textOfStored(stored);
  const digits = Buffer.from(stored.buffer, stored.byteOffset, 16).toString('hex');
  const text = [
    digits.slice(0, 8),
    digits.slice(8, 12),
    digits.slice(12, 16),
    digits.slice(16, 20),
    digits.slice(20),
  ].join('-');
  return stored.length > 16 ? text.toUpperCase() : text;
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

/**
 * The bytes of a UUID, with a mark if its letters are capitals; undefined for a text with both cases, or of
 * another form. Every job has two of them, so this reads each character once.
 */
function uuidBytes(text: string): Uint8Array | undefined {
  let [digits, isUpper, isLower] = [0, false, false];
  for (let place = 0; place < uuidLength; place++) {
    const code = text.charCodeAt(place);
    if (place === 8 || place === 13 || place === 18 || place === 23) {
      if (code !== dash) return undefined;
      continue;
    }
    const isCapital = code >= capitalA && code <= capitalA + 5;
    const isSmall = code >= smallA && code <= smallA + 5;
    if (!isCapital && !isSmall && (code < zero || code > zero + 9)) return undefined;
    isUpper ||= isCapital;
    isLower ||= isSmall;
    const digit = isCapital ? code - capitalA + 10 : isSmall ? code - smallA + 10 : code - zero;
    // Both digits of a byte are on the same side of a dash.
    if (digits % 2 === 0) buffer[digits >> 1] = digit << 4;
    else buffer[digits >> 1] = (buffer[digits >> 1] ?? 0) | digit;
    digits++;
  }
  if (isUpper && isLower) return undefined;
  buffer[16] = upperCaseMark;
  return buffer.slice(0, isUpper ? 17 : 16);
}

const buffer = new Uint8Array(17);
const uuidLength = 36;
const [dash, zero, capitalA, smallA] = [0x2d, 0x30, 0x41, 0x61];
const upperCaseMark = 1;
