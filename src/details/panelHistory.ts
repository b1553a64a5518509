/** The places before and after the current one, in the order of the visits. */
export interface Trail<Place> {
  readonly before: readonly Place[];
  readonly after: readonly Place[];
}

/** The history of a panel, with Back and Forward as in a browser. */
export class PanelHistory<Place> {
  readonly #isSame: (one: Place, other: Place) => boolean;
  #places: Place[];
  #index: number;
  /**
   * Whether the last visit was to the place that is already before it in the history, so replacing it is
   * wrong.
   */
  #hasReturned = false;

  /** Starts at `current`, within the trail of an earlier history. */
  constructor(
    current: Place,
    isSame: (one: Place, other: Place) => boolean,
    { after, before }: Trail<Place> = { before: [], after: [] },
  ) {
    this.#places = [...before, current, ...after];
    this.#index = before.length;
    this.#isSame = isSame;
  }

  get trail(): Trail<Place> {
    return { before: this.#places.slice(0, this.#index), after: this.#places.slice(this.#index + 1) };
  }

  get canGoBack(): boolean {
    return this.#index > 0;
  }

  get canGoForward(): boolean {
    return this.#index < this.#places.length - 1;
  }

  /**
   * Goes to a place and drops those ahead. A visit to the place just before adds no entry. With `replace`,
   * the place replaces the current one, unless the last visit was such a return.
   */
  visit(place: Place, { replace }: { readonly replace: boolean }): void {
    const kept = this.#places.slice(0, replace && !this.#hasReturned ? this.#index : this.#index + 1);
    const before = kept.at(-1);
    this.#hasReturned = before !== undefined && this.#isSame(before, place);
    if (this.#hasReturned) kept.pop();
    this.#places = [...kept, place].slice(-maxPlaces);
    this.#index = this.#places.length - 1;
  }

  /** Goes one place back (-1) or forward (1) and returns it; undefined if there is none. */
  go(step: -1 | 1): Place | undefined {
    const place = this.#places[this.#index + step];
    if (place !== undefined) this.#index += step;
    this.#hasReturned = false;
    return place;
  }
}

export const maxPlaces = 50;
