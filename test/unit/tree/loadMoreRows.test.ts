import assert from 'node:assert/strict';
import type { BackupJob } from '../../../src/jobs/backupJob.js';
import { attentionRow, attentionRows } from '../../../src/tree/attentionRows.js';
import { LoadAlls } from '../../../src/tree/loadAlls.js';
import { idsOf, rowTree } from './rowTree.js';

const jobs: BackupJob[] = Array.from({ length: 12 }, (_, place) => ({
  BackupJobId: `job-${place}`,
  BackupVaultName: 'prod',
  CreatedBy: { BackupPlanId: place % 2 === 0 ? 'hourly' : 'nightly' },
  CreationDate: new Date(Date.now() - (place + 1) * 60_000),
  ResourceArn: 'arn:aws:s3:::logs',
  State: place % 3 === 0 ? 'FAILED' : 'COMPLETED',
}));

const moreIn = (rows: Parameters<typeof idsOf>[0]) => rows.filter(({ kind }) => kind === 'loadMore').length;

describe('The rows that load more', () => {
  it('are one for a vault and the filter that selects the same vault', async () => {
    const { below, find } = await rowTree(jobs, { pageSize: 3, filter: { backupVaultName: ['prod'] } });
    const prod = await find('vault:prod');
    const failed = await find('vault:prod', 'state:FAILED');
    assert.deepEqual([below(), below(prod), below(failed)].map(moreIn), [1, 0, 1]);
  });

  it('are one for groups that the extension filters from the pages of the whole list', async () => {
    const { below, find } = await rowTree(jobs, { pageSize: 3, grouping: 'plan' });
    const hourly = await find('plan:hourly');
    const failed = await find('plan:hourly', 'state:FAILED');
    assert.deepEqual([below(), below(hourly), below(failed)].map(moreIn), [1, 0, 1]);
  });

  it('are one for each list that has pages of its own', async () => {
    const { below, find } = await rowTree(jobs, { pageSize: 2 });
    const prod = await find('vault:prod');
    const failed = await find('vault:prod', 'state:FAILED');
    assert.deepEqual([below(), below(prod), below(failed)].map(moreIn), [1, 1, 1]);
  });

  it('include one below a group that has no other rows, so that it does not look empty', async () => {
    const { below, find } = await rowTree(jobs, { pageSize: 3, filter: { state: ['COMPLETED'] } });
    const issues = await find('vault:prod', 'state:COMPLETED_WITH_ISSUES');
    const completed = await find('vault:prod', 'state:COMPLETED');
    assert.deepEqual([idsOf(below(issues)), moreIn(below(completed))], [['loadMore'], 0]);
  });

  it('name their regions below the row of what needs attention, if there are several', async () => {
    const regionsIn = async (regions: readonly string[]) => {
      const { roots } = await rowTree(jobs, { pageSize: 1, regions });
      const attention = attentionRow(roots, new Date());
      assert.ok(attention !== undefined);
      await Promise.all(attention.parts.map(({ list }) => list.loadMore()));
      return attentionRows(attention, new Date()).flatMap((row) =>
        row.kind === 'loadMore' ? [row.region] : [],
      );
    };
    assert.deepEqual(await regionsIn(['eu-west-1', 'us-east-1']), ['eu-west-1', 'us-east-1']);
    assert.deepEqual(await regionsIn(['us-east-1']), [undefined]);
  });

  it('show the progress of a Load All that was started on a group with the same pages', async () => {
    const { find, roots } = await rowTree(jobs, { pageSize: 3, grouping: 'plan' });
    const [root] = roots;
    assert.ok(root !== undefined);
    const loadAlls = new LoadAlls(() => {});
    const outcome = loadAlls.run(await find('plan:hourly'));
    assert.deepEqual([loadAlls.progressOf(root)?.jobs, await loadAlls.run(root)], [3, undefined]);
    assert.deepEqual(await outcome, { name: 'complete' });
    assert.deepEqual([loadAlls.progressOf(root), root.list.jobs().length], [undefined, 12]);
  });
});
