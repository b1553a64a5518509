/**
 * An immutable list without duplicates. A longer list shares the storage of the shorter one that it was made
 * from, so appending costs only what is appended.
 */
export class GrowingList<Thing> implements Iterable<Thing> {
  readonly length: number;
  readonly #shared: Shared<Thing>;

  private constructor(shared: Shared<Thing>, length: number) {
    this.#shared = shared;
    this.length = length;
  }

  /** An empty list, where things with the same `keyOf` are the same. */
  static empty<Thing>(keyOf: (thing: Thing) => string): GrowingList<Thing> {
    return new GrowingList<Thing>({ keyOf, things: [], keys: new Set() }, 0);
  }

  /** This list, followed by those of the things that it does not contain; the same list if there are none. */
  with(things: Iterable<Thing>): GrowingList<Thing> {
    const shared = this.#ownShared();
    const { keyOf, keys } = shared;
    for (const thing of things) {
      const { size } = keys;
      keys.add(keyOf(thing));
      if (keys.size > size) shared.things.push(thing);
    }
    return shared.things.length === this.length ? this : new GrowingList(shared, shared.things.length);
  }

  at(place: number): Thing | undefined {
    return place < this.length ? this.#shared.things[place] : undefined;
  }

  *[Symbol.iterator](): Generator<Thing, void, undefined> {
    const { things } = this.#shared;
    for (let place = 0; place < this.length; place++) {
      const thing = things[place];
      if (thing !== undefined) yield thing;
    }
  }

  /** An object that a list shares with the lists that it grew from, unless two lists grew from one. */
  get origin(): object {
    return this.#shared;
  }

  /** The storage to append to: a copy if another list has grown from this one already. */
  #ownShared(): Shared<Thing> {
    const { keyOf, things } = this.#shared;
    if (things.length === this.length) return this.#shared;
    const own = things.slice(0, this.length);
    return { keyOf, things: own, keys: new Set(own.map(keyOf)) };
  }
}

interface Shared<Thing> {
  readonly keyOf: (thing: Thing) => string;
  readonly things: Thing[];
  readonly keys: Set<string>;
}
