import assert from 'node:assert/strict';
import { withoutMiddle } from '../../../src/jobs/visibleText.js';

describe('A name without its middle', () => {
  it('keeps both ends, whole characters and short names', () => {
    assert.deepEqual(
      [
        withoutMiddle('customers-archive-of-2026-17', 24),
        withoutMiddle('a'.repeat(24), 24),
        withoutMiddle('🙂'.repeat(30), 5),
        withoutMiddle('abc', 1),
      ],
      ['customers-ar…-of-2026-17', 'a'.repeat(24), '🙂🙂…🙂🙂', '…'],
    );
  });
});
