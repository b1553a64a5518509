import assert from 'node:assert/strict';
import { failureText } from '../../../src/jobs/failureText.js';

describe('The text of a failure', () => {
  it('is its summary and its detail as sentences, whatever they end with', () => {
    const texts = [
      ['Access denied', 'An administrator can allow it.'],
      ['It is stored no longer.', 'The disk is full.'],
      ['The network is down', ''],
      ['', ' Try again. '],
    ].map(([summary = '', detail = '']) => failureText({ summary, detail }));
    assert.deepEqual(texts, [
      'Access denied. An administrator can allow it',
      'It is stored no longer. The disk is full',
      'The network is down',
      'Try again',
    ]);
  });
});
