import assert from 'node:assert/strict';
import { once } from 'node:events';
import { JobPager } from '../../../src/jobs/jobPager.js';
import type { JobPage } from '../../../src/jobs/jobSource.js';
import { jobs, letters, PagesSource, page } from './pagesSource.js';

function pagerOf(source: PagesSource, fruitlessPagesLimit = 3): JobPager {
  return new JobPager({ query: { state: 'FAILED' }, source, fruitlessPagesLimit });
}

/** What a person sees of a pager, and what the service saw. */
function seen(pager: JobPager, source: PagesSource) {
  const { state } = pager;
  return {
    jobs: letters(pager.jobs),
    state: state.name === 'failed' ? state.failure.kind : state.name,
    tokens: source.requests.map(({ nextToken }) => nextToken ?? '·').join(''),
  };
}

describe('JobPager', () => {
  it('reads page by page to the end, and asks nothing after it', async () => {
    const source = new PagesSource(page('ab', '1'), page('cd', '2'), page('e'));
    const pager = pagerOf(source);
    for (let click = 0; click < 5; click++) await pager.loadMore();
    assert.deepEqual(seen(pager, source), { jobs: 'abcde', state: 'done', tokens: '·12' });
  });

  it('keeps what a reading of all hands over as it ends, unless a refresh has read anew', async () => {
    for (const [answer, kept] of [
      ['service', 'abc'],
      [page('xyz', '2'), 'xyz'],
    ] as const) {
      const source = new PagesSource(page('a', '1'), answer);
      const pager = pagerOf(source);
      await pager.loadMore();
      const reading = pager.loadAll(async (take, signal) => {
        take(jobs('b'));
        await once(signal, 'abort');
        take(jobs('c'));
      });
      await pager.refresh();
      await reading;
      assert.equal(letters(pager.jobs), kept);
    }
  });

  it('makes one request of ten clicks', async () => {
    const source = new PagesSource(page('ab', '1'));
    const pager = pagerOf(source);
    await Promise.all(Array.from({ length: 10 }, () => pager.loadMore()));
    assert.deepEqual(seen(pager, source), { jobs: 'ab', state: 'idle', tokens: '·' });
  });

  it('drops a job that comes twice', async () => {
    const source = new PagesSource(page('aab', '1'), page('bc'));
    const pager = pagerOf(source);
    await pager.loadMore();
    await pager.loadMore();
    assert.deepEqual(seen(pager, source), { jobs: 'abc', state: 'done', tokens: '·1' });
  });

  it('carries on through an empty page that has a token', async () => {
    const source = new PagesSource(page('', '1'), page('', '2'), page('a', '3'));
    const pager = pagerOf(source);
    await pager.loadMore();
    assert.deepEqual(seen(pager, source), { jobs: 'a', state: 'idle', tokens: '·12' });
  });

  it('pauses after so many fruitless pages, says how many, and looks on when asked', async () => {
    const source = new PagesSource(page('a', '1'), page('', '2'), page('a', '3'), page('', '4'), page('b'));
    const pager = pagerOf(source);
    await pager.loadMore();
    await pager.loadMore();
    assert.deepEqual(pager.state, { name: 'idle', fruitlessPages: 3 });
    await pager.loadMore();
    assert.deepEqual(seen(pager, source), { jobs: 'ab', state: 'done', tokens: '·1234' });
  });

  it('keeps rows and token when a page fails, so that the next call resumes', async () => {
    const source = new PagesSource(page('ab', '1'), 'throttled', page('c'));
    const pager = pagerOf(source);
    await pager.loadMore();
    await pager.loadMore();
    assert.deepEqual(seen(pager, source), { jobs: 'ab', state: 'throttled', tokens: '·1' });
    await pager.loadMore();
    assert.deepEqual(seen(pager, source), { jobs: 'abc', state: 'done', tokens: '·11' });
  });

  it('refuses a token that repeats, and Retry reads from the start to one page further', async () => {
    const source = new PagesSource(page('ab', '1'), page('cd', '1'));
    const pager = pagerOf(source);
    await pager.loadMore();
    await pager.loadMore();
    assert.deepEqual(seen(pager, source), { jobs: 'abcd', state: 'repeatedToken', tokens: '·1' });
    source.willAnswer(page('ab', '5'), page('cd', '6'), page('e'));
    await pager.loadMore();
    assert.deepEqual(seen(pager, source), { jobs: 'abcde', state: 'done', tokens: '·1·56' });
  });

  it('starts again when the service no longer takes the token, and swaps only when it has more to show', async () => {
    const source = new PagesSource(page('ab', '1'), 'invalidParameter', page('xa', '7'), 'network');
    const pager = pagerOf(source);
    await pager.loadMore();
    await pager.loadMore();
    assert.deepEqual(seen(pager, source), { jobs: 'ab', state: 'network', tokens: '·1·7' });
    source.willAnswer(page('b', '8'));
    await pager.loadMore();
    assert.deepEqual(seen(pager, source), { jobs: 'xab', state: 'idle', tokens: '·1·77' });
  });

  it('starts again once only: a service that takes no token of its own is a failure', async () => {
    const source = new PagesSource(page('a', '1'), 'invalidParameter', page('a', '2'), 'invalidParameter');
    const pager = pagerOf(source);
    await pager.loadMore();
    await pager.loadMore();
    assert.deepEqual(seen(pager, source), { jobs: 'a', state: 'invalidParameter', tokens: '·1·2' });
  });

  it('takes a refused first page for what it is: a refused filter', async () => {
    const source = new PagesSource('invalidParameter');
    const pager = pagerOf(source);
    await pager.loadMore();
    assert.deepEqual(seen(pager, source), { jobs: '', state: 'invalidParameter', tokens: '·' });
  });

  it('refreshes to the depth that was shown and swaps in one step', async () => {
    const source = new PagesSource(page('ab', '1'), page('cd', '2'));
    const pager = pagerOf(source);
    await pager.loadMore();
    await pager.loadMore();
    const shown: string[] = [];
    source.willAnswer(
      page('xa', '3'),
      lateAnswer(() => shown.push(letters(pager.jobs)), page('bc', '4')),
    );
    await pager.refresh();
    assert.deepEqual(shown, ['abcd']);
    assert.deepEqual(seen(pager, source), { jobs: 'xabc', state: 'idle', tokens: '·1·3' });
  });

  it('stays complete over a refresh, though there is more than before', async () => {
    const source = new PagesSource(page('ab'), page('xy', '1'), page('ab'));
    const pager = pagerOf(source);
    await pager.loadMore();
    await pager.refresh();
    assert.deepEqual(seen(pager, source), { jobs: 'xyab', state: 'done', tokens: '··1' });
  });

  it('keeps what is shown when a refresh fails, and Retry resumes the refresh', async () => {
    const source = new PagesSource(
      page('ab', '1'),
      page('cd', '2'),
      page('x', '3'),
      'network',
      page('abc', '4'),
    );
    const pager = pagerOf(source);
    await pager.loadMore();
    await pager.loadMore();
    await pager.refresh();
    assert.deepEqual(seen(pager, source), { jobs: 'abcd', state: 'network', tokens: '·1·3' });
    await pager.loadMore();
    assert.deepEqual(seen(pager, source), { jobs: 'xabc', state: 'idle', tokens: '·1·33' });
  });

  it('drops a page that arrives after a refresh', async () => {
    let arrive = (_: JobPage) => {};
    const late = new Promise<JobPage>((resolve) => {
      arrive = resolve;
    });
    const source = new PagesSource(page('ab', '1'), late);
    const pager = pagerOf(source);
    await pager.loadMore();
    const loading = pager.loadMore();
    source.willAnswer(page('x', '5'), page('ab', '6'));
    const refreshing = pager.refresh();
    arrive(page('cd', '2'));
    await Promise.all([loading, refreshing]);
    assert.deepEqual(seen(pager, source), { jobs: 'xab', state: 'idle', tokens: '·1·5' });
  });

  it('loads the next page after a refresh that was under way when it was asked for', async () => {
    const source = new PagesSource(page('ab', '1'), page('xa', '2'), page('bc', '3'));
    const pager = pagerOf(source);
    await pager.loadMore();
    await Promise.all([pager.refresh(), pager.loadMore(), pager.loadMore()]);
    assert.deepEqual(seen(pager, source), { jobs: 'xabc', state: 'idle', tokens: '··2' });
  });

  it('goes back to where it was when everyone who waited has left', async () => {
    const source = new PagesSource(page('ab', '1'), new Promise(() => {}), page('c'));
    const pager = pagerOf(source);
    await pager.loadMore();
    const [one, other] = [new AbortController(), new AbortController()];
    const both = [pager.loadMore(one.signal), pager.loadMore(other.signal)];
    one.abort();
    await both[0];
    assert.equal(pager.state.name, 'loading');
    other.abort();
    await both[1];
    await pager.loadMore();
    assert.deepEqual(seen(pager, source), { jobs: 'abc', state: 'done', tokens: '·11' });
  });

  it('asks for nothing when the answer is known', async () => {
    const source = new PagesSource();
    const pager = new JobPager({ query: {}, source, knownAnswer: () => page('ab').jobs });
    await pager.loadMore();
    assert.deepEqual(seen(pager, source), { jobs: 'ab', state: 'done', tokens: '' });
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
