import { messagePattern } from './messagePattern.js';
import { textStart } from './visibleText.js';

/**
 * A pattern for whole status messages: literal text, in which `*` stands for any text, even none. A run of
 * white space is the same as one space. Matching takes no regular expression, so that no pattern and no
 * message can make it slow.
 */
export class IssuePattern {
  /** The literal texts between the asterisks. */
  readonly #parts: readonly string[];

  constructor(pattern: string) {
    this.#parts = withSingleSpaces(pattern).replaceAll(/\*+/g, '*').split('*');
  }

  /**
   * How many characters of the pattern are literal. Spaces say nothing, and neither do single letters between
   * asterisks, which any message has; so they do not count.
   */
  get literalLength(): number {
    const lengths = this.#parts.map((part) => part.replaceAll(' ', '').length);
    return lengths.filter((length) => length >= minPartLength).reduce((sum, length) => sum + length, 0);
  }

  matches({ isCut, text }: ReadMessage): boolean {
    const [first = '', ...others] = this.#parts;
    const last = others.pop();
    if (last === undefined) return !isCut && text === first;
    if (isCut && last !== '') return false;
    const end = text.length - last.length;
    if (first.length > end || !text.startsWith(first) || !text.endsWith(last)) return false;
    let from = first.length;
    for (const part of others) {
      const found = text.indexOf(part, from);
      if (found === -1 || found + part.length > end) return false;
      from = found + part.length;
    }
    return true;
  }
}

/** A status message as patterns match it. */
export interface ReadMessage {
  readonly text: string;
  /** Whether the message is longer. Its end is not known, so it matches only a pattern that ends in `*`. */
  readonly isCut: boolean;
}

/** The part of a status message that patterns are compared with. */
export function readMessage(message: string): ReadMessage {
  return { text: withSingleSpaces(textStart(message, maxRead)), isCut: message.length > maxRead };
}

/**
 * A pattern that matches a status message and those that differ only in ARNs, IDs, times and numbers;
 * undefined if it would have too few literal characters.
 */
export function patternOfMessage(message: string): string | undefined {
  const start = textStart(message, maxPatternLength);
  const pattern = `${messagePattern(start)}${start.length < message.length ? '*' : ''}`
    .replaceAll(/<(?:ARN|id|number|time)>/g, '*')
    .replaceAll(/\*+/g, '*');
  const isSpecific = new IssuePattern(pattern).literalLength >= minLiteralLength;
  return isSpecific && pattern.length <= maxPatternLength ? pattern : undefined;
}

function withSingleSpaces(text: string): string {
  return text.replaceAll(/\s+/g, ' ').trim();
}

/** Fewer literal characters would match messages that nobody has thought of. */
export const minLiteralLength = 10;
/** In characters: of a literal text between asterisks. */
const minPartLength = 4;
/** In characters. */
export const maxPatternLength = 1000;
const maxRead = 4000;
