import { systemTime, type TimeSource } from './sweep/clock.js';

/**
 * Calls `show` at most once per interval in milliseconds, the first time at once. Calls in between are
 * dropped.
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
