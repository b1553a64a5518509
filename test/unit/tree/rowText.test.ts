import assert from 'node:assert/strict';
import { isolated, rowText } from '../../../src/tree/rowText.js';

describe('The text of a row', () => {
  it('has the parts that there are, and isolates those that are read from right to left', () => {
    assert.equal(rowText(['AccessDenied', undefined, '', false, '2 h ago']), 'AccessDenied · 2 h ago');
    assert.equal(
      rowText(['known: גיבוי', '5 nights', 'נפח']),
      '\u2068known: גיבוי\u2069 · 5 nights · \u2068נפח\u2069',
    );
    assert.equal(isolated('web-1'), 'web-1');
  });
});
