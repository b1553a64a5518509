import { isAscii } from 'node:buffer';
import { pipeline, type Transform } from 'node:stream';
import { TextDecoder } from 'node:util';
import { createGunzip } from 'node:zlib';

/**
 * The text of a file in pieces: unpacked if it is gzipped, whatever its name, and decoded. Without a byte
 * order mark it is UTF-8. Invalid bytes become U+FFFD. Rejects as the bytes do, and if the packed data is
 * damaged or cut.
 */
export async function* fileText(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<string, void, undefined> {
  let encoding: string | undefined;
  let decoder: TextDecoder | undefined;
  /** Whether the decoder may have a part of a character. */
  let hasPart = false;
  for await (const piece of unpacked(withLongStart(bytes))) {
    const isFirst = encoding === undefined;
    encoding ??= encodingOf(piece);
    // ASCII is only copied, which is several times as fast as decoding it.
    if (encoding === 'utf-8' && !hasPart && isAscii(piece)) {
      yield Buffer.from(piece.buffer, piece.byteOffset, piece.byteLength).toString('latin1');
      continue;
    }
    // Only at the start of the file is a byte order mark no character.
    decoder ??= new TextDecoder(encoding, { ignoreBOM: !isFirst });
    const text = decoder.decode(piece, { stream: true });
    hasPart = (piece.at(-1) ?? 0) > 0x7f;
    if (text !== '') yield text;
  }
  const rest = decoder?.decode() ?? '';
  if (rest !== '') yield rest;
}

/** The same bytes, but the first piece has at least as many as identify a format, if there are so many. */
async function* withLongStart(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  let start: Uint8Array | undefined = new Uint8Array();
  for await (const piece of bytes) {
    if (start === undefined) {
      yield piece;
      continue;
    }
    start = Buffer.concat([start, piece]);
    if (start.length < startLength) continue;
    yield start;
    start = undefined;
  }
  if (start !== undefined && start.length > 0) yield start;
}

async function* unpacked(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  const pieces = bytes[Symbol.asyncIterator]();
  const first = await pieces.next();
  if (first.done) return;
  const all = (async function* () {
    yield first.value;
    yield* { [Symbol.asyncIterator]: () => pieces };
  })();
  if (!isGzip(first.value)) {
    yield* all;
    return;
  }
  // The callback keeps an error from being thrown twice: the iteration below rejects with it.
  const stream: Transform = pipeline(all, createGunzip(), () => {});
  yield* withLongStart(stream);
}

function isGzip([first, second]: Uint8Array): boolean {
  return first === 0x1f && second === 0x8b;
}

function encodingOf([first, second]: Uint8Array): string {
  if (first === 0xff && second === 0xfe) return 'utf-16le';
  if (first === 0xfe && second === 0xff) return 'utf-16be';
  return 'utf-8';
}

/** In bytes; the longest mark has three. */
const startLength = 4;

/** Whether an error says that packed data is damaged or cut. */
export function isOfUnpacking(error: unknown): boolean {
  return error instanceof Error && 'code' in error && /^Z_/.test(String(error.code));
}
