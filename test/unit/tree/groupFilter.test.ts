import assert from 'node:assert/strict';
import type { BackupJob } from '../../../src/jobs/backupJob.js';
import { selectionOfFilter } from '../../../src/jobs/filterPlan.js';
import { selects } from '../../../src/jobs/jobSelection.js';
import { groupFilter } from '../../../src/tree/groupFilter.js';
import { isRow, type Row } from '../../../src/tree/rows.js';
import { rowTree } from './rowTree.js';

const job = (BackupVaultName: string | undefined, State: string): BackupJob => ({
  BackupJobId: `${BackupVaultName} ${State}`,
  BackupVaultName,
  CreatedBy: { BackupPlanId: 'p1', BackupPlanName: 'nightly' },
  CreationDate: new Date(2026, 10, 24, 12),
  ResourceArn: 'arn:aws:s3:::logs',
  State,
});
const jobs = [job('dev-vault', 'FAILED'), job('dev-vault', 'COMPLETED'), job(undefined, 'FAILED')];

describe('The filter of a group', () => {
  it('narrows that of the tree by the groups that the row stands for, and those above it', async () => {
    const { below } = await rowTree(jobs);
    const [vault, merged] = below();
    const [failed] = below(vault);
    assert.deepEqual(
      [vault, failed, merged].map((row) => filterOf(row)),
      [
        { resourceType: ['S3'], backupVaultName: ['dev-vault'] },
        { resourceType: ['S3'], backupVaultName: ['dev-vault'], state: ['FAILED'] },
        // No filter of AWS Backup selects jobs without a vault.
        { resourceType: ['S3'], state: ['FAILED'] },
      ],
    );
  });

  it('of a day selects its jobs', async () => {
    const { below } = await rowTree(jobs, { grouping: 'day' });
    const [day] = below();
    const selection = selectionOfFilter(filterOf(day, {}), new Date());
    assert.ok(jobs.every((one) => selects(selection, one)));
    assert.ok(!selects(selection, { ...job('dev-vault', 'FAILED'), CreationDate: new Date(2026, 10, 25) }));
  });
});

function filterOf(row: Row | undefined, whole: Parameters<typeof groupFilter>[1] = { resourceType: ['S3'] }) {
  assert.ok(isRow(row, 'group'));
  return groupFilter(row, whole);
}
