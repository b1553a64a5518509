import assert from 'node:assert/strict';
import fc from 'fast-check';
import {
  markdownText,
  notificationText,
  pickText,
  promptText,
  statusText,
  terminalText,
} from '../../../src/jobs/interpretedText.js';
import { logLine } from '../../../src/jobs/logLine.js';
import { hostileTexts } from '../../hostile.js';

/** What VS Code interprets as a link: src/vs/base/common/linkedText.ts. */
const link = /\[([^\]]+)\]\(((?:https?:\/\/|command:|file:)[^)\s]+)(?: (["'])(.+?)(\3))?\)/i;
/**
 * What it interprets as an icon without a backslash before it:
 * src/vs/base/browser/ui/iconLabel/iconLabels.ts.
 */
const icon = /(?<!\\)\$\([A-Za-z0-9-]+(?:~[A-Za-z]+)?\)/;
/** Characters that break a line, change the reading direction or control a terminal. */
const controls = /[\p{Cc}\p{Zl}\p{Zp}\u200b\u202a-\u202e\u2066-\u2069\ufeff]/u;

const sinks = { notificationText, promptText, statusText, logLine, pickText };
const piece = fc.constantFrom(
  ...['[', ']', '(', ')', '](', '$(', '\\', 'a', ' ', '\u200a', '\n', '\t', '"', '~spin', 'command:', 'x'],
  ...[
    'https://a.example',
    'file:///x',
    '$(sync~spin)',
    '[a](command:b)',
    '[a](command:b "t")',
    '\u202e',
    '\u001b',
  ],
);
const texts = fc.array(piece, { maxLength: 30 }).map((pieces) => pieces.join(''));

describe('A text that VS Code interprets', () => {
  for (const [name, sink] of Object.entries(sinks)) {
    it(`becomes one line of limited length in ${name}`, () => {
      for (const text of Object.values(hostileTexts)) {
        const line = sink(text);
        assert.doesNotMatch(line, controls);
        assert.ok(line.length <= 10_000, `${line.length} characters`);
      }
    });
  }

  it('is never a link in a notification or a prompt', () => {
    const inputs = fc.oneof(texts, fc.constantFrom(...Object.values(hostileTexts)));
    fc.assert(
      fc.property(inputs, (text) => {
        assert.doesNotMatch(notificationText(text), link);
        assert.doesNotMatch(promptText(text), link);
      }),
    );
  });

  it('is never an icon in a prompt, the status bar or a quick pick', () => {
    const inputs = fc.oneof(texts, fc.constantFrom(...Object.values(hostileTexts)));
    fc.assert(
      fc.property(inputs, (text) => {
        for (const sink of [promptText, statusText, pickText]) assert.doesNotMatch(sink(text), icon);
      }),
    );
  });

  it('keeps its readable words', () => {
    const text = 'See [run](command:a.b?%5B1%5D "t") and $(sync~spin), <a href="x">x</a>.';
    for (const sink of Object.values(sinks)) assert.equal(read(sink(text)), text);
    assert.equal(notificationText('[a](command:b)'), '[a]\u200a(command:b)');
    assert.equal(statusText('$(sync~spin)'), '$\u200a(sync~spin)');
    assert.equal(pickText('$(sync~spin) \\$(x)'), '\\$(sync~spin) \\\\$(x)');
  });

  it('is one line of the log, without secrets', () => {
    assert.equal(
      logLine('a key\r\n2026-11-24 [info] forged\u2028line \u202e http://user:secret@proxy.example:3128'),
      'a key 2026-11-24 [info] forged line \\u{202e} http://…@proxy.example:3128',
    );
  });

  it('has no effect on a terminal, and keeps its lines', () => {
    assert.equal(
      terminalText('one\r\ntwo\nthree\u001b[2J\u001b]52;c;eA==\u0007\u009b2J\rover\tx\r'),
      'one\r\ntwo\r\nthree\\u{1b}[2J\\u{1b}]52;c;eA==\\u{7}\\u{9b}2J\\u{d}over\tx',
    );
    for (const text of Object.values(hostileTexts))
      assert.doesNotMatch(terminalText(text).replaceAll('\r\n', '').replaceAll('\t', ''), controls);
  });

  it('is plain text in Markdown', () => {
    assert.equal(
      markdownText('1. *a* [b](command:c) <d> `e`\n    - http://x.example & $(f)'),
      '1\\. \\*a\\* \\[b\\]\\(command\\:c\\) \\<d\\> \\`e\\`\n\n\\- http\\:\\/\\/x\\.example \\& \\$\\(f\\)',
    );
  });
});

/** What the user reads: narrow spaces are hardly visible, and VS Code hides a backslash before an icon. */
function read(text: string): string {
  return text.replaceAll(/\\(?=\$\()/g, '').replaceAll('\u200a', '');
}
