import assert from 'node:assert/strict';
import fc from 'fast-check';
import { panelHtml } from '../../../src/details/panelHtml.js';
import { isShowMessage, panelRequestFrom } from '../../../src/details/panelMessages.js';

describe('The panel', () => {
  it('takes from its page what it knows, and nothing else', () => {
    for (const request of [
      { kind: 'ready' },
      { kind: 'shown', turn: 3 },
      { kind: 'refresh' },
      { kind: 'openJson' },
      { kind: 'mend' },
      { kind: 'copy', field: 'ResourceArn' },
      { kind: 'copy', field: 'ChildJobsInState' },
    ]) {
      assert.deepEqual(panelRequestFrom({ ...request, beside: 'the point' }), request);
    }
    for (const stranger of [
      undefined,
      null,
      'ready',
      {},
      { kind: 'run' },
      { kind: 'shown', turn: '3' },
      { kind: 'copy' },
      { kind: 'copy', field: 'constructor' },
      { kind: 'copy', field: ['ResourceArn'] },
    ]) {
      assert.equal(panelRequestFrom(stranger), undefined, JSON.stringify(stranger));
    }
  });

  it('hears no message but its own', () => {
    fc.assert(fc.property(fc.anything(), (message) => !isShowMessage(message)));
  });

  it('has a page that runs one script and holds no data', () => {
    const page = panelHtml({
      cspSource: 'https://webview.test',
      language: 'en"><script>',
      nonce: 'n0nce',
      script: 'https://webview.test/a.js?x="&y',
      style: 'https://webview.test/a.css',
    });
    assert.match(
      page,
      /content="default-src 'none'; style-src https:\/\/webview\.test; script-src 'nonce-n0nce'"/,
    );
    assert.deepEqual(page.match(/<script[^>]*>/g), [
      '<script nonce="n0nce" src="https://webview.test/a.js?x=&quot;&amp;y">',
    ]);
    assert.doesNotMatch(page, /\son\w+=|javascript:|unsafe-|style="/);
  });
});
