import assert from 'node:assert/strict';
import type { BackupJob } from '../../src/jobs/backupJob.js';
import { outline, treeOf } from './treeOf.js';

const base: BackupJob = { BackupVaultName: 'prod', ResourceType: 'EKS', State: 'COMPLETED' };
const family: BackupJob[] = [
  { ...base, BackupJobId: 'p', ResourceName: 'cluster', IsParent: true, State: 'PARTIAL' },
  { ...base, BackupJobId: '1', ResourceName: 'node', ParentJobId: 'p' },
  { ...base, BackupJobId: '2', ResourceName: 'volume', ParentJobId: 'p', State: 'FAILED' },
  { ...base, BackupJobId: 'q', ResourceName: 'stack', IsParent: true },
  { ...base, BackupJobId: '3', ResourceName: 'table', ParentJobId: 'q' },
];

describe('A parent job', () => {
  it('shows its nested jobs below it without a request if they are loaded, and only there in a list that has the parent', async () => {
    const { provider, source } = treeOf(family);
    assert.deepEqual(await outline(provider), [
      'prod | 2 failed · 5',
      '  Failed | 1',
      '    volume | EKS',
      '  Partial | 1',
      '    cluster | EKS · 1 of 2 completed',
      '      node | EKS',
      '      volume | EKS',
      '  Completed | 3',
      '    node | EKS',
      '    stack | EKS · 1 of 1 completed',
      '      table | EKS',
    ]);
    assert.equal(source.requests, 1);
  });

  it('loads its nested jobs when it is expanded, if the plain list does not contain them', async () => {
    const { provider, source } = treeOf(family, { service: { listsNestedJobs: false } });
    const rows = await outline(provider);
    assert.deepEqual(
      [rows, source.requests],
      [
        [
          'prod | 1 failed · 2',
          '  Partial | 1',
          '    cluster | EKS',
          '      node | EKS',
          '      volume | EKS',
          '  Completed | 1',
          '    stack | EKS',
          '      table | EKS',
        ],
        3,
      ],
    );
    assert.ok((await outline(provider)).includes('    cluster | EKS · 1 of 2 completed'));
  });
});
