import assert from 'node:assert/strict';
import { setImmediate as turn } from 'node:timers/promises';
import type { BackupJob } from '../../../src/jobs/backupJob.js';
import { groupingOf } from '../../../src/jobs/groupings.js';
import { JobPool } from '../../../src/jobs/jobPool.js';
import { type JobSelection, selectionOf } from '../../../src/jobs/jobSelection.js';
import type { JobSource } from '../../../src/jobs/jobSource.js';
import { LoadAlls } from '../../../src/tree/loadAlls.js';
import { readSoon } from '../../../src/tree/readSoon.js';
import { rootBranch, rootId } from '../../../src/tree/rootRows.js';
import type { JobTreeSession } from '../../../src/tree/rows.js';
import { rowsOf } from '../../../src/tree/rowsOf.js';
import { HeldSource } from '../jobs/heldSource.js';
import { mockedTime } from '../mockedTime.js';

const all = selectionOf({});
const context = { now: new Date() };

describe('Rows of many jobs', () => {
  it('have unique, short IDs, whatever the values', async () => {
    const values = [
      'a/b',
      'a%2Fb',
      '\ud800',
      '\ud801',
      '\\ud800',
      'é',
      ' ',
      'x'.repeat(200),
      'x'.repeat(201),
    ];
    const jobs = values.map((BackupVaultName, place) => ({ BackupJobId: `${place}`, BackupVaultName }));
    const ids = rowsOf(await branchOf([...jobs, { BackupJobId: 'none' }], 'vault'), context).map(
      ({ id }) => id,
    );
    assert.deepEqual([ids.length, new Set(ids).size], [values.length + 1, values.length + 1]);
    assert.ok(ids.some((id) => id.endsWith('x'.repeat(200))));
    assert.ok(!ids.some((id) => id.includes('x'.repeat(201))));
  });

  it('have the filter in their IDs, in up to five hundred characters or as a hash', () => {
    const session = { key: 'sample', region: 'us-east-1' } as JobTreeSession;
    const nameOf = (length: number) => rootId(session, selectionOf({ backupVaultName: 'v'.repeat(length) }));
    const room =
      500 -
      (nameOf(1).length - rootId(session, all).length) +
      1 -
      (rootId(session, all).length - 'sample@us-east-1/'.length);
    assert.equal(nameOf(room).length, 'sample@us-east-1/'.length + 500);
    assert.match(nameOf(room + 1), /^sample@us-east-1\/[0-9a-f]{64}$/);
    assert.notEqual(nameOf(room + 1), nameOf(room + 2));
  });
});

describe('A branch that is loaded to its end', () => {
  it('is loaded once at a time, and again after that has ended', async () => {
    const source = new HeldSource();
    const session = sessionOf(source);
    const branch = rootBranch(session, all, []);
    const loadAlls = new LoadAlls(() => {});
    const first = loadAlls.run(branch);
    assert.equal(await loadAlls.run(branch), undefined);
    while (source.requests.length === 0) await turn();
    loadAlls.stop();
    assert.deepEqual(
      [await first, loadAlls.isIdle, loadAlls.progressOf(branch)],
      [{ name: 'stopped' }, true, undefined],
    );
    const again = loadAlls.run(branch);
    while (source.requests.length === 1) await turn();
    source.requests[1]?.answer({ jobs: [] });
    assert.deepEqual(await again, { name: 'complete' });
  });
});

describe('Regions that are read together', () => {
  it('are shown together if they are similarly fast, and late ones separately', async () => {
    const time = mockedTime();
    try {
      const held: (() => void)[] = [];
      const reads = [0, 1, 2].map(() => new Promise<void>((resolve) => held.push(resolve)));
      let late = 0;
      let isShown = false;
      void readSoon(reads, () => late++).then(() => {
        isShown = true;
      });
      const stateAfter = async (milliseconds: number) => {
        await time.pass(milliseconds);
        return [isShown, late];
      };
      held[0]?.();
      await time.pass(100);
      held[1]?.();
      assert.deepEqual(
        [await stateAfter(399), await stateAfter(1)],
        [
          [false, 0],
          [true, 0],
        ],
      );
      held[2]?.();
      assert.deepEqual(await stateAfter(0), [true, 1]);
    } finally {
      time.restore();
    }
  });

  it('are shown at once if all have answered', async () => {
    let late = 0;
    await readSoon([Promise.resolve(), Promise.resolve()], () => late++);
    assert.equal(late, 0);
  });
});

function sessionOf(source: Pick<JobSource, 'listBackupJobs'>): JobTreeSession {
  const pool = new JobPool({ source: source as JobSource });
  return { key: 'sample', region: 'us-east-1', pool };
}

async function branchOf(jobs: readonly BackupJob[], grouping?: 'vault', selection: JobSelection = all) {
  const session = sessionOf({ listBackupJobs: async () => ({ jobs }) });
  const { dimensions } = grouping === undefined ? { dimensions: [] } : groupingOf(grouping);
  const branch = rootBranch(session, selection, dimensions.slice(0, 1));
  await branch.list.loadMore();
  return branch;
}
