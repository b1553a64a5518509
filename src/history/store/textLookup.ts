import type { Dictionaries } from './dictionaries.js';

/**
 * The texts of a dictionary table by their numbers, for code that looks up millions: an array takes a
 * fraction of the time of the dictionary's maps. It keeps what it has read, so it belongs to one question.
 */
export class TextLookup {
  readonly #dictionaries: Dictionaries;
  readonly #table: 'messages' | 'texts';
  readonly #texts: (string | undefined)[];
  #version: number;

  /** `lastId` is the highest number of the table. */
  constructor(dictionaries: Dictionaries, table: 'messages' | 'texts', lastId: number) {
    this.#dictionaries = dictionaries;
    this.#table = table;
    // With its length from the start, it never becomes a hash table.
    this.#texts = new Array(Math.min(lastId + 1, maxTexts));
    this.#version = dictionaries.version;
  }

  /** The text with this number; undefined if there is none. */
  of(id: number): string | undefined {
    const texts = this.#texts;
    if (this.#dictionaries.version !== this.#version) this.#forget();
    if (id >= texts.length) return this.#dictionaries[this.#table].textOf(id);
    const known = texts[id];
    if (known !== undefined) return known;
    const text = this.#dictionaries[this.#table].textOf(id);
    texts[id] = text;
    return text;
  }

  #forget(): void {
    this.#texts.fill(undefined);
    this.#version = this.#dictionaries.version;
  }
}

/** Of more, the others are looked up in the dictionary. */
const maxTexts = 300_000;
