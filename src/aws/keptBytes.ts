import { JsonBytes } from './jsonBytes.js';

/** Bytes that are kept to be recognised, one after the other. */
export class KeptBytes {
  #memory = Buffer.alloc(firstSize);
  #kept = new JsonBytes(this.#memory);
  #end = 0;

  /** How many there are. */
  get size(): number {
    return this.#end;
  }

  /** Answers where they are kept. */
  keep(json: JsonBytes, start: number, end: number): number {
    const place = this.#end;
    this.#end += end - start;
    if (this.#end > this.#memory.byteLength) this.#grow(place);
    json.copy(this.#memory, place, start, end);
    return place;
  }

  /** Whether the bytes of `json` from `start` on are those that are kept at `place`. */
  areAt(place: number, length: number, json: JsonBytes, start: number): boolean {
    return json.isSame(start, this.#kept, place, length);
  }

  #grow(used: number): void {
    const memory = Buffer.alloc(this.#end * 2);
    this.#memory.copy(memory, 0, 0, used);
    this.#memory = memory;
    this.#kept = new JsonBytes(memory);
  }
}

const firstSize = 256 * 1024;
