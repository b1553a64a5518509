import assert from 'node:assert/strict';
import fc from 'fast-check';
import { messagePattern } from '../../../src/jobs/messagePattern.js';
import { hostileTexts } from '../../hostile.js';

describe('The pattern of a status message', () => {
  it('stands for itself as the value of a filter, however long and whatever it contains', () => {
    const pieces = fc.constantFrom(
      'Access denied ',
      'Waited 10.5 minutes ',
      'vol-0a1b2c3d4e5f ',
      'arn:aws:s3:::logs. ',
      '2026-11-27',
      ' \n',
      '<id',
      '>',
      'x'.repeat(400),
      '😀',
    );
    const texts = fc.array(pieces, { maxLength: 12 }).map((some) => some.join(''));
    const assertStable = (message: string) =>
      assert.equal(messagePattern(messagePattern(message)), messagePattern(message));
    fc.assert(fc.property(texts, assertStable), { numRuns: 3000 });
    fc.assert(fc.property(fc.string({ maxLength: 60 }), assertStable), { numRuns: 3000 });
    for (const text of Object.values(hostileTexts)) assertStable(text);
  });

  it('is also what a message stands for that someone types or copies', () => {
    assert.equal(messagePattern('Waited 10 minutes for vol-0a1b2c3d'), 'Waited <number> minutes for <id>');
  });
});
