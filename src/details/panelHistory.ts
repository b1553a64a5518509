/** The places before and after the present one, in the order in which they were visited. */
export interface Trail<Place> {
  readonly before: readonly Place[];
  readonly after: readonly Place[];
}

/** Where a panel has been, and the way back and forward, as in a browser. */
export class PanelHistory<Place> {
  readonly #isSame: (one: Place, other: Place) => boolean;
  #places: Place[];
  #at: number;
  /** Whether the present place had been left before. */
  #hasReturned = false;

  /** It begins at `present`, with what an earlier history has left around it. */
  constructor(
    present: Place,
    isSame: (one: Place, other: Place) => boolean,
    { after, before }: Trail<Place> = { before: [], after: [] },
  ) {
    this.#places = [...before, present, ...after];
    this.#at = before.length;
    this.#isSame = isSame;
  }

  get trail(): Trail<Place> {
    return { before: this.#places.slice(0, this.#at), after: this.#places.slice(this.#at + 1) };
  }

  get canGoBack(): boolean {
    return this.#at > 0;
  }

  get canGoForward(): boolean {
    return this.#at < this.#places.length - 1;
  }

  /**
   * Goes on to a place; what lay ahead is forgotten. With `instead` it takes the present one's place, unless
   * the history has returned to that: a place that had been left once stays.
   */
  visit(place: Place, { instead }: { readonly instead: boolean }): void {
    const kept = this.#places.slice(0, instead && !this.#hasReturned ? this.#at : this.#at + 1);
    const before = kept.at(-1);
    this.#hasReturned = before !== undefined && this.#isSame(before, place);
    if (this.#hasReturned) kept.pop();
    this.#places = [...kept, place].slice(-maxPlaces);
    this.#at = this.#places.length - 1;
  }

  /** The place before (-1) or after (1) the present one; undefined where there is none. */
  go(step: -1 | 1): Place | undefined {
    const place = this.#places[this.#at + step];
    if (place !== undefined) this.#at += step;
    this.#hasReturned = false;
    return place;
  }
}

/** As many places are remembered. */
export const maxPlaces = 50;
