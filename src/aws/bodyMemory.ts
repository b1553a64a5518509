/**
 * Memory for the bodies of answers, used again and again: a page is more than a megabyte, and memory that is new for each of a hundred
 * takes longer to come by than to fill, and as long again to collect.
 */
export class BodyMemory {
  readonly #free: ArrayBuffer[] = [];

  /** So many bytes, of memory that may be longer and may hold anything. */
  take(bytes: number): Buffer {
    const place = this.#free.findIndex(({ byteLength }) => byteLength >= bytes);
    const [free] = place < 0 ? [] : this.#free.splice(place, 1);
    return Buffer.from(free ?? new ArrayBuffer(Math.ceil(bytes / step) * step), 0, bytes);
  }

  /** Takes memory back that nobody looks at any more; also such that was not taken from here. */
  giveBack({ buffer }: Buffer): void {
    const isOwn = buffer instanceof ArrayBuffer && buffer.byteLength > 0 && buffer.byteLength % step === 0;
    if (isOwn && this.#free.length < maxFree) this.#free.push(buffer);
  }

  /** Keeps none. */
  clear(): void {
    this.#free.length = 0;
  }
}

/** A body of which there is more and more. */
export class ArrivingBody {
  readonly #memory: BodyMemory | undefined;
  #bytes: Buffer;
  #size = 0;

  /** Where it is long it is put into `memory`, to which a reader may give it back. */
  constructor(memory: BodyMemory | undefined, expectedBytes: number) {
    this.#memory = memory;
    this.#bytes = this.#take(Math.min(expectedBytes || usualChunk, maxExpected));
  }

  get size(): number {
    return this.#size;
  }

  /** What has come so far. */
  get bytes(): Buffer {
    return this.#bytes.subarray(0, this.#size);
  }

  add(chunk: Uint8Array): void {
    const size = this.#size + chunk.byteLength;
    if (size > this.#bytes.byteLength) this.#grow(size);
    this.#bytes.set(chunk, this.#size);
    this.#size = size;
  }

  #grow(size: number): void {
    const { bytes } = this;
    this.#bytes = this.#take(size * 2);
    this.#bytes.set(bytes);
    this.#memory?.giveBack(bytes);
  }

  #take(bytes: number): Buffer {
    const isLong = this.#memory !== undefined && bytes >= longBody;
    return isLong ? this.#memory.take(bytes) : Buffer.allocUnsafe(bytes);
  }
}

/** All in bytes. */
const usualChunk = 65_536;
const longBody = 100_000;
/** Whatever a header says. */
const maxExpected = 4 * 1024 * 1024;
const step = 256 * 1024;
const maxFree = 8;
