import assert from 'node:assert/strict';
import { setImmediate as yieldToEventLoop } from 'node:timers/promises';
import { LiveJob } from '../../../src/details/liveJob.js';
import { LiveRelatedJobs } from '../../../src/details/liveRelatedJobs.js';
import { maxPlaces, PanelHistory } from '../../../src/details/panelHistory.js';
import { PanelJob } from '../../../src/details/panelJob.js';
import type { RelatedJobs } from '../../../src/details/readRelatedJobs.js';
import type { DescribedBackupJob } from '../../../src/jobs/backupJob.js';
import type { JobListing, JobReading } from '../../../src/jobs/jobReader.js';
import { type FailureKind, JobSourceError } from '../../../src/jobs/jobSource.js';
import { mockedTime } from '../mockedTime.js';

const reference = { connection: 'sample', region: 'us-east-1', backupJobId: 'a' };
const running = { BackupJobId: 'a', State: 'RUNNING', ResourceArn: 'arn:aws:s3:::logs' };
const ended = { ...running, State: 'COMPLETED' };

describe('Overlapping reads of a job', () => {
  it('show the result of the last read, and nothing of the aborted one', async () => {
    for (const honours of [true, false]) {
      const reader = heldReader(honours);
      const live = liveJob(reader);
      const reads = [live.read(), live.read()];
      await yieldToEventLoop();
      assert.deepEqual(
        reader.reads.map(({ signal }) => signal.aborted),
        [true, false],
      );
      assert.deepEqual([live.failure, live.isReading], [undefined, true]);
      reader.reads[1]?.answer(ended);
      await yieldToEventLoop();
      reader.reads[0]?.answer(running);
      await Promise.all(reads);
      assert.deepEqual([live.job, live.failure, live.isReading], [ended, undefined, false]);
    }
  });

  it('do not show a late failure of an aborted read', async () => {
    const reader = heldReader(false);
    const live = liveJob(reader);
    const reads = [live.read(), live.read()];
    reader.reads[1]?.answer(ended);
    await yieldToEventLoop();
    reader.reads[0]?.fail('network');
    await Promise.all(reads);
    assert.deepEqual([live.job, live.failure], [ended, undefined]);
  });

  it('are aborted with the panel, which then shows and reads nothing more', async () => {
    const time = mockedTime();
    try {
      for (const honours of [true, false]) {
        const reader = heldReader(honours);
        const live = liveJob(reader, () => 1000);
        live.resume();
        const changes = reader.changes;
        live.dispose();
        assert.equal(reader.reads[0]?.signal.aborted, true);
        reader.reads[0]?.answer(running);
        await time.pass(1_000_000);
        assert.deepEqual([reader.changes, reader.reads.length], [changes, 1]);
      }
    } finally {
      time.restore();
    }
  });

  it('stop when AWS Backup no longer has the job', async () => {
    const time = mockedTime();
    try {
      const reader = heldReader();
      const live = liveJob(reader, () => 1000);
      live.resume();
      reader.reads[0]?.fail('notFound');
      reader.known = ended;
      await time.pass(1_000_000);
      assert.deepEqual([reader.reads.length, live.failure?.kind, live.job], [1, 'notFound', running]);
      live.dispose();
    } finally {
      time.restore();
    }
  });

  it('are delayed more after each failure, up to five minutes, until one succeeds', async () => {
    const time = mockedTime();
    try {
      const reader = heldReader();
      const live = liveJob(reader, () => 60_000);
      live.resume();
      const isReadAfter = async (milliseconds: number, outcome: 'fails' | 'succeeds') => {
        const { length } = reader.reads;
        if (outcome === 'fails') reader.reads.at(-1)?.fail('network');
        else reader.reads.at(-1)?.answer(running);
        await time.pass(milliseconds - 1);
        assert.equal(reader.reads.length, length, `before ${milliseconds} ms`);
        await time.pass(1);
        assert.equal(reader.reads.length, length + 1, `after ${milliseconds} ms`);
      };
      await isReadAfter(120_000, 'fails');
      await isReadAfter(240_000, 'fails');
      await isReadAfter(300_000, 'fails');
      await isReadAfter(300_000, 'fails');
      await isReadAfter(60_000, 'succeeds');
      await isReadAfter(120_000, 'fails');
      live.dispose();
    } finally {
      time.restore();
    }
  });

  it('pause while the panel is hidden, even if a read ends then', async () => {
    const time = mockedTime();
    try {
      const reader = heldReader();
      const live = liveJob(reader, () => 1000);
      live.resume();
      live.pause();
      reader.reads[0]?.answer(running);
      await time.pass(1_000_000);
      assert.equal(reader.reads.length, 1);
      live.resume();
      await time.pass(500);
      live.pause();
      await time.pass(1_000_000);
      assert.equal(reader.reads.length, 1);
    } finally {
      time.restore();
    }
  });
});

