/** How many of some times in ascending order are at or before a time. */
export function countUpTo(time: number, length: number, timeAt: (place: number) => number): number {
  let [low, high] = [0, length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (timeAt(middle) <= time) low = middle + 1;
    else high = middle;
  }
  return low;
}
