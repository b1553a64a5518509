import { byteOf, closingQuote } from './jsonBytes.js';

/** What an answer may hold at most: far more than AWS ever sends, and little enough to be parsed. */
export interface AnswerCaps {
  readonly bytes: number;
  /** Lists and objects inside one another. */
  readonly depth: number;
  /** Values of every kind: texts, numbers, lists, objects. An empty list or object counts twice. */
  readonly values: number;
}

/** Which of the {@link AnswerCaps} an answer breaks. */
export type BrokenCap = keyof AnswerCaps;

/**
 * A page of 1,000 jobs, each with all its fields and every text as long as it may be, has about 12 MB, 51,000
 * values and 4 levels. What walks through a value recursively, as the JSON documents and the panel do, relies
 * on the cap of the levels.
 */
export const answerCaps = {
  bytes: 64 * 1024 * 1024,
  depth: 64,
  values: 300_000,
  /** Bytes of an answer that is an error, which is a message and its name, or credentials. */
  shortBytes: 1024 * 1024,
} as const satisfies AnswerCaps & { readonly shortBytes: number };

/** An answer that is not parsed, since it would take the memory or the time of others. */
export class AnswerTooLargeError extends Error {
  override readonly name = 'AnswerTooLargeError';

  constructor(
    readonly cap: BrokenCap,
    readonly limit: number,
  ) {
    super(describeCap(cap, limit));
  }
}

/**
 * Throws an {@link AnswerTooLargeError} where a body breaks a cap, else returns how many values it holds. One
 * pass over the bytes, before any parser sees them: `{},` costs a parser forty times its three bytes. What is
 * no JSON passes or not, but never throws anything else.
 */
export function checkAnswer(body: Uint8Array, caps: AnswerCaps = answerCaps): number {
  const { byteLength } = body;
  if (byteLength > caps.bytes) throw new AnswerTooLargeError('bytes', caps.bytes);
  const view = new DataView(body.buffer, body.byteOffset, byteLength);
  // Each value but the outermost follows a comma or an opening: an empty list counts as if it held one.
  let values = 1;
  let depth = 0;
  for (let at = 0; at < byteLength; at++) {
    const byte = view.getUint8(at);
    if (byte === byteOf.quote) at = closingQuote(view, at);
    else if (byte === byteOf.comma) values++;
    else if (byte === byteOf.brace || byte === byteOf.bracket) {
      if (++depth > caps.depth) throw new AnswerTooLargeError('depth', caps.depth);
      values++;
    } else if (byte === byteOf.braceEnd || byte === byteOf.bracketEnd) depth--;
    if (values > caps.values) throw new AnswerTooLargeError('values', caps.values);
  }
  return values;
}

function describeCap(cap: BrokenCap, limit: number): string {
  switch (cap) {
    case 'bytes':
      return `The answer has more than ${limit} bytes`;
    case 'depth':
      return `The answer is nested more than ${limit} levels deep`;
    case 'values':
      return `The answer has more than ${limit} values`;
  }
}
