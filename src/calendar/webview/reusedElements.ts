/**
 * The child elements of a parent for some items of a long list. Elements that scroll out of view are used for
 * others, at their old place in the document: moving an element means styling all that is in it again.
 */
export class ReusedElements<Part extends { readonly element: HTMLElement }> {
  readonly #parent: HTMLElement;
  readonly #create: () => Part;
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
    const free = [...this.#shown].flatMap(([index, part]) => (wanted.has(index) ? [] : [part]));
    const shown = new Map<number, Part>();
    for (const index of indexes) {
      const part = this.#shown.get(index) ?? free.pop() ?? this.#create();
      render(part, index);
      if (part.element.parentNode !== this.#parent) this.#parent.append(part.element);
      shown.set(index, part);
    }
    for (const { element } of free) element.remove();
    this.#shown = shown;
  }

  /**
   * Gives the elements the order of their items, in which assistive technologies read them. Does not move the
   * element with the focus, which would lose it.
   */
  putInOrder(): void {
    const elements = [...this.#shown.values()].map(({ element }) => element);
    const isInOrder = elements.every((one, place) => {
      const next = elements[place + 1];
      return next === undefined || one.nextSibling === next;
    });
    if (isInOrder) return;
    const pivot = elements.findIndex((one) => one.contains(document.activeElement));
    for (const one of elements.slice(0, Math.max(pivot, 0)))
      this.#parent.insertBefore(one, elements[pivot] ?? null);
    for (const one of elements.slice(pivot + 1)) this.#parent.append(one);
  }
}