describe('Overlapping reads of the related jobs', () => {
  it('show the result of the last read, and abort the previous one', async () => {
    const { relatedJobs, lists } = heldRelatedJobs();
    const reads = [relatedJobs.read(running, reference), relatedJobs.read(ended, reference)];
    assert.deepEqual(
      lists.map(({ signal }) => signal.aborted),
      [true, false],
    );
    lists[1]?.answer([ended]);
    await yieldToEventLoop();
    lists[0]?.answer([running]);
    await Promise.all(reads);
    assert.deepEqual(relatedJobs.value?.resource?.jobs, [ended]);
  });

  it('show nothing of the first read while the last is in progress', async () => {
    const { relatedJobs, lists } = heldRelatedJobs();
    const first = relatedJobs.read(running, reference);
    const last = relatedJobs.read(ended, reference);
    lists[0]?.answer([running]);
    await first;
    assert.deepEqual([relatedJobs.value, relatedJobs.isReading], [undefined, true]);
    lists[1]?.answer([ended]);
    await last;
    assert.deepEqual(relatedJobs.value?.resource?.jobs, [ended]);
  });

  it('are aborted with the panel', async () => {
    const { changes, relatedJobs, lists } = heldRelatedJobs();
    const reading = relatedJobs.read(running, reference);
    relatedJobs.dispose();
    const before = changes.length;
    assert.equal(lists[0]?.signal.aborted, true);
    lists[0]?.answer([running]);
    await reading;
    assert.deepEqual([relatedJobs.value, changes.length], [undefined, before]);
  });
});

describe('The related jobs of a panel', () => {
  it('are updated after reads elsewhere, and only if one of them has changed', async () => {
    const failed = (id: string) => ({ BackupJobId: id, State: 'FAILED' });
    const completed = (id: string) => ({ BackupJobId: id, State: 'COMPLETED' });
    const reader = { ...heldReader(), listed: () => failed('parent') };
    const list = async () => ({ jobs: [failed('b'), failed('c'), { State: 'FAILED' }], isComplete: true });
    let changes = 0;
    const relatedJobs = new LiveRelatedJobs({ reader, lister: { list } }, () => changes++);
    relatedJobs.applyChanges([completed('b')]);
    await relatedJobs.read({ ...running, ParentJobId: 'parent' }, reference);
    const before = changes;
    relatedJobs.applyChanges([completed('other'), { State: 'COMPLETED' }]);
    assert.equal(changes, before);
    relatedJobs.applyChanges([completed('b')]);
    relatedJobs.applyChanges([completed('parent')]);
    const listing = { jobs: [completed('b'), failed('c'), { State: 'FAILED' }], isComplete: true };
    assert.deepEqual(
      [relatedJobs.value, changes - before],
      [{ parent: completed('parent'), siblings: listing, resource: listing }, 2],
    );
  });
});

