import { systemTime, type TimeSource } from './sweep/clock.js';

/** Calls `show` at most once in so many milliseconds, the first time at once. What comes between is dropped. */
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
