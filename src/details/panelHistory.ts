/** Where a panel has been, and the way back and forward, as in a browser. */
export class PanelHistory<Place> {
  readonly #isSame: (one: Place, other: Place) => boolean;
  #places: Place[];
  #at = 0;

  constructor(first: Place, isSame: (one: Place, other: Place) => boolean) {
    this.#places = [first];
    this.#isSame = isSame;
  }

  get canGoBack(): boolean {
    return this.#at > 0;
  }

  get canGoForward(): boolean {
    return this.#at < this.#places.length - 1;
  }

  /** Goes on to a place; what lay ahead is forgotten. With `instead` it takes the present one's place. */
  visit(place: Place, { instead }: { readonly instead: boolean }): void {
    const kept = this.#places.slice(0, instead ? this.#at : this.#at + 1);
    const before = kept.at(-1);
    if (before !== undefined && this.#isSame(before, place)) kept.pop();
    this.#places = [...kept, place].slice(-mostPlaces);
    this.#at = this.#places.length - 1;
  }

  /** The place before (-1) or after (1) the present one; undefined where there is none. */
  go(step: -1 | 1): Place | undefined {
    const place = this.#places[this.#at + step];
    if (place !== undefined) this.#at += step;
    return place;
  }
}

const mostPlaces = 50;
