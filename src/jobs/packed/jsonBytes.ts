/**
 * Reads JSON without parsing it as a whole. Places are byte offsets. The methods throw a SyntaxError if a
 * syntax character is missing, and a RangeError beyond the end. They do not validate values.
 */
export class JsonBytes {
  readonly #bytes: Buffer;
  readonly #view: DataView;
  /** A copy, because reading the view's own length is slower. */
  readonly length: number;

  constructor(bytes: Buffer) {
    this.#bytes = bytes;
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    this.length = bytes.byteLength;
  }

  /** The byte at `place`. */
  at(place: number): number {
    return this.#view.getUint8(place);
  }

  /** The text between two places. */
  text(start: number, end: number): string {
    return this.#bytes.toString('utf8', start, end);
  }

  /** Copies the bytes between two places. */
  copy(target: Buffer, targetStart: number, start: number, end: number): void {
    this.#bytes.copy(target, targetStart, start, end);
  }

  /** The first place at or after `place` that is not white space. */
  afterSpace(place: number): number {
    let at = place;
    while (at < this.length && isSpace(this.at(at))) at++;
    return at;
  }

  /** The place after a syntax character, which must be at `place`, and after the white space that follows. */
  afterMark(byte: number, place: number): number {
    if (this.at(place) !== byte) throw new SyntaxError(`Unexpected byte at ${place}`);
    return this.afterSpace(place + 1);
  }

  /**
   * The place of the next member of an array or object, or of the closing bracket. `end` is the end of the
   * current member.
   */
  afterMember(end: number, closing: number): number {
    if (this.at(end) === byteOf.comma && this.at(end + 1) === byteOf.quote) return end + 1;
    const at = this.afterSpace(end);
    if (this.at(at) === closing) return at;
    const next = this.afterMark(byteOf.comma, at);
    if (this.at(next) === closing) throw new SyntaxError(`Nothing follows the comma at ${at}`);
    return next;
  }

  /** The place after the value that starts at `start`. Does not validate the value. */
  valueEnd(start: number): number {
    const first = this.at(start);
    if (first === byteOf.quote) return this.stringEnd(start);
    let at = start;
    if (first !== byteOf.brace && first !== byteOf.bracket) {
      while (!this.isTokenEnd(at)) at++;
      return at;
    }
    for (let depth = 0; ; at++) {
      const byte = this.at(at);
      if (byte === byteOf.quote) at = this.stringEnd(at) - 1;
      else if (byte === byteOf.brace || byte === byteOf.bracket) depth++;
      else if ((byte === byteOf.braceEnd || byte === byteOf.bracketEnd) && --depth === 0) return at + 1;
    }
  }

  /** Whether the byte at `place` ends a preceding value. */
  isTokenEnd(place: number): boolean {
    const byte = this.at(place);
    return byte === byteOf.comma || byte === byteOf.braceEnd || byte === byteOf.bracketEnd || isSpace(byte);
  }

  /** The place after the string whose opening quote is at `start`. */
  stringEnd(start: number): number {
    const quote = closingQuote(this.#view, start);
    if (quote === this.length) throw new SyntaxError(`The string at ${start} has no end`);
    return quote + 1;
  }

  /** Whether the bytes between two places are a string of ASCII characters without escapes. */
  isPlainString(start: number, end: number): boolean {
    if (this.at(start) !== byteOf.quote) return false;
    for (let at = start + 1; at < end - 1; at++) {
      const byte = this.at(at);
      if (byte < 0x20 || byte > 0x7e || byte === byteOf.backslash) return false;
    }
    return true;
  }

  /**
   * The number between two places, if it is short and has the form of `12`, `1.5` or `1.5785608E9` (an AWS
   * timestamp); else NaN. The result is the same as that of `JSON.parse`: both operands of the division are
   * exact, so it is the nearest double.
   */
  plainNumber(start: number, end: number): number {
    const exponentAt = this.#exponentAt(start, end);
    const length = exponentAt - start;
    if (length === 0 || length > maxPlainNumberLength) return Number.NaN;
    if (length > 1 && this.at(start) === digit.zero && this.at(start + 1) !== byteOf.point) return Number.NaN;
    let digits = 0;
    let decimals = 0;
    let hasPoint = false;
    for (let at = start; at < exponentAt; at++) {
      const byte = this.at(at);
      if (byte >= digit.zero && byte <= digit.nine) {
        digits = digits * 10 + byte - digit.zero;
        if (hasPoint) decimals++;
      } else if (byte === byteOf.point && !hasPoint && at > start && at < exponentAt - 1) hasPoint = true;
      else return Number.NaN;
    }
    const exponent = exponentAt === end ? 0 : this.at(end - 1) - digit.zero;
    return digits / (powersOfTen[decimals - exponent] ?? Number.NaN);
  }

  /**
   * The time between two places in epoch milliseconds, if it has the form of `"2026-11-24T01:05:09.123Z"`,
   * with or without milliseconds; else NaN. The result is the same as that of `Date.parse`. Rare times, such
   * as those on the last days of a month, are left to it.
   */
  isoTime(start: number, end: number): number {
    const length = end - start;
    if (length !== isoLength && length !== isoLength + 4) return Number.NaN;
    for (const [place, byte] of isoMarks) if (this.at(start + place) !== byte) return Number.NaN;
    if (this.at(end - 2) !== byteOf.zone || this.at(end - 1) !== byteOf.quote) return Number.NaN;
    const year = this.#digits(start + 1, 4);
    const month = this.#digits(start + 6, 2);
    const day = this.#digits(start + 9, 2);
    const hour = this.#digits(start + 12, 2);
    const minute = this.#digits(start + 15, 2);
    const second = this.#digits(start + 18, 2);
    const isUsual = year >= 1000 && month >= 1 && month <= 12 && day >= 1 && day <= 28;
    if (!isUsual || !(hour < 24 && minute < 60 && second < 60)) return Number.NaN;
    if (length === isoLength) return Date.UTC(year, month - 1, day, hour, minute, second);
    if (this.at(start + 20) !== byteOf.point) return Number.NaN;
    return Date.UTC(year, month - 1, day, hour, minute, second, this.#digits(start + 21, 3));
  }

  /** The number that some digits mean; NaN if one is no digit. */
  #digits(start: number, length: number): number {
    let number = 0;
    for (let at = start; at < start + length; at++) {
      const value = this.at(at) - digit.zero;
      if (value < 0 || value > 9) return Number.NaN;
      number = number * 10 + value;
    }
    return number;
  }

  /** The start of a one-digit exponent; the end of the number if there is none. */
  #exponentAt(start: number, end: number): number {
    const isExponent =
      end - start > 2 &&
      this.at(end - 2) === byteOf.exponent &&
      this.at(end - 1) >= digit.zero &&
      this.at(end - 1) <= digit.nine;
    return isExponent ? end - 2 : end;
  }

