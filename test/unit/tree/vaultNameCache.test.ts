import assert from 'node:assert/strict';
import { groupingOf } from '../../../src/jobs/groupings.js';
import { JobPool } from '../../../src/jobs/jobPool.js';
import { selectionOf } from '../../../src/jobs/jobSelection.js';
import type { JobSource } from '../../../src/jobs/jobSource.js';
import type { Branch, JobTreeSession } from '../../../src/tree/rows.js';
import { VaultNameCache } from '../../../src/tree/vaultNameCache.js';

describe('The vaults of a branch', () => {
  it('are requested whenever its rows are built, until they have arrived', async () => {
    const source = {
      listBackupJobs: () => Promise.resolve({ jobs: [{ BackupVaultName: 'a' }], nextToken: 'more' }),
    } as Partial<JobSource> as JobSource;
    const pool = new JobPool({ source });
    const answers: (readonly string[])[] = [[], [], ['a', 'b']];
    let requests = 0;
    const session: JobTreeSession = {
      key: 'profile:prod',
      region: 'us-east-1',
      pool,
      vaultNames: () => Promise.resolve(answers[requests++] ?? []),
    };
    const list = pool.list(selectionOf({}));
    await list.loadMore();
    const { dimensions } = groupingOf('vault');
    const branch: Branch = { id: 'root', session, list, dimensions, parent: undefined };
    let notified = 0;
    const vaults = new VaultNameCache(() => notified++);
    const seen: unknown[] = [];
    for (let time = 0; time < 5; time++) {
      vaults.of(branch);
      vaults.request(branch);
      vaults.request(branch);
      await new Promise((resolve) => setImmediate(resolve));
      seen.push([requests, notified, vaults.of(branch)]);
    }
    assert.deepEqual(seen, [
      [1, 0, undefined],
      [2, 0, undefined],
      [3, 1, ['a', 'b']],
      [3, 1, ['a', 'b']],
      [3, 1, ['a', 'b']],
    ]);
    pool.dispose();
  });
});
