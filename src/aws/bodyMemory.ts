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
    if (isOwn && this.#free.length < mostFree) this.#free.push(buffer);
  }

  /** Keeps none. */
  clear(): void {
    this.#free.length = 0;
  }
}

const step = 256 * 1024;
const mostFree = 16;
