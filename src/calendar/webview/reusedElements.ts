/**
 * The child elements of a parent for some items of a long list. Elements that scroll out of view are used for
 * others. The order in the document stays that of the items, and the elements that stay are not moved, so
 * that they keep the focus.
 */
export class ReusedElements<Part extends { readonly element: HTMLElement }> {
  readonly #parent: HTMLElement;
  readonly #create: () => Part;
  readonly #free: Part[] = [];
  #shown = new Map<number, Part>();

  /** `create` makes an element for any item. */
  constructor(parent: HTMLElement, create: () => Part) {
    this.#parent = parent;
    this.#create = create;
  }

  /** The element of an item; undefined if the item is not shown. */
  at(index: number): Part | undefined {
    return this.#shown.get(index);
  }

  /** Shows the items of these indexes, which are in order. `render` is called for each of them. */
  show(indexes: readonly number[], render: (part: Part, index: number) => void): void {
    const wanted = new Set(indexes);
    for (const [index, part] of this.#shown)
      if (!wanted.has(index)) {
        part.element.remove();
        this.#free.push(part);
      }
    const shown = new Map<number, Part>();
    let after: ChildNode | null = null;
    for (const index of indexes.toReversed()) {
      const known = this.#shown.get(index);
      const part = known ?? this.#free.pop() ?? this.#create();
      render(part, index);
      if (known === undefined) this.#parent.insertBefore(part.element, after);
      after = part.element;
      shown.set(index, part);
    }
    this.#shown = shown;
  }
}
