import { randomUUID } from 'node:crypto';

/**
 * Like `JSON.parse`, but returns a `bigint` for each integer beyond 2^53, which `JSON.parse` would round.
 * Throws a SyntaxError if the text is not JSON.
 */
export function parseExactJson(json: string): unknown {
  const marked = mayHaveLongInteger(json) ? withLongIntegersMarked(json) : json;
  const value: unknown = JSON.parse(marked);
  return marked === json ? value : withoutMarks(value);
}

/**
 * Whether `JSON.parse` may round a number in the text. Checks only every 16th character, because 16 digits in
 * a row always include one of them. That takes a fifth of the time of a regular expression.
 */
function mayHaveLongInteger(json: string): boolean {
  for (let place = 0; place < json.length; place += longIntegerDigits) {
    if (!isDigit(json, place)) continue;
    let [first, end] = [place, place + 1];
    while (isDigit(json, first - 1)) first--;
    while (isDigit(json, end)) end++;
    if (end - first >= longIntegerDigits && /[:,[\s]-?$/.test(json.slice(Math.max(0, first - 2), first)))
      return true;
    // All digits before `end` have been checked.
    place = end - longIntegerDigits;
  }
  return false;
}

/**
 * Replaces each long integer by a marked string. Skips existing strings, so digits in them stay as they are.
 */
function withLongIntegersMarked(json: string): string {
  const pieces: string[] = [];
  for (let place = 0; place < json.length; ) {
    const quote = json.indexOf('"', place);
    const start = quote === -1 ? json.length : quote;
    const end = stringEnd(json, start);
    const between = json.slice(place, start);
    // The pattern matches numbers of any form, so that even many digits are scanned only once.
    pieces.push(
      between.length < longIntegerDigits ? between : between.replaceAll(number, markedIfLong),
      json.slice(start, end),
    );
    place = end;
  }
  return pieces.join('');
}

function markedIfLong(number: string, fraction: string | undefined, exponent: string | undefined): string {
  const isInteger = fraction === undefined && exponent === undefined && longInteger.test(number);
  return isInteger && !Number.isSafeInteger(Number(number)) ? `"${mark}${number}"` : number;
}

/** The index after the string whose opening quote is at `start`; the length if the string is not closed. */
function stringEnd(json: string, start: number): number {
  for (let from = start + 1; ; ) {
    const quote = json.indexOf('"', from);
    if (quote === -1) return json.length;
    let backslash = quote;
    while (backslash > from && json[backslash - 1] === '\\') backslash--;
    if ((quote - backslash) % 2 === 0) return quote + 1;
    from = quote + 1;
  }
}

/**
 * Replaces the marked strings by `bigint`s. Not recursive, because a value may be nested deeper than the call
 * stack.
 */
function withoutMarks(root: unknown): unknown {
  const pending: unknown[] = [root];
  for (let value = pending.pop(); value !== undefined; value = pending.pop()) {
    if (typeof value !== 'object' || value === null) continue;
    const members = value as Record<string, unknown>;
    for (const [name, member] of Object.entries(members)) {
      if (name.startsWith(mark)) throw new SyntaxError('A number cannot be a property name');
      // Assigning is safe even if the name is `__proto__`: JSON.parse has made it an own property.
      if (typeof member === 'string' && member.startsWith(mark))
        members[name] = BigInt(member.slice(mark.length));
      else if (typeof member === 'object' && member !== null) pending.push(member);
    }
  }
  return root;
}

/** False outside the text, where `charCodeAt` returns NaN. */
function isDigit(text: string, place: number): boolean {
  const code = text.charCodeAt(place);
  return code >= 48 && code <= 57;
}

/** Random for each session and never sent, so no response can contain it. */
const mark = `${randomUUID()}:`;
const number = /-?\d+(\.\d*)?([eE][+-]?\d*)?/g;
/** Converting digits takes more than linear time. Longer numbers stay as `JSON.parse` returns them. */
const longInteger = /^-?[1-9]\d{15,999}$/;
/** The number of digits of 2^53. */
const longIntegerDigits = 16;
