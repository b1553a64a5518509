import '../../vscodeStandIn.js';
import assert from 'node:assert/strict';
import { showSameCause } from '../../../src/commands/showSameCause.js';
import type { BackupJob } from '../../../src/jobs/backupJob.js';
import type { JobFilter } from '../../../src/jobs/jobFilter.js';
import { attentionRow, attentionRows } from '../../../src/tree/attentionRows.js';
import { type GroupRow, groupsOfRow, type Row } from '../../../src/tree/rows.js';
import { rowTree } from '../tree/rowTree.js';

const failed = (id: string, message: string, minutes: number): BackupJob => ({
  AccountId: '111122223333',
  BackupJobId: id,
  BackupVaultName: 'prod',
  CompletionDate: new Date(Date.now() - minutes * 60_000),
  CreationDate: new Date(Date.now() - (minutes + 5) * 60_000),
  ResourceArn: `arn:aws:s3:::${id}`,
  State: 'FAILED',
  StatusMessage: message,
});

describe('Show Jobs with the Same Cause', () => {
  const jobs = [failed('web', 'No access to vol-0123456789abcdef0', 1)];

  async function filterAfter(rowIn: (rows: readonly Row[]) => GroupRow | undefined, options = {}) {
    const { below, roots } = await rowTree(jobs, options);
    const attention = attentionRow(roots, new Date());
    assert.ok(attention);
    const row = rowIn([...attentionRows(attention, new Date()), ...below()]);
    assert.ok(row);
    return filterSetBy(row);
  }

  async function filterSetBy(origin: GroupRow | { readonly job: BackupJob }): Promise<JobFilter | undefined> {
    let set: JobFilter | undefined;
    const before: JobFilter = { backupVaultName: ['prod'] };
    await showSameCause(origin, {
      value: before,
      set: async (filter) => {
        set = filter;
      },
    });
    return set;
  }

  const named = (title: string) => (rows: readonly Row[]) =>
    rows.filter((row) => row.kind === 'group').find(({ group }) => group.title === title);
  const expected = { backupVaultName: ['prod'], statusMessage: 'No access to <id>' };

  it('adds the message of a job, without its IDs, to the filter', async () => {
    assert.deepEqual(await filterSetBy({ job: jobs[0] ?? {} }), expected);
  });

  it('takes the message of the failed job of a resource that needs attention, and of a group by message', async () => {
    assert.deepEqual(await filterAfter(named('web')), expected);
    const ofMessage = (rows: readonly Row[]) =>
      rows
        .filter((row) => row.kind === 'group')
        .find((row) => groupsOfRow(row).some(({ dimension }) => dimension.name === 'message'));
    assert.deepEqual(await filterAfter(ofMessage, { grouping: 'message' }), expected);
  });
});
