import { randomUUID } from 'node:crypto';

/**
 * What `JSON.parse` makes of a text, but for integers past 2^53, which it would round: each is a `bigint`,
 * wherever it stands. Throws a SyntaxError where the text is no JSON.
 */
export function parseExactJson(json: string): unknown {
  const marked = mayHaveLongInteger(json) ? withLongIntegersMarked(json) : json;
  const value: unknown = JSON.parse(marked);
  return marked === json ? value : withoutMarks(value);
}

/**
 * Whether a number may be in it that `JSON.parse` rounds. A run of so many digits has one of them at a
 * multiple of its length, so that no other places are looked at: it takes a fifth of what a regular
 * expression does.
 */
function mayHaveLongInteger(json: string): boolean {
  for (let place = 0; place < json.length; place += longIntegerDigits) {
    if (!isDigit(json, place)) continue;
    let [first, end] = [place, place + 1];
    while (isDigit(json, first - 1)) first--;
    while (isDigit(json, end)) end++;
    if (end - first >= longIntegerDigits && /[:,[\s]-?$/.test(json.slice(Math.max(0, first - 2), first)))
      return true;
    // The whole run has been looked at.
    place = end - longIntegerDigits;
  }
  return false;
}

/**
 * With a marked text in the place of each long integer. Texts are passed over, so that what only looks like a
 * number stays.
 */
function withLongIntegersMarked(json: string): string {
  const pieces: string[] = [];
  for (let place = 0; place < json.length; ) {
    const quote = json.indexOf('"', place);
    const start = quote === -1 ? json.length : quote;
    const end = stringEnd(json, start);
    const between = json.slice(place, start);
    // A number whole, whatever it is: nothing is tried twice, however long a run of digits is.
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

/** The place after the string whose opening quote is at `start`; the length where it has no end. */
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

/** Not by recursion, as a value may be nested deeper than calls may be. */
function withoutMarks(root: unknown): unknown {
  const open: unknown[] = [root];
  for (let one = open.pop(); one !== undefined; one = open.pop()) {
    if (typeof one !== 'object' || one === null) continue;
    const members = one as Record<string, unknown>;
    for (const [name, member] of Object.entries(members)) {
      if (name.startsWith(mark)) throw new SyntaxError('A number is no name');
      // An own property already, even where it is named `__proto__`.
      if (typeof member === 'string' && member.startsWith(mark))
        members[name] = BigInt(member.slice(mark.length));
      else if (typeof member === 'object' && member !== null) open.push(member);
    }
  }
  return root;
}

/** NaN, where there is no such place, is none. */
function isDigit(text: string, place: number): boolean {
  const code = text.charCodeAt(place);
  return code >= 48 && code <= 57;
}

/** No answer can hold it: it is made at each start, and sent to nobody. */
const mark = `${randomUUID()}:`;
const number = /-?\d+(\.\d*)?([eE][+-]?\d*)?/g;
/**
 * To read and to write ever more digits takes more than twice the time for twice as many: what is longer is
 * what `JSON.parse` makes of it.
 */
const longInteger = /^-?[1-9]\d{15,999}$/;
/** 2^53 has as many. */
const longIntegerDigits = 16;
