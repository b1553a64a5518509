import { byteOf, closingQuote } from '../jobs/packed/jsonBytes.js';

/** The limits of a response. They are far more than AWS ever sends, but still cheap to parse. */
export interface ResponseLimits {
  readonly bytes: number;
  /** Nesting levels of arrays and objects. */
  readonly depth: number;
  /** Values of every type: strings, numbers, arrays, objects. An empty array or object counts as two. */
  readonly values: number;
}

/**
 * A page of 1,000 jobs, each with all fields at their maximum length, has about 12 MB, 51,000 values and 4
 * levels. Recursive code, such as that of the JSON documents and the panel, relies on the depth limit.
 */
export const responseLimits = {
  bytes: 64 * 1024 * 1024,
  depth: 64,
  values: 300_000,
  /** The limit of bytes for a response with only an error or credentials. */
  shortBytes: 1024 * 1024,
} as const satisfies ResponseLimits & { readonly shortBytes: number };

/** The error for a response that would take too much memory or time to parse. */
export class ResponseTooLargeError extends Error {
  override readonly name = 'ResponseTooLargeError';

  constructor(property: keyof ResponseLimits, limit: number) {
    super(describeLimit(property, limit));
  }
}

/**
 * Returns the number of values in a body. Throws a {@link ResponseTooLargeError} if the body exceeds a limit,
 * and no other error, even if the body is not JSON. Call it before parsing: a parsed `{},` takes forty times
 * the memory of its three bytes.
 */
export function checkResponse(body: Uint8Array, limits: ResponseLimits = responseLimits): number {
  const { byteLength } = body;
  if (byteLength > limits.bytes) throw new ResponseTooLargeError('bytes', limits.bytes);
  const view = new DataView(body.buffer, body.byteOffset, byteLength);
  // Each value except the outermost follows a comma or an opening bracket. An empty array counts as one item.
  let values = 1;
  let depth = 0;
  for (let at = 0; at < byteLength; at++) {
    const byte = view.getUint8(at);
    if (byte === byteOf.quote) at = closingQuote(view, at);
    else if (byte === byteOf.comma) values++;
    else if (byte === byteOf.brace || byte === byteOf.bracket) {
      if (++depth > limits.depth) throw new ResponseTooLargeError('depth', limits.depth);
      values++;
    } else if (byte === byteOf.braceEnd || byte === byteOf.bracketEnd) depth--;
    if (values > limits.values) throw new ResponseTooLargeError('values', limits.values);
  }
  return values;
}

function describeLimit(property: keyof ResponseLimits, limit: number): string {
  switch (property) {
    case 'bytes':
      return `The answer has more than ${limit} bytes`;
    case 'depth':
      return `The answer is nested more than ${limit} levels deep`;
    case 'values':
      return `The answer has more than ${limit} values`;
  }
}
