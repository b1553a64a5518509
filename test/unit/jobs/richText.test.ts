import assert from 'node:assert/strict';
import { code, codeAtStart, codeOrBlank, fill, plain } from '../../../src/jobs/richText.js';

describe('A text in several formats', () => {
  it('keeps a text of a right-to-left script from reordering the numbers beside it', () => {
    const shown = (name: string) => fill('{name}: 12 jobs', { name: code(name) });
    assert.deepEqual(shown('גיבוי 3'), {
      text: 'גיבוי 3: 12 jobs',
      markdown: '\u2068`גיבוי 3`\u2069: 12 jobs',
      html: '<bdi><code>גיבוי 3</code></bdi>: 12 jobs',
    });
    for (const name of ['نسخة', '\u{1e900}', '=\u05d0'])
      assert.match(codeAtStart(name).html + code(name).markdown, /^<bdi>.*<\/bdi>\u2068.*\u2069$/u, name);
    assert.deepEqual(shown('büro-日本'), {
      text: 'büro-日本: 12 jobs',
      markdown: '`büro-日本`: 12 jobs',
      html: '<code>büro-日本</code>: 12 jobs',
    });
  });

  it('has a word for a name that is invisible', () => {
    for (const name of ['', ' \u00a0\u3000 ']) assert.deepEqual(codeOrBlank(name), plain('(blank)'));
    assert.deepEqual(codeOrBlank('orders'), code('orders'));
  });
});
