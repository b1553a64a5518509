import assert from 'node:assert/strict';
import fc from 'fast-check';
import { keptTrail, trailFrom } from '../../../src/details/keptTrail.js';
import { maxPlaces, PanelHistory } from '../../../src/details/panelHistory.js';
import { isShowMessage, panelRequestFrom } from '../../../src/details/panelMessages.js';
import { panelHtml } from '../../../src/editor/panelHtml.js';
import { isSameTarget, type JobTarget } from '../../../src/jobs/jobTarget.js';

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

  it('keeps the way back to a job that comes again while others are walked through', () => {
    const history = new PanelHistory<string>('a', (one, other) => one === other);
    history.visit('b', { instead: false });
    history.visit('a', { instead: true });
    history.visit('b', { instead: true });
    assert.deepEqual([history.go(-1), history.canGoBack], ['a', false]);
  });

  it('goes back and forward over a reload of the window, by ids alone', () => {
    const subject = (backupJobId: string) => ({
      reference: { connection: 'sample', region: 'us-east-1', backupJobId },
      job: { BackupJobId: backupJobId, ResourceName: 'a name' },
    });
    const history = new PanelHistory<JobTarget>(subject('a'), isSameTarget);
    for (const place of [{ reference: undefined, job: {} }, subject('b'), subject('c'), subject('d')])
      history.visit(place, { instead: false });
    history.go(-1);
    const kept = JSON.stringify(keptTrail(history.trail));
    assert.doesNotMatch(kept, /a name/);
    const again = new PanelHistory<JobTarget>(subject('c'), isSameTarget, trailFrom(JSON.parse(kept)));
    const ids = [-1, -1, -1, 1, 1, 1, 1] as const;
    assert.deepEqual(
      ids.map((step) => again.go(step)?.reference?.backupJobId),
      ['b', 'a', undefined, 'b', 'c', 'd', undefined],
    );
  });

  it('takes of a kept trail what names jobs, and no more than it keeps itself', () => {
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
      fc.property(fc.anything(), (kept) => {
        const trail = trailFrom(kept);
        assert.deepEqual([...trail.before, ...trail.after], []);
      }),
    );
  });
});
