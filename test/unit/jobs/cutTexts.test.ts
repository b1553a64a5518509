import assert from 'node:assert/strict';
import fc from 'fast-check';
import { requestIdOf } from '../../../src/aws/errorFacts.js';
import { shownText } from '../../../src/details/longText.js';
import { messagePattern } from '../../../src/jobs/messagePattern.js';
import { withoutSecrets } from '../../../src/jobs/secrets.js';
import { textEnd, textStart, visibleLine, visibleStart } from '../../../src/jobs/visibleText.js';

const requestId = (text: string) => requestIdOf({ $metadata: { requestId: text } }) ?? '';
const reading = { locale: 'en', now: new Date(0) };
const fieldText = (text: string) => shownText(text, 'StatusMessage', reading).text;
const half = /\p{Surrogate}/u;

describe('A text that is cut', () => {
  it('never starts or ends with half a character', () => {
    const pieces = fc.constantFrom('a', ' ', '\n', '😀', '👩‍🚀', '…', '\t\t\t');
    const texts = fc.array(pieces, { maxLength: 40 }).map((some) => some.join(''));
    fc.assert(
      fc.property(texts, fc.integer({ min: 1, max: 20 }), (text, longest) => {
        for (const cut of [textEnd, textStart, visibleLine, visibleStart, withoutSecrets])
          assert.doesNotMatch(cut(text, longest), half, `${cut.name} of ${JSON.stringify(text)}, ${longest}`);
      }),
      { numRuns: 2000 },
    );
    for (const [cut, longest] of [
      [requestId, 200],
      [fieldText, 10_000],
      [messagePattern, 1000],
      [(text: string) => visibleLine(text, 100), 200],
    ] as const) {
      const result = cut(`${'x'.padEnd(longest - 1)}😀`.replaceAll(' ', cut === messagePattern ? 'x' : ' '));
      assert.doesNotMatch(result, half, `${longest}`);
    }
  });

  it('is complete up to the limit, and ends in … beyond it', () => {
    const cuts = [visibleLine, visibleStart, withoutSecrets].map((cut) => [
      cut('abcde', 5),
      cut('abcdef', 5),
    ]);
    assert.deepEqual(cuts, [
      ['abcde', 'abcd…'],
      ['abcde', 'abcde…'],
      ['abcde', 'abcd…'],
    ]);
    assert.deepEqual(
      [visibleLine('😀😀', 2), visibleLine('😀😀😀', 2), textStart('abc', 2), textEnd('abc', 2)],
      ['😀😀', '😀…', 'ab', 'bc'],
    );
    assert.equal(
      visibleLine(`a${' '.repeat(9)}b`, 5),
      'a…',
      'the cut is marked even if only blanks were examined before it',
    );
  });

  it('is shown whole in the panel up to ten thousand characters', () => {
    const rests = [10_000, 10_001].map((length) => shownText('x'.repeat(length), 'a', reading).rest);
    assert.deepEqual(rests, [undefined, 'Show all 10,001 characters']);
  });

  it('is searched for secrets up to twenty thousand characters', () => {
    const fits = `${'x '.repeat(10_000 - 2)}word`;
    assert.deepEqual(
      [fits.length, withoutSecrets(fits, 30_000) === fits, withoutSecrets(`${fits}s`, 30_000).slice(-4)],
      [20_000, true, 'x x…'],
    );
  });
});
