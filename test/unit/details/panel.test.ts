import assert from 'node:assert/strict';
import fc from 'fast-check';
import { maxPlaces, PanelHistory } from '../../../src/details/panelHistory.js';
import { panelRequestFrom } from '../../../src/details/panelMessages.js';
import { savedTrail, trailFrom } from '../../../src/details/savedPanel.js';
import { panelHtml } from '../../../src/editor/panelHtml.js';
import { isShowMessage } from '../../../src/editor/webview/showMessage.js';
import { isSameTarget, type JobTarget } from '../../../src/jobs/jobTarget.js';

describe('The panel', () => {
  it('accepts known requests from its page, and nothing else', () => {
    for (const request of [
      { kind: 'ready' },
      { kind: 'leave' },
      { kind: 'shown', version: 3 },
      { kind: 'fix', what: 'job', remedy: 'Sign In' },
      { kind: 'act', action: 'openJson' },
      { kind: 'copy', path: 'CreatedBy.BackupPlanId' },
      { kind: 'showFullText', path: 'StatusMessage' },
      { kind: 'openJob', backupJobId: 'A1' },
      { kind: 'openConcerned', index: 1 },
      { kind: 'showAllFields', isShown: true },
      { kind: 'filter', name: 'vault' },
    ]) {
      assert.deepEqual(panelRequestFrom({ version: 3, ...request, other: 'ignored' }, 3), request);
    }
    for (const unknown of [
      undefined,
      null,
      'ready',
      {},
      { kind: 'run' },
      { kind: 'shown', version: '3' },
      { kind: 'copy' },
      { kind: 'copy', path: ['ResourceArn'] },
      { kind: 'act', action: 'constructor' },
      { kind: 'fix', what: 'all', remedy: 'Sign In' },
      { kind: 'fix', what: 'job' },
      { kind: 'openJob', backupJobId: { toString: () => 'A1' } },
      { kind: 'openConcerned', index: '1' },
      { kind: 'showAllFields' },
      { kind: 'filter' },
    ]) {
      const message = typeof unknown === 'object' ? { version: 3, ...unknown } : unknown;
      assert.equal(panelRequestFrom(message, 3), undefined, JSON.stringify(unknown));
    }
  });

  it('drops requests about the job that it showed before', () => {
    const accepted = (request: object) =>
      [{}, { version: 2 }, { version: 3 }].map(
        (sent) => panelRequestFrom({ ...sent, ...request }, 3) !== undefined,
      );
    for (const request of [
      { kind: 'fix', what: 'job', remedy: 'Sign In' },
      { kind: 'act', action: 'refresh' },
      { kind: 'act', action: 'openInConsole' },
      { kind: 'copy', path: 'ResourceArn' },
      { kind: 'showFullText', path: 'StatusMessage' },
      { kind: 'openJob', backupJobId: 'A1' },
      { kind: 'openConcerned', index: 1 },
      { kind: 'filter', name: 'vault' },
    ])
      assert.deepEqual(accepted(request), [false, false, true], JSON.stringify(request));
    for (const request of [
      { kind: 'leave' },
      { kind: 'act', action: 'back' },
      { kind: 'act', action: 'forward' },
      { kind: 'clipboard', number: 1, outcome: 'written' },
    ])
      assert.deepEqual(accepted(request), [true, true, true], JSON.stringify(request));
  });

  it('ignores messages that are not its own', () => {
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

  it('goes back and forward like a browser', () => {
    const history = new PanelHistory<string>('a', (one, other) => one === other);
    history.visit('b', { replace: false });
    history.visit('c', { replace: false });
    assert.deepEqual([history.go(-1), history.go(-1), history.go(-1)], ['b', 'a', undefined]);
    assert.deepEqual([history.canGoBack, history.canGoForward], [false, true]);
    assert.equal(history.go(1), 'b');
    history.visit('d', { replace: false });
    assert.deepEqual([history.canGoForward, history.go(-1), history.go(1)], [false, 'b', 'd']);
    history.visit('e', { replace: true });
    history.visit('b', { replace: true });
    assert.deepEqual(
      [history.go(-1), history.canGoBack],
      ['a', false],
      'passed a job and returned to the same one',
    );
  });

  it('can go back to a job that is visited again after passing others', () => {
    const history = new PanelHistory<string>('a', (one, other) => one === other);
    history.visit('b', { replace: false });
    history.visit('a', { replace: true });
    history.visit('b', { replace: true });
    assert.deepEqual([history.go(-1), history.canGoBack], ['a', false]);
  });

  it('restores its history after a reload of the window, from saved ids alone', () => {
    const target = (backupJobId: string) => ({
      reference: { connection: 'sample', region: 'us-east-1', backupJobId },
      job: { BackupJobId: backupJobId, ResourceName: 'a name' },
    });
    const history = new PanelHistory<JobTarget>(target('a'), isSameTarget);
    for (const place of [{ reference: undefined, job: {} }, target('b'), target('c'), target('d')])
      history.visit(place, { replace: false });
    history.go(-1);
    const saved = JSON.stringify(savedTrail(history.trail));
    assert.doesNotMatch(saved, /a name/);
    const restored = new PanelHistory<JobTarget>(target('c'), isSameTarget, trailFrom(JSON.parse(saved)));
    const ids = [-1, -1, -1, 1, 1, 1, 1] as const;
    assert.deepEqual(
      ids.map((step) => restored.go(step)?.reference?.backupJobId),
      ['b', 'a', undefined, 'b', 'c', 'd', undefined],
    );
  });

  it('restores only valid jobs from a saved history, and at most its own maximum', () => {
    const reference = { connection: 'sample', region: 'us-east-1', backupJobId: 'a' };
    const many = Array.from({ length: 1000 }, (_, place) => ({ ...reference, backupJobId: `${place}` }));
    const { after, before } = trailFrom({ before: many, after: many });
    assert.deepEqual(
      [before.length, before.at(-1)?.reference?.backupJobId, after.length, after[0]?.reference?.backupJobId],
      [maxPlaces, '999', maxPlaces, '0'],
    );
    const mixed = [{ ...reference, job: { ResourceName: 'x' } }, { ...reference, region: 1 }, null, 'a'];
    assert.deepEqual(trailFrom({ before: mixed, after: { 0: reference, length: 1 } }), {
      before: [{ reference }],
      after: [],
    });
    fc.assert(
      fc.property(fc.anything(), (saved) => {
        const trail = trailFrom(saved);
        assert.deepEqual([...trail.before, ...trail.after], []);
      }),
    );
  });
});
