import assert from 'node:assert/strict';
import { once } from 'node:events';
import { setImmediate as turn } from 'node:timers/promises';
import type { BackupJob } from '../../../../src/jobs/backupJob.js';
import type { JobPage } from '../../../../src/jobs/jobSource.js';
import type { QueryResult } from '../../../../src/jobs/loading/queryResult.js';
import { jobs, letters, PagesSource, page } from '../pagesSource.js';
import { resultOf, type Sweep } from '../resultOf.js';

function failedOf(source: PagesSource, sweep?: Sweep): QueryResult {
  return resultOf(source, {
    query: { state: 'FAILED' },
    maxPagesWithoutProgress: 3,
    ...(sweep && { sweep }),
  });
}

/** What a user sees of a result, and what the service received. */
function seen({ snapshot, state }: QueryResult, source: PagesSource) {
  return {
    jobs: letters([...snapshot.jobs]),
    state: state.name === 'failed' ? state.failure.kind : state.name,
    tokens: source.requests.map(({ nextToken }) => nextToken ?? '·').join(''),
  };
}

describe('QueryResult', () => {
  it('reads page by page to the end, and then makes no request', async () => {
    const source = new PagesSource(page('ab', '1'), page('cd', '2'), page('e'));
    const result = failedOf(source);
    for (let click = 0; click < 5; click++) await result.loadMore();
    assert.deepEqual(seen(result, source), { jobs: 'abcde', state: 'done', tokens: '·12' });
  });

  it('shows a failed refresh even after a Load All that completes without a new request', async () => {
    for (const [madeRequest, state] of [
      [false, 'network'],
      [true, 'done'],
    ] as const) {
      const source = new PagesSource(page('a', '1'), 'network', page('ab'));
      const result = failedOf(source, async (take) => {
        take(jobs('b'));
        return madeRequest;
      });
      await result.loadMore();
      await result.refresh();
      await result.loadAll(new AbortController().signal, () => {});
      assert.deepEqual(seen(result, source), { jobs: 'ab', state, tokens: '··' });
      assert.deepEqual([result.isComplete, result.isOutdated], [true, !madeRequest]);
      await result.loadMore();
      assert.deepEqual(seen(result, source), {
        jobs: 'ab',
        state: 'done',
        tokens: madeRequest ? '··' : '···',
      });
    }
  });

  it('keeps the last jobs of a sweep that a refresh ends, unless the refresh has replaced the answer', async () => {
    for (const [answer, kept] of [
      ['service', 'abc'],
      [page('xyz', '2'), 'xyz'],
    ] as const) {
      const source = new PagesSource(page('a', '1'), answer);
      const result = failedOf(source, async (take, signal) => {
        take(jobs('b'));
        await once(signal, 'abort');
        take(jobs('c'));
      });
      await result.loadMore();
      const reading = result.loadAll(new AbortController().signal, () => {});
      // The code of sweeps is loaded first.
      await turn();
      await result.refresh();
      await reading;
      assert.equal(letters([...result.snapshot.jobs]), kept);
    }
  });

  it('makes one request for ten clicks', async () => {
    const source = new PagesSource(page('ab', '1'));
    const result = failedOf(source);
    await Promise.all(Array.from({ length: 10 }, () => result.loadMore()));
    assert.deepEqual(seen(result, source), { jobs: 'ab', state: 'idle', tokens: '·' });
  });

  it('drops a job that comes twice', async () => {
    const source = new PagesSource(page('aab', '1'), page('bc'));
    const result = failedOf(source);
    await result.loadMore();
    await result.loadMore();
    assert.deepEqual(seen(result, source), { jobs: 'abc', state: 'done', tokens: '·1' });
  });

  it('continues after an empty page with a token', async () => {
    const source = new PagesSource(page('', '1'), page('', '2'), page('a', '3'));
    const result = failedOf(source);
    await result.loadMore();
    assert.deepEqual(seen(result, source), { jobs: 'a', state: 'idle', tokens: '·12' });
  });

  it('pauses after many pages without progress, says how many, and continues on request', async () => {
    const source = new PagesSource(page('a', '1'), page('', '2'), page('a', '3'), page('', '4'), page('b'));
    const result = failedOf(source);
    await result.loadMore();
    await result.loadMore();
    assert.deepEqual(result.state, { name: 'idle', pagesWithoutProgress: 3 });
    await result.loadMore();
    assert.deepEqual(seen(result, source), { jobs: 'ab', state: 'done', tokens: '·1234' });
  });

  it('keeps rows and token when a page fails, so that the next call resumes', async () => {
    const source = new PagesSource(page('ab', '1'), 'throttled', page('c'));
    const result = failedOf(source);
    await result.loadMore();
    await result.loadMore();
    assert.deepEqual(seen(result, source), { jobs: 'ab', state: 'throttled', tokens: '·1' });
    await result.loadMore();
    assert.deepEqual(seen(result, source), { jobs: 'abc', state: 'done', tokens: '·11' });
  });

  it('refuses a repeated token, and a retry reads from the start to one page further', async () => {
    const source = new PagesSource(page('ab', '1'), page('cd', '1'));
    const result = failedOf(source);
    await result.loadMore();
    await result.loadMore();
    assert.deepEqual(seen(result, source), { jobs: 'abcd', state: 'repeatedToken', tokens: '·1' });
    source.willAnswer(page('ab', '5'), page('cd', '6'), page('e'));
    await result.loadMore();
    assert.deepEqual(seen(result, source), { jobs: 'abcde', state: 'done', tokens: '·1·56' });
  });

  it('starts again when the service refuses the token, and replaces the snapshot only when it has more jobs', async () => {
    const source = new PagesSource(page('ab', '1'), 'invalidParameter', page('xa', '7'), 'network');
    const result = failedOf(source);
    await result.loadMore();
    await result.loadMore();
    assert.deepEqual(seen(result, source), { jobs: 'ab', state: 'network', tokens: '·1·7' });
    source.willAnswer(page('b', '8'));
    await result.loadMore();
    assert.deepEqual(seen(result, source), { jobs: 'xab', state: 'idle', tokens: '·1·77' });
  });

  it('starts again only once: a service that refuses its own new token is a failure', async () => {
    const source = new PagesSource(page('a', '1'), 'invalidParameter', page('a', '2'), 'invalidParameter');
    const result = failedOf(source);
    await result.loadMore();
    await result.loadMore();
    assert.deepEqual(seen(result, source), { jobs: 'a', state: 'invalidParameter', tokens: '·1·2' });
  });

  it('treats a refused first page as a refused filter', async () => {
    const source = new PagesSource('invalidParameter');
    const result = failedOf(source);
    await result.loadMore();
    assert.deepEqual(seen(result, source), { jobs: '', state: 'invalidParameter', tokens: '·' });
  });

  it('refreshes to the depth that was shown and replaces the snapshot in one step', async () => {
    const source = new PagesSource(page('ab', '1'), page('cd', '2'));
    const result = failedOf(source);
    await result.loadMore();
    await result.loadMore();
    const shown: string[] = [];
    source.willAnswer(
      page('xa', '3'),
      lateAnswer(() => shown.push(letters([...result.snapshot.jobs])), page('bc', '4')),
    );
    await result.refresh();
    assert.deepEqual(shown, ['abcd']);
    assert.deepEqual(seen(result, source), { jobs: 'xabc', state: 'idle', tokens: '·1·3' });
  });

  it('stays complete after a refresh, even if there are more jobs than before', async () => {
    const source = new PagesSource(page('ab'), page('xy', '1'), page('ab'));
    const result = failedOf(source);
    await result.loadMore();
    await result.refresh();
    assert.deepEqual(seen(result, source), { jobs: 'xyab', state: 'done', tokens: '··1' });
  });

  it('keeps what is shown when a refresh fails, and Retry resumes the refresh', async () => {
    const source = new PagesSource(
      page('ab', '1'),
      page('cd', '2'),
      page('x', '3'),
      'network',
      page('abc', '4'),
    );
    const result = failedOf(source);
    await result.loadMore();
    await result.loadMore();
    await result.refresh();
    assert.deepEqual(seen(result, source), { jobs: 'abcd', state: 'network', tokens: '·1·3' });
    await result.loadMore();
    assert.deepEqual(seen(result, source), { jobs: 'xabc', state: 'idle', tokens: '·1·33' });
  });

  it('shows the failure of a refresh, and answers no narrower query, until something newer succeeds', async () => {
    for (const pages of [[page('ab')], [page('ab', '1')]]) {
      const source = new PagesSource(...pages, 'network', new Promise(() => {}), page('abc'));
      const result = failedOf(source, async (take, signal) => {
        take(jobs('x'));
        await once(signal, 'abort');
      });
      await result.loadMore();
      await result.refresh();
      const shown: unknown[] = [[result.state.name, result.isAnswer]];
      for (const read of ['loadMore', 'loadAll'] as const) {
        const abort = new AbortController();
        const reading = result[read](abort.signal, () => {});
        await turn();
        abort.abort();
        await reading;
        shown.push([result.state.name, result.isAnswer]);
      }
      await result.loadMore();
      shown.push([result.state.name, result.isAnswer]);
      assert.deepEqual(shown, [...Array.from({ length: 3 }, () => ['failed', false]), ['done', true]]);
    }
  });

  it('takes a wider answer if a fresh read fails', async () => {
    const source = new PagesSource(page('ab', '1'), 'network');
    let known: { readonly jobs: readonly BackupJob[]; readonly readAt: undefined } | undefined;
    const result = resultOf(source, { knownAnswer: () => known });
    await result.loadMore();
    await result.refresh(undefined, true);
    known = { jobs: jobs('abc'), readAt: undefined };
    assert.deepEqual(
      [result.state.name, result.takeKnownAnswer(), seen(result, source)],
      ['failed', true, { jobs: 'abc', state: 'done', tokens: '··' }],
    );
  });

  it('drops a page that arrives after a refresh', async () => {
    let arrive = (_: JobPage) => {};
    const late = new Promise<JobPage>((resolve) => {
      arrive = resolve;
    });
    const source = new PagesSource(page('ab', '1'), late);
    const result = failedOf(source);
    await result.loadMore();
    const loading = result.loadMore();
    source.willAnswer(page('x', '5'), page('ab', '6'));
    const refreshing = result.refresh();
    arrive(page('cd', '2'));
    await Promise.all([loading, refreshing]);
    assert.deepEqual(seen(result, source), { jobs: 'xab', state: 'idle', tokens: '·1·5' });
  });

  it('loads one more page after a refresh if it is requested during the refresh', async () => {
    const source = new PagesSource(page('ab', '1'), page('xa', '2'), page('bc', '3'));
    const result = failedOf(source);
    await result.loadMore();
    await Promise.all([result.refresh(), result.loadMore(), result.loadMore()]);
    assert.deepEqual(seen(result, source), { jobs: 'xabc', state: 'idle', tokens: '··2' });
  });

  it('restores its state when all waiting callers have aborted', async () => {
    const source = new PagesSource(page('ab', '1'), new Promise(() => {}), page('c'));
    const result = failedOf(source);
    await result.loadMore();
    const [one, other] = [new AbortController(), new AbortController()];
    const both = [result.loadMore(one.signal), result.loadMore(other.signal)];
    one.abort();
    await both[0];
    assert.equal(result.state.name, 'loading');
    other.abort();
    await both[1];
    await result.loadMore();
    assert.deepEqual(seen(result, source), { jobs: 'abc', state: 'done', tokens: '·11' });
  });

  it('makes no request if the answer is known', async () => {
    const source = new PagesSource();
    const knownAnswer = () => ({ jobs: jobs('ab'), readAt: undefined });
    const result = resultOf(source, { knownAnswer });
    await result.loadMore();
    assert.deepEqual(seen(result, source), { jobs: 'ab', state: 'done', tokens: '' });
  });
});

function lateAnswer(look: () => void, answer: JobPage): Promise<JobPage> {
  return new Promise((resolve) => {
    setTimeout(() => {
      look();
      resolve(answer);
    }, 20);
  });
}
