import type { Slices } from './slices.js';

/** A sorted copy. Equal items keep their order. Works in slices, because a list may be long. */
export async function sortInSlices<Item>(
  items: readonly Item[],
  compare: (one: Item, other: Item) => number,
  slices: Slices,
): Promise<readonly Item[]> {
  let sorted: readonly Item[] = items;
  for (let width = 1; width < items.length; width *= 2) {
    const merged: Item[] = [];
    for (let start = 0; start < sorted.length; start += 2 * width) {
      const middle = Math.min(start + width, sorted.length);
      const end = Math.min(middle + width, sorted.length);
      let [left, right] = [start, middle];
      while (left < middle || right < end) {
        const [one, other] = [sorted[left], sorted[right]] as [Item, Item];
        const takesLeft = right >= end || (left < middle && compare(one, other) <= 0);
        merged.push(takesLeft ? one : other);
        if (takesLeft) left++;
        else right++;
        const pause = slices.next();
        if (pause !== undefined) await pause;
      }
    }
    sorted = merged;
  }
  return sorted === items ? [...items] : sorted;
}
