/**
 * An immutable list without duplicates. A longer list shares the storage of the list that it was made from,
 * so the cost of appending depends only on the number of new items.
 */
export class GrowingList<Item> implements Iterable<Item> {
  readonly length: number;
  readonly #shared: Shared<Item>;

  private constructor(shared: Shared<Item>, length: number) {
    this.#shared = shared;
    this.length = length;
  }

  /** An empty list. Items with the same key count as duplicates. */
  static empty<Item>(keyOf: (item: Item) => string): GrowingList<Item> {
    return new GrowingList<Item>({ keyOf, items: [], keys: new Set() }, 0);
  }

  /** This list, followed by the items that it does not contain; the list itself if there are none. */
  with(items: Iterable<Item>): GrowingList<Item> {
    const shared = this.#ownShared();
    const { keyOf, keys } = shared;
    for (const item of items) {
      const { size } = keys;
      keys.add(keyOf(item));
      if (keys.size > size) shared.items.push(item);
    }
    return shared.items.length === this.length ? this : new GrowingList(shared, shared.items.length);
  }

  /** The item at an index from 0; undefined beyond the end. */
  at(index: number): Item | undefined {
    return index < this.length ? this.#shared.items[index] : undefined;
  }

  *[Symbol.iterator](): Generator<Item, void, undefined> {
    const { items } = this.#shared;
    for (let index = 0; index < this.length; index++) {
      const item = items[index];
      if (item !== undefined) yield item;
    }
  }

  /** The storage as an identity: a list shares it with the list that it grew from, unless that grew twice. */
  get origin(): object {
    return this.#shared;
  }

  /** The storage to append to: a copy if another list has already grown from this one. */
  #ownShared(): Shared<Item> {
    const { keyOf, items } = this.#shared;
    if (items.length === this.length) return this.#shared;
    const own = items.slice(0, this.length);
    return { keyOf, items: own, keys: new Set(own.map(keyOf)) };
  }
}

interface Shared<Item> {
  readonly keyOf: (item: Item) => string;
  readonly items: Item[];
  readonly keys: Set<string>;
}
