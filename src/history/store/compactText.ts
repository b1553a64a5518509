import { escapeMark, storableText, textOfStored } from './exactText.js';
import type { SqlValue } from './sqlite.js';

/**
 * A text in fewer bytes: a UUID has 36 characters and 16 bytes. The length of the bytes shows the letter
 * case. Equal texts have equal forms, and others do not.
 */
export function compactText(text: string): string | Uint8Array {
  if (!uuid.test(text)) return storableText(text);
  const bytes = Buffer.from(text.replaceAll('-', ''), 'hex');
  if (text === text.toLowerCase()) return bytes;
  return text === text.toUpperCase() ? Buffer.concat([bytes, upperCaseMark]) : storableText(text);
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

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
const upperCaseMark = Buffer.from([1]);
