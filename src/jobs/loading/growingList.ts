/**
 * An immutable list of things that are each in it once. A longer list shares what it has with the shorter one it was made of, so that
 * adding costs no more than what is added.
 */
export class GrowingList<Thing> implements Iterable<Thing> {
  readonly length: number;
  readonly #shared: Shared<Thing>;

  private constructor(shared: Shared<Thing>, length: number) {
    this.#shared = shared;
    this.length = length;
  }

  /** A list without things yet, which are the same where `keyOf` says so. */
  static empty<Thing>(keyOf: (thing: Thing) => string): GrowingList<Thing> {
    return new GrowingList<Thing>({ keyOf, things: [], keys: new Set() }, 0);
  }

  /** This list and, after it, those of the things that it does not hold; itself where there are none. */
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

  /** The same object for a list and those that it grew from, as long as none of them grew in two ways. */
  get origin(): object {
    return this.#shared;
  }

  /** What may be added to: a copy where another list has grown from this one already. */
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