describe('The job of a panel', () => {
  let time: ReturnType<typeof mockedTime>;
  beforeEach(() => {
    time = mockedTime();
  });
  afterEach(() => time.restore());

  it('is read with its related jobs once it has stayed on the screen, and not while it is hidden', async () => {
    const { job, reader, lists } = panelJob();
    job.settle();
    await time.pass(149);
    assert.deepEqual([reader.reads.length, lists.length, job.isSettled], [0, 0, false]);
    await time.pass(1);
    assert.deepEqual([reader.reads.length, lists.length, job.isSettled], [1, 1, true]);
    job.setVisible(false);
    reader.reads[0]?.answer(running);
    await time.pass(1_000_000);
    assert.equal(reader.reads.length, 1);
    job.setVisible(true);
    await time.pass(1000);
    assert.equal(reader.reads.length, 2);
    job.dispose();
  });

  it('reads nothing and reports nothing after it was left', async () => {
    for (const milliseconds of [0, 150]) {
      const { job, reader, lists, changes } = panelJob();
      job.settle();
      await time.pass(milliseconds);
      const before = [reader.reads.length, lists.length, changes()];
      job.dispose();
      reader.reads[0]?.answer(ended);
      lists[0]?.answer([ended]);
      await time.pass(1_000_000);
      assert.deepEqual([reader.reads.length, lists.length, changes()], before);
    }
  });

  it('is shown again each minute while it is visible, without a request, because ages change', async () => {
    const { job, reader, lists, changes } = panelJob();
    const counts: number[] = [];
    const pass = async (milliseconds: number) => {
      await time.pass(milliseconds);
      counts.push(changes());
    };
    await pass(59_999);
    await pass(1);
    await pass(60_000);
    job.setVisible(false);
    await pass(1_000_000);
    job.setVisible(true);
    await pass(60_000);
    job.dispose();
    await pass(60_000);
    assert.deepEqual(counts, [0, 1, 2, 2, 3, 3]);
    assert.deepEqual([reader.reads, lists], [[], []]);
  });
});

describe('The history of a panel', () => {
  it('keeps the last 50 places', () => {
    const history = new PanelHistory<number>(1, Object.is);
    for (let place = 2; place <= maxPlaces; place++) history.visit(place, { replace: false });
    assert.deepEqual([maxPlaces, history.trail.before.length, history.trail.before[0]], [50, 49, 1]);
    history.visit(maxPlaces + 1, { replace: false });
    assert.deepEqual([history.trail.before.length, history.trail.before[0]], [49, 2]);
    let back = 0;
    while (history.go(-1) !== undefined) back++;
    assert.deepEqual([back, history.canGoBack], [49, false]);
  });
});

interface HeldRead {
  readonly signal: AbortSignal;
  answer(job: DescribedBackupJob): void;
  fail(kind: FailureKind): void;
}

/** A reader that answers when the test does. With `honours`, a read rejects when its signal aborts. */
function heldReader(honours = true) {
  const reader = {
    reads: [] as HeldRead[],
    changes: 0,
    /** The job in the lists. */
    known: undefined as DescribedBackupJob | undefined,
    listed: () => reader.known,
    read: (_: unknown, signal: AbortSignal) =>
      new Promise<JobReading>((resolve, reject) => {
        const fail = (kind: FailureKind) =>
          reject(new JobSourceError({ kind, summary: kind, detail: '', remedy: 'retry' }));
        if (honours) signal.addEventListener('abort', () => fail('aborted'));
        reader.reads.push({ signal, answer: (job) => resolve({ job }), fail });
      }),
  };
  return reader;
}

function liveJob(reader: ReturnType<typeof heldReader>, refreshMs = () => 0): LiveJob {
  return new LiveJob(
    { reference, job: running },
    {
      reader,
      refreshMs,
      onChange: () => {
        reader.changes++;
      },
    },
  );
}

/** A running job in a panel, whose reads answer when the test does. It is read each second. */
function panelJob() {
  const reader = heldReader();
  const { list, lists } = heldLister();
  let count = 0;
  const job = new PanelJob(
    { reference, job: running },
    { reader, lister: { list }, knownJobs: () => [], refreshMs: () => 1000 },
    () => count++,
  );
  return { job, reader, lists, changes: () => count };
}

/** A lister that answers when the test does. */
function heldLister() {
  const lists: { readonly signal: AbortSignal; answer(jobs: readonly DescribedBackupJob[]): void }[] = [];
  const list = (_: unknown, __: unknown, { signal }: { readonly signal: AbortSignal }) =>
    new Promise<JobListing>((resolve) => {
      lists.push({ signal, answer: (jobs) => resolve({ jobs, isComplete: true }) });
    });
  return { list, lists };
}

/** Related jobs with one list, which answers when the test does. */
function heldRelatedJobs() {
  const { list, lists } = heldLister();
  const changes: (RelatedJobs | undefined)[] = [];
  const relatedJobs: LiveRelatedJobs = new LiveRelatedJobs({ reader: heldReader(), lister: { list } }, () =>
    changes.push(relatedJobs.value),
  );
  return { changes, relatedJobs, lists };
}
