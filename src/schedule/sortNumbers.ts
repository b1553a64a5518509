import type { Slices } from '../jobs/slices.js';

/**
 * The numbers in ascending order, sorted in slices. Uses `numbers` for its work. A sort of a million numbers
 * would block the event loop for a tenth of a second. `sortInSlices` takes several times as long.
 */
export async function sortNumbers(numbers: Float64Array, slices: Slices): Promise<Float64Array> {
  for (let start = 0; start < numbers.length; start += partSize) {
    numbers.subarray(start, start + partSize).sort();
    if (numbers.length > partSize) await slices.pause();
  }
  let [from, to] = [numbers, numbers.length > partSize ? new Float64Array(numbers.length) : numbers];
  for (let size = partSize; size < numbers.length; size *= 2) {
    for (let start = 0; start < numbers.length; start += 2 * size) {
      const middle = Math.min(start + size, numbers.length);
      const end = Math.min(middle + size, numbers.length);
      for (let at = start, low = start, high = middle; at < end; at++) {
        const isLow = high === end || (low < middle && (from[low] ?? 0) <= (from[high] ?? 0));
        to[at] = from[isLow ? low++ : high++] ?? 0;
        const pause = slices.next();
        if (pause !== undefined) await pause;
      }
    }
    [from, to] = [to, from];
  }
  return from;
}

/** Sorting so many takes about two milliseconds. */
const partSize = 16_384;
