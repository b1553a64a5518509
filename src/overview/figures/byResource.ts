/** A value for each resource, by its index in `ResourceKeys`: each job looks up some. */
export class ByResource<Value> {
  readonly #values: (Value | undefined)[] = [];

  at(index: number): Value | undefined {
    return this.#values[index];
  }

  set(index: number, value: Value): void {
    // Without holes: an array with holes is as slow as a map.
    while (this.#values.length <= index) this.#values.push(undefined);
    this.#values[index] = value;
  }
}
