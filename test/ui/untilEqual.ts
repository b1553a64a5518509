import assert from 'node:assert/strict';
import { setTimeout } from 'node:timers/promises';
import { isDeepStrictEqual } from 'node:util';

/** Reads a value until it equals the expected one. After 15 seconds, rejects with the last value. */
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
