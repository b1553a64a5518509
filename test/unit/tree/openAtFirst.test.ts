import assert from 'node:assert/strict';
import type { BackupJob } from '../../../src/jobs/backupJob.js';
import { OpenAtFirst } from '../../../src/tree/openAtFirst.js';
import { rowTree } from './rowTree.js';

const jobs: BackupJob[] = ['FAILED', 'COMPLETED'].map((State) => ({
  BackupJobId: State,
  BackupVaultName: 'prod',
  State,
}));

describe('The groups that are expanded at first', () => {
  it('are not decided while the trees are being replaced', async () => {
    const { below, roots } = await rowTree(jobs);
    const openAtFirst = new OpenAtFirst();
    const [vault] = below();
    assert.ok(vault !== undefined);
    const isOpen = (those: typeof roots) => openAtFirst.isOpen(vault, those);
    assert.deepEqual([isOpen([]), isOpen(roots), isOpen([])], [false, true, true]);
  });
});
