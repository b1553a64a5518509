import assert from 'node:assert/strict';
import { setTimeout } from 'node:timers/promises';
import { isDeepStrictEqual } from 'node:util';

/** Waits until what is read of a window equals what is expected; rejects with the last that was read. */
export async function untilEqual<Value>(
  read: () => Promise<Value>,
  expected: Value,
  message?: string,
): Promise<void> {
  const end = Date.now() + 15_000;
  let actual = await read();
  while (!isDeepStrictEqual(actual, expected) && Date.now() < end) {
    await setTimeout(50);
    actual = await read();
  }
  assert.deepEqual(actual, expected, message);
}