  /** A 32-bit hash of the bytes between two places. */
  hash(start: number, end: number): number {
    let hash = end - start;
    let at = start;
    for (; at + 4 <= end; at += 4) hash = mixed(hash ^ this.#view.getInt32(at, true));
    for (; at < end; at++) hash = mixed(hash ^ this.at(at));
    return hash;
  }

  /**
   * Whether `length` bytes from `start` equal those of `other` from `otherStart`. Compares eight bytes at a
   * time, as doubles. Therefore `other` must not contain a zero byte (0 equals -0), and equal bytes that are
   * not UTF-8 may seem different (NaN).
   */
  isSame(start: number, other: JsonBytes, otherStart: number, length: number): boolean {
    if (start + length > this.length) return false;
    let at = 0;
    for (; at + 8 <= length; at += 8) {
      if (this.#view.getFloat64(start + at, true) !== other.#view.getFloat64(otherStart + at, true))
        return false;
    }
    for (; at + 4 <= length; at += 4) {
      if (this.#view.getInt32(start + at, true) !== other.#view.getInt32(otherStart + at, true)) return false;
    }
    for (; at < length; at++) if (this.at(start + at) !== other.at(otherStart + at)) return false;
    return true;
  }
}

/** Bytes of the JSON syntax. */
export const byteOf = {
  backslash: 0x5c,
  brace: 0x7b,
  braceEnd: 0x7d,
  bracket: 0x5b,
  bracketEnd: 0x5d,
  colon: 0x3a,
  comma: 0x2c,
  exponent: 0x45,
  point: 0x2e,
  quote: 0x22,
  zone: 0x5a,
} as const;

/** The place of the quote that closes the string opened at `opening`; the length if there is none. */
export function closingQuote(view: DataView, opening: number): number {
  const { byteLength } = view;
  for (let at = opening + 1; at < byteLength; at++) {
    while (at + 4 <= byteLength && !hasStringMark(view.getInt32(at, true))) at += 4;
    if (at >= byteLength) break;
    const byte = view.getUint8(at);
    if (byte === byteOf.quote) return at;
    if (byte === byteOf.backslash) at++;
  }
  return byteLength;
}

/**
 * Whether one of four bytes is a quote or a backslash. The XOR turns such a byte into zero, and subtracting
 * one from a zero byte sets its highest bit.
 */
function hasStringMark(bytes: number): boolean {
  const quotes = bytes ^ 0x22222222;
  const backslashes = bytes ^ 0x5c5c5c5c;
  const zeros = ((quotes - 0x01010101) & ~quotes) | ((backslashes - 0x01010101) & ~backslashes);
  return (zeros & 0x80808080) !== 0;
}

/** One step of the hash. Each bit affects the higher bits, and these the lower ones. */
function mixed(hash: number): number {
  const product = Math.imul(hash, 0x9e3779b1);
  return product ^ (product >>> 15);
}

function isSpace(byte: number): boolean {
  return byte === 0x20 || byte === 0x0a || byte === 0x0d || byte === 0x09;
}

/** The length of a time without milliseconds, and what is between its digits. */
const isoLength = '"2026-11-24T01:05:09Z"'.length;
const isoMarks: readonly (readonly [place: number, byte: number])[] = Array.from('"    -  -  T  :  :')
  .map((mark, place) => [place, mark.charCodeAt(0)] as const)
  .filter(([, byte]) => byte !== 0x20);
const digit = { zero: 0x30, nine: 0x39 } as const;
/** In characters, including a point. Numbers of 15 digits are exact in a double. */
const maxPlainNumberLength = 15;
const powersOfTen = Array.from({ length: maxPlainNumberLength }, (_, power) => 10 ** power);
