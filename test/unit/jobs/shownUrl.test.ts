import assert from 'node:assert/strict';
import fc from 'fast-check';
import { shownUrl } from '../../../src/jobs/shownUrl.js';
import { hostileTexts } from '../../hostile.js';

describe('A URL that is shown', () => {
  for (const [url, shown] of [
    ['https://backup.us-east-1.amazonaws.com', 'https://backup.us-east-1.amazonaws.com'],
    ['http://localhost:4566/', 'http://localhost:4566'],
    ['http://localhost:4566/aws/backup', 'http://localhost:4566/aws/backup'],
    ['http://user:secret@proxy.example:3128', 'http://proxy.example:3128'],
    ['http://secret@proxy.example', 'http://proxy.example'],
    ['https://host.example/path?token=secret#secret', 'https://host.example/path'],
    // The request goes to evil.example, whatever else the URL contains.
    ['https://evil.example/?@backup.us-east-1.amazonaws.com', 'https://evil.example'],
    ['https://backup.us-east-1.amazonaws.com@evil.example', 'https://evil.example'],
    ['https://bаckup.example', 'https://xn--bckup-4ve.example'],
    // Not URLs, but still secrets.
    ['user:secret@proxy.example:3128', 'proxy.example:3128'],
    ['http//user:secret@proxy.example', 'proxy.example'],
    ['http://user:secr?et@proxy.example', 'http://proxy.example'],
    ['http://user:secret@x@[bad', 'http://[bad'],
    ['http://user:12/secret?x@host.example', 'http://user:12'],
    ['no address?secret', 'no address'],
    ['no address#secret', 'no address'],
    ['localhost:4566', 'localhost:4566'],
    ['', ''],
  ] as const) {
    it(`is ${shown || 'empty'} for ${url || 'nothing'}`, () => assert.equal(shownUrl(url), shown));
  }

  it('never contains the password, whatever its characters', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 3 }), (rest) => {
        const shown = shownUrl(`http://user:zq9${encodeURIComponent(rest)}@host.example/path`);
        assert.equal(shown, 'http://host.example/path');
        assert.doesNotMatch(shownUrl(`http://user:zq9${rest}@host.example`), /zq9/);
      }),
    );
  });

  it('is one short visible line, whatever the text is', () => {
    for (const text of Object.values(hostileTexts))
      assert.match(shownUrl(`http://host.example/${text}`), /^[^\p{Cc}\p{Zl}\p{Zp}\u202e]{1,200}$/u);
  });
});
