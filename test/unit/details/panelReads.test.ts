import assert from 'node:assert/strict';
import { setImmediate as turn } from 'node:timers/promises';
import type { Family } from '../../../src/details/family.js';
import { LiveFamily } from '../../../src/details/liveFamily.js';
import { LiveJob } from '../../../src/details/liveJob.js';
import { maxPlaces, PanelHistory } from '../../../src/details/panelHistory.js';
import type { DescribedBackupJob } from '../../../src/jobs/backupJob.js';
import type { JobListing, JobReading } from '../../../src/jobs/jobReader.js';
import { type FailureKind, JobSourceError } from '../../../src/jobs/jobSource.js';
import { mockedTime } from '../mockedTime.js';

const reference = { connection: 'sample', region: 'us-east-1', backupJobId: 'a' };
const running = { BackupJobId: 'a', State: 'RUNNING', ResourceArn: 'arn:aws:s3:::logs' };
const ended = { ...running, State: 'COMPLETED' };

describe('Reads of a job that overlap', () => {
  it('show what the last one brings, and nothing of one that it has ended', async () => {
    for (const honours of [true, false]) {
      const reader = heldReader(honours);
      const live = liveJob(reader);
      const reads = [live.read(), live.read()];
      await turn();
      assert.deepEqual(
        reader.reads.map(({ signal }) => signal.aborted),
        [true, false],
      );
      assert.deepEqual([live.failure, live.isReading], [undefined, true]);
      reader.reads[1]?.answer(ended);
      await turn();
      reader.reads[0]?.answer(running);
      await Promise.all(reads);
      assert.deepEqual([live.job, live.failure, live.isReading], [ended, undefined, false]);
    }
  });

  it('show no failure of one that was ended and fails late', async () => {
    const reader = heldReader(false);
    const live = liveJob(reader);
    const reads = [live.read(), live.read()];
    reader.reads[1]?.answer(ended);
    await turn();
    reader.reads[0]?.fail('network');
    await Promise.all(reads);
    assert.deepEqual([live.job, live.failure], [ended, undefined]);
  });

  it('are ended with the panel, and nothing is shown or read after it', async () => {
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

  it('are no more once AWS Backup no longer has the job', async () => {
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

  it('come later after each failure, five minutes at the most, and in time again after a success', async () => {
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

  it('wait while the panel is out of sight, also one that ends there', async () => {
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

describe('Reads of the relatives of a job that overlap', () => {
  it('show what the last one brings, and end the one before', async () => {
    const { family, lists } = heldFamily();
    const reads = [family.read(running, reference), family.read(ended, reference)];
    assert.deepEqual(
      lists.map(({ signal }) => signal.aborted),
      [true, false],
    );
    lists[1]?.answer([ended]);
    await turn();
    lists[0]?.answer([running]);
    await Promise.all(reads);
    assert.deepEqual(family.value?.resource?.jobs, [ended]);
  });

  it('show nothing of the first while the last is under way', async () => {
    const { family, lists } = heldFamily();
    const first = family.read(running, reference);
    const last = family.read(ended, reference);
    lists[0]?.answer([running]);
    await first;
    assert.deepEqual([family.value, family.isReading], [undefined, true]);
    lists[1]?.answer([ended]);
    await last;
    assert.deepEqual(family.value?.resource?.jobs, [ended]);
  });

  it('are ended with the panel', async () => {
    const { changes, family, lists } = heldFamily();
    const reading = family.read(running, reference);
    family.dispose();
    const before = changes.length;
    assert.equal(lists[0]?.signal.aborted, true);
    lists[0]?.answer([running]);
    await reading;
    assert.deepEqual([family.value, changes.length], [undefined, before]);
  });
});

describe('The relatives of a job', () => {
  it('are shown as others have read them since, and nothing is shown again where none has changed', async () => {
    const failed = (id: string) => ({ BackupJobId: id, State: 'FAILED' });
    const completed = (id: string) => ({ BackupJobId: id, State: 'COMPLETED' });
    const reader = { ...heldReader(), listed: () => failed('parent') };
    const list = async () => ({ jobs: [failed('b'), failed('c'), { State: 'FAILED' }], isComplete: true });
    let changes = 0;
    const family = new LiveFamily({ reader, lister: { list } }, () => changes++);
    family.takeChanges([completed('b')]);
    await family.read({ ...running, ParentJobId: 'parent' }, reference);
    const before = changes;
    family.takeChanges([completed('other'), { State: 'COMPLETED' }]);
    assert.equal(changes, before);
    family.takeChanges([completed('b')]);
    family.takeChanges([completed('parent')]);
    const listing = { jobs: [completed('b'), failed('c'), { State: 'FAILED' }], isComplete: true };
    assert.deepEqual(
      [family.value, changes - before],
      [{ parent: completed('parent'), siblings: listing, resource: listing }, 2],
    );
  });
});

describe('The history of a panel', () => {
  it('keeps the last fifty places, and forgets the first with the next', () => {
    const history = new PanelHistory<number>(1, Object.is);
    for (let place = 2; place <= maxPlaces; place++) history.visit(place, { instead: false });
    assert.deepEqual([maxPlaces, history.trail.before.length, history.trail.before[0]], [50, 49, 1]);
    history.visit(maxPlaces + 1, { instead: false });
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

/** A reader whose reads wait for the test; they end with their signal where it honours that. */
function heldReader(honours = true) {
  const reader = {
    reads: [] as HeldRead[],
    changes: 0,
    /** What the lists know of the job. */
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

/** Relatives whose one list waits for the test. */
function heldFamily() {
  const lists: { readonly signal: AbortSignal; answer(jobs: readonly DescribedBackupJob[]): void }[] = [];
  const changes: (Family | undefined)[] = [];
  const list = (_: unknown, __: unknown, { signal }: { readonly signal: AbortSignal }) =>
    new Promise<JobListing>((resolve) => {
      lists.push({ signal, answer: (jobs) => resolve({ jobs, isComplete: true }) });
    });
  const family: LiveFamily = new LiveFamily({ reader: heldReader(), lister: { list } }, () =>
    changes.push(family.value),
  );
  return { changes, family, lists };
}
