import assert from 'node:assert/strict';
import { setTimeout as turn } from 'node:timers/promises';
import { LiveJob } from '../../../src/details/liveJob.js';
import type { DescribedBackupJob } from '../../../src/jobs/backupJob.js';
import { readOrListed } from '../../../src/jobs/jobReader.js';
import { type FailureKind, JobSourceError } from '../../../src/jobs/jobSource.js';

const reference = { connection: 'profile:prod', region: 'us-east-1', backupJobId: 'a' };
const running = { BackupJobId: 'a', State: 'RUNNING', PercentDone: '12' };
const failed = { BackupJobId: 'a', State: 'FAILED' };

describe('The job of a panel', () => {
  it('is what the lists know by now where it may not be described', async () => {
    for (const kind of ['accessDenied', 'network'] as const) {
      const { live, world } = liveJob({ listed: running, described: kind });
      await live.read();
      assert.deepEqual([live.job, live.failure?.kind], [running, kind]);
      world.listed = { ...running, PercentDone: '80' };
      await live.read();
      assert.equal(live.job?.PercentDone, '80');
      world.listed = failed;
      await live.read();
      assert.deepEqual([live.job, live.failure?.kind], [failed, kind]);
    }
  });

  it('stays as it was described while reads fail, until the lists contradict it', async () => {
    const described = { ...running, PercentDone: '50', NumberOfChildJobs: 3 };
    const { live, world } = liveJob({ listed: running, described });
    await live.read();
    world.described = 'network';
    await live.read();
    assert.deepEqual([live.job, live.failure?.kind], [described, 'network']);
    world.listed = failed;
    await live.read();
    assert.equal(live.job, failed);
    world.listed = undefined;
    await live.read();
    assert.equal(live.job, failed, 'nothing is known of it any more');
  });

  it('has ended for good once it was described so, whatever an older list says', async () => {
    const { live, world } = liveJob({ listed: running, described: failed });
    await live.read();
    world.described = 'network';
    await live.read();
    live.takeListed(running);
    assert.equal(live.job, failed);
  });

  it('is looked up in the lists while it runs and may not be described, with no request', async () => {
    const { live, world } = liveJob({ listed: running, described: 'accessDenied', refreshMs: 1 });
    live.resume();
    while (live.failure === undefined) await turn(1);
    const { reads } = world;
    world.listed = failed;
    while (live.job !== failed) await turn(1);
    assert.equal(world.reads, reads);
    live.dispose();
  });

  it('takes what is news of it when it is shown again', async () => {
    const { live, world } = liveJob({ listed: running, described: 'accessDenied' });
    await live.read();
    const changes = world.changes;
    live.takeListed(failed);
    assert.deepEqual([live.job, world.changes], [failed, changes + 1]);
    live.takeListed(failed);
    live.takeListed(undefined);
    assert.deepEqual([live.job, world.changes], [failed, changes + 1]);
  });
});

/** A job that AWS Backup describes as `described`, if that is no failure, and the lists as `listed`. */
function liveJob(start: {
  readonly listed: DescribedBackupJob | undefined;
  readonly described: DescribedBackupJob | FailureKind;
  readonly refreshMs?: number;
}) {
  const world = { ...start, changes: 0, reads: 0 };
  const describeJob = async () => {
    world.reads++;
    const { described } = world;
    if (typeof described !== 'string') return described;
    throw new JobSourceError({ kind: described, summary: described, detail: '', remedy: 'retry' });
  };
  const live = new LiveJob(
    { reference, job: world.listed },
    {
      reader: { listed: () => world.listed, read: () => readOrListed(describeJob, world.listed) },
      refreshMs: () => start.refreshMs ?? 0,
      onChange: () => {
        world.changes++;
      },
    },
  );
  return { live, world };
}
