/**
 * A map of bounded size that forgets the entries that have not been read for the longest time, in two
 * generations: when one is full, it becomes the older one, and what is read of that returns.
 */
export class RecentEntries<Key, Value> {
  readonly #maxEntries: number;
  #entries = new Map<Key, Value>();
  #older = new Map<Key, Value>();

  /** It has at most twice as many entries as `maxEntries`. */
  constructor(maxEntries: number) {
    this.#maxEntries = maxEntries;
  }

  get(key: Key): Value | undefined {
    const value = this.#entries.get(key);
    if (value !== undefined) return value;
    const older = this.#older.get(key);
    if (older !== undefined) this.set(key, older);
    return older;
  }

  set(key: Key, value: Value): void {
    if (this.#entries.size >= this.#maxEntries) {
      this.#older = this.#entries;
      this.#entries = new Map();
    }
    this.#entries.set(key, value);
  }

  delete(key: Key): void {
    this.#entries.delete(key);
    this.#older.delete(key);
  }

  clear(): void {
    this.#entries.clear();
    this.#older.clear();
  }
}
