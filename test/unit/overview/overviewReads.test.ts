import assert from 'node:assert/strict';
import { setImmediate as yieldToEventLoop } from 'node:timers/promises';
import { noKnownIssues } from '../../../src/jobs/acceptedIssues.js';
import { JobPool } from '../../../src/jobs/jobPool.js';
import { selectionOf } from '../../../src/jobs/jobSelection.js';
import type { JobsSubject } from '../../../src/jobs/jobsSubject.js';
import type { SweepProgress } from '../../../src/jobs/sweep/querySweep.js';
import type { OverviewDependencies } from '../../../src/overview/overviewDependencies.js';
import { OverviewModel } from '../../../src/overview/overviewModel.js';
import { HeldSource } from '../jobs/heldSource.js';

const failed = { BackupJobId: 'a', CreationDate: new Date(), State: 'FAILED' };

describe('A read of the overview', () => {
  it('aborts the previous one, and only the last is counted', async () => {
    const { model, source } = heldOverview();
    const first = model.read();
    await request(source, 1);
    const last = model.read();
    await request(source, 2);
    assert.deepEqual(source.requestTexts, ['[] aborted', '[]']);
    source.requests[1]?.answer({ jobs: [failed] });
    await Promise.all([first, last]);
    const cards = model.shown?.viewModel.health.cards.map(({ title, value }) => `${title} ${value}`) ?? [];
    assert.deepEqual([cards.includes('Failed 1'), model.version], [true, 1]);
  });

  it('ignores late progress of the previous one', async () => {
    const { fake, model } = heldOverview();
    const reports: ((progress: SweepProgress) => void)[] = [];
    fake.pool.loadAll = (_, { onProgress }) => {
      reports.push((progress) => onProgress?.(progress));
      return new Promise(() => {});
    };
    for (let read = 1; read <= 2; read++) {
      void model.read();
      while (reports.length < read) await yieldToEventLoop();
    }
    const progressAfter = (read: number, jobs: number) => {
      reports[read]?.({ jobs, requests: 1, done: undefined });
      return model.progress;
    };
    assert.deepEqual(
      [progressAfter(1, 3), progressAfter(0, 7)],
      ['Loading backup jobs… 3 so far', 'Loading backup jobs… 3 so far'],
    );
  });

  it('is aborted by Stop, and the loaded jobs are counted', async () => {
    const { model, source } = heldOverview();
    const reading = model.read();
    await request(source, 1);
    model.stop();
    await reading;
    assert.deepEqual([source.requestTexts, model.progress, model.version], [['[] aborted'], undefined, 1]);
  });

  it('is aborted when the connection changes, and then shows nothing', async () => {
    const { model, source } = heldOverview();
    const reading = model.read();
    await request(source, 1);
    model.forget();
    source.requests[0]?.answer({ jobs: [failed] });
    await reading;
    assert.deepEqual([source.requestTexts, model.shown, model.notices], [['[] aborted'], undefined, []]);
  });

  it('is aborted when the panel is closed, and nothing is read or reported after that', async () => {
    const reports: string[] = [];
    const { model, source } = heldOverview((what) => reports.push(what));
    const reading = model.read();
    await request(source, 1);
    reports.length = 0;
    model.dispose();
    source.requests[0]?.answer({ jobs: [failed] });
    await reading;
    await model.read();
    await model.choosePeriod(168);
    model.wait();
    model.follow();
    model.forget();
    assert.deepEqual([source.requestTexts, model.shown, reports], [['[] aborted'], undefined, []]);
  });

  it('makes no request and shows no failure if the connection changes before it is open', async () => {
    for (const isOpen of [true, false]) {
      const { fake, model, source } = heldOverview();
      let open = () => {};
      fake.opened = new Promise((resolve, reject) => {
        open = isOpen ? resolve : () => reject(new Error('late'));
      });
      const reading = model.read();
      model.forget();
      open();
      await reading;
      assert.deepEqual([source.requestTexts, model.shown, model.notices], [[], undefined, []]);
    }
  });

  it('is aborted by Stop before or during the refresh, and counts nothing', async () => {
    for (const isEarly of [true, false]) {
      const { fake, model, source } = heldOverview();
      fake.refreshed = new Promise(() => {});
      const reading = model.read({ isRefresh: true });
      if (!isEarly) await yieldToEventLoop();
      model.stop();
      await reading;
      assert.deepEqual([source.requestTexts, model.shown, model.progress], [[], undefined, undefined]);
    }
  });
});

/** Waits until `count` requests have started. */
async function request(source: HeldSource, count: number): Promise<void> {
  while (source.requests.length < count) await yieldToEventLoop();
}

/** An overview of one region. The test answers its requests. */
function heldOverview(onChange: (what: string) => unknown = () => {}) {
  const source = new HeldSource();
  const pool = new JobPool({ source });
  const fake = { opened: Promise.resolve(), pool, refreshed: Promise.resolve() };
  const selection = selectionOf({});
  const subject = async (): Promise<JobsSubject> => {
    await fake.opened;
    return {
      sessions: [{ key: 'test', region: 'us-east-1', pool }],
      filter: {},
      selection,
      filterText: '',
    };
  };
  const dependencies: OverviewDependencies = {
    subject,
    connectionText: () => 'account a',
    filter: () => ({ filter: {}, text: '' }),
    refresh: () => fake.refreshed,
    runRemedy: () => {},
    lastGoodHours: () => 24,
    knownIssues: { accepted: noKnownIssues, entries: [] },
    locale: 'en',
  };
  return { fake, model: new OverviewModel(dependencies, onChange), source };
}
