import assert from 'node:assert/strict';
import fc from 'fast-check';
import { PanelHistory } from '../../../src/details/panelHistory.js';
import { isShowMessage, panelRequestFrom } from '../../../src/details/panelMessages.js';
import { panelHtml } from '../../../src/editor/panelHtml.js';

describe('The panel', () => {
  it('takes from its page what it knows, and nothing else', () => {
    for (const request of [
      { kind: 'ready' },
      { kind: 'shown', turn: 3 },
      { kind: 'mend', what: 'job' },
      { kind: 'act', action: 'openJson' },
      { kind: 'copy', path: 'CreatedBy.BackupPlanId' },
      { kind: 'showWhole', path: 'StatusMessage' },
      { kind: 'openJob', backupJobId: 'A1' },
      { kind: 'filter', name: 'vault' },
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
      { kind: 'copy', path: ['ResourceArn'] },
      { kind: 'act', action: 'constructor' },
      { kind: 'mend', what: 'all' },
      { kind: 'openJob', backupJobId: { toString: () => 'A1' } },
      { kind: 'filter' },
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
      title: '</title><script>',
    });
    assert.match(
      page,
      /content="default-src 'none'; style-src https:\/\/webview\.test; font-src https:\/\/webview\.test; script-src 'nonce-n0nce'"/,
    );
    assert.deepEqual(page.match(/<script[^>]*>/g), [
      '<script nonce="n0nce" src="https://webview.test/a.js?x=&quot;&amp;y">',
    ]);
    assert.doesNotMatch(page, /\son\w+=|javascript:|unsafe-|style="/);
  });

  it('goes back and forward as a browser does', () => {
    const history = new PanelHistory<string>('a', (one, other) => one === other);
    history.visit('b', { instead: false });
    history.visit('c', { instead: false });
    assert.deepEqual([history.go(-1), history.go(-1), history.go(-1)], ['b', 'a', undefined]);
    assert.deepEqual([history.canGoBack, history.canGoForward], [false, true]);
    assert.equal(history.go(1), 'b');
    history.visit('d', { instead: false });
    assert.deepEqual([history.canGoForward, history.go(-1), history.go(1)], [false, 'b', 'd']);
    history.visit('e', { instead: true });
    history.visit('b', { instead: true });
    assert.deepEqual(
      [history.go(-1), history.canGoBack],
      ['a', false],
      'walked through, and back at the same',
    );
  });
});
