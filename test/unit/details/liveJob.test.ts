import assert from 'node:assert/strict';
import { setTimeout as delay } from 'node:timers/promises';
import { LiveJob } from '../../../src/details/liveJob.js';
import type { DescribedBackupJob } from '../../../src/jobs/backupJob.js';
import { readOrListed } from '../../../src/jobs/jobReader.js';
import { type FailureKind, JobSourceError } from '../../../src/jobs/jobSource.js';
import { mockedTime } from '../mockedTime.js';

const reference = { connection: 'profile:prod', region: 'us-east-1', backupJobId: 'a' };
const running = { BackupJobId: 'a', State: 'RUNNING', PercentDone: '12' };
const failed = { BackupJobId: 'a', State: 'FAILED' };

describe('The job of a panel', () => {
  it('is updated from the lists if it cannot be described', async () => {
    for (const kind of ['accessDenied', 'network'] as const) {
      const { live, fake } = liveJob({ listed: running, described: kind });
      await live.read();
      assert.deepEqual([live.job, live.failure?.kind], [running, kind]);
      fake.listed = { ...running, PercentDone: '80' };
      await live.read();
      assert.equal(live.job?.PercentDone, '80');
      fake.listed = failed;
      await live.read();
      assert.deepEqual([live.job, live.failure?.kind], [failed, kind]);
    }
  });

  it('keeps the described fields while reads fail, until the lists have another state', async () => {
    const described = { ...running, PercentDone: '50', NumberOfChildJobs: 3 };
    const { live, fake } = liveJob({ listed: running, described });
    await live.read();
    fake.described = 'network';
    await live.read();
    assert.deepEqual([live.job, live.failure?.kind], [described, 'network']);
    fake.listed = failed;
    await live.read();
    assert.equal(live.job, failed);
    fake.listed = undefined;
    await live.read();
    assert.equal(live.job, failed, 'the lists no longer have it');
  });

  it('does not return to an earlier state because of an older list', async () => {
    const { live, fake } = liveJob({ listed: running, described: failed });
    await live.read();
    fake.described = 'network';
    await live.read();
    live.update(running);
    assert.equal(live.job, failed);
  });

  it('follows the lists without a request while it cannot be described, unless it no longer exists', async () => {
    for (const [kind, then] of [
      ['accessDenied', failed],
      ['notFound', running],
    ] as const) {
      const { live, fake } = liveJob({ listed: running, described: kind, refreshMs: 1 });
      live.resume();
      while (live.failure === undefined) await delay(1);
      fake.listed = failed;
      live.updateFromLists();
      await delay(10);
      assert.deepEqual([live.job, fake.reads], [then, 1], kind);
      live.dispose();
    }
  });

  it('is read at a changed interval at once', async () => {
    const time = mockedTime();
    try {
      const { live, fake } = liveJob({ listed: running, described: running, refreshMs: 3_600_000 });
      const readsAfter = async (milliseconds: number) => {
        await time.pass(milliseconds);
        return fake.reads;
      };
      live.reschedule();
      assert.equal(await readsAfter(3_600_000), 0, 'not shown yet');
      live.resume();
      assert.equal(await readsAfter(0), 1);
      for (const [interval, passed, reads] of [
        [3_600_000, 3_599_999, 1],
        [5000, 4999, 1],
        [5000, 5000, 2],
        [0, 3_600_000, 2],
        [5000, 5000, 3],
      ] as const) {
        fake.refreshMs = interval;
        live.reschedule();
        assert.equal(await readsAfter(passed), reads, `${interval}`);
      }
      live.pause();
      live.reschedule();
      assert.equal(await readsAfter(3_600_000), 3);
      live.dispose();
    } finally {
      time.restore();
    }
  });

  it('is updated when it is shown again, if there are changes', async () => {
    const { live, fake } = liveJob({ listed: running, described: 'accessDenied' });
    await live.read();
    const changes = fake.changes;
    live.update(failed);
    assert.deepEqual([live.job, fake.changes], [failed, changes + 1]);
    live.update(failed);
    live.update(undefined);
    assert.deepEqual([live.job, fake.changes], [failed, changes + 1]);
  });
});

/** A job that the lists have as `listed`. `described` is the result of DescribeBackupJob. */
function liveJob(start: {
  readonly listed: DescribedBackupJob | undefined;
  readonly described: DescribedBackupJob | FailureKind;
  refreshMs?: number;
}) {
  const fake = { ...start, changes: 0, reads: 0 };
  const describeJob = async () => {
    fake.reads++;
    const { described } = fake;
    if (typeof described !== 'string') return described;
    throw new JobSourceError({ kind: described, summary: described, detail: '', remedy: 'retry' });
  };
  const live = new LiveJob(
    { reference, job: fake.listed },
    {
      reader: { listed: () => fake.listed, read: () => readOrListed(describeJob, fake.listed) },
      refreshMs: () => fake.refreshMs ?? 0,
      onChange: () => {
        fake.changes++;
      },
    },
  );
  return { live, fake };
}
