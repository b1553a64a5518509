/** A uniformly distributed 32-bit hash of the given numbers. */
export function noise(...parts: readonly number[]): number {
  let hash = 0x811c9dc5;
  for (const part of parts) {
    hash = Math.imul(hash ^ part, 0x9e3779b1);
    hash = Math.imul(hash ^ (hash >>> 15), 0x85ebca6b);
    hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
    hash ^= hash >>> 16;
  }
  return hash >>> 0;
}

/** The hash of the numbers as `digits` hexadecimal digits. */
export function hexNoise(digits: number, ...parts: readonly number[]): string {
  let hex = '';
  for (let word = 0; hex.length < digits; word++) {
    hex += noise(...parts, word)
      .toString(16)
      .padStart(8, '0');
  }
  return hex.slice(0, digits);
}

/** A UUID in upper case, like a backup job's ID. */
export function uuidNoise(...parts: readonly number[]): string {
  const hex = hexNoise(32, ...parts).toUpperCase();
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}

/** A pseudo-random generator: the same seed produces the same values. */
export class Chance {
  #drawn = 0;

  constructor(private readonly seed: number) {}

  /** A number from 0 (inclusive) to 1 (exclusive). */
  draw(): number {
    this.#drawn += 1;
    return noise(this.seed, this.#drawn) / 0x1_0000_0000;
  }

  /** A whole number from `low` to `high`, both inclusive. */
  whole(low: number, high: number): number {
    return low + Math.floor(this.draw() * (high - low + 1));
  }

  /** One of the items, weighted by their shares if given. */
  pick<Item>(items: readonly [Item, ...Item[]], share: (item: Item) => number = () => 1): Item {
    let rest = this.draw() * items.reduce((total, item) => total + share(item), 0);
    for (const item of items) {
      rest -= share(item);
      if (rest < 0) return item;
    }
    return items[0];
  }

  /** One of the items; undefined if there are none. */
  any<Item>(items: readonly Item[]): Item | undefined {
    return items[Math.floor(this.draw() * items.length)];
  }
}
