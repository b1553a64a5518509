import { systemTime, type TimeSource } from './sweep/clock.js';

/**
 * Returns a function that calls `show` at most once per `throttleMs`, the first time at once. Drops the calls
 * in between.
 */
export function throttled<Value>(
  throttleMs: number,
  show: (value: Value) => void,
  time: TimeSource = systemTime,
): (value: Value) => void {
  let last = Number.NEGATIVE_INFINITY;
  return (value) => {
    const now = time.elapsed();
    if (now - last < throttleMs) return;
    last = now;
    show(value);
  };
}
