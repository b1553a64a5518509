import assert from 'node:assert/strict';
import fc from 'fast-check';
import { fileText } from '../../../src/history/forms/fileText.js';

describe('The text of a file', () => {
  it('law: is that of its UTF-8, however it is divided, with a byte order mark only at the start removed', () =>
    fc.assert(
      fc.asyncProperty(
        fc.array(fc.constantFrom('plain', 'é', '€', '\u{1F4BE}', '\ufeff', '\ufffd', '\n'), {
          maxLength: 12,
        }),
        fc.uint8Array({ maxLength: 4 }),
        fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1 }),
        async (parts, end, lengths) => {
          const bytes = Buffer.concat([Buffer.from(parts.join('')), end]);
          // Other encodings, and packed data, are recognized by their first bytes.
          fc.pre(![0x1f, 0xfe, 0xff].includes(bytes[0] ?? 0));
          const pieces = (async function* () {
            for (let place = 0, piece = 0; place < bytes.length; piece++) {
              const length = lengths[piece % lengths.length] ?? 1;
              yield bytes.subarray(place, place + length);
              place += length;
            }
          })();
          let text = '';
          for await (const piece of fileText(pieces)) text += piece;
          assert.equal(text, new TextDecoder().decode(bytes));
        },
      ),
      { numRuns: 500 },
    ));
});
