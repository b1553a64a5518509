import assert from 'node:assert/strict';
import type { AppParts } from '../../../src/app/appParts.js';
import { groupSubject } from '../../../src/app/copySummaries.js';
import { groupScope, isOfCurrent } from '../../../src/app/groupScope.js';
import type { BackupJob } from '../../../src/jobs/backupJob.js';
import { attentionRow, attentionRows } from '../../../src/tree/attentionRows.js';
import { type Branch, isRow, type Row } from '../../../src/tree/rows.js';
import { rowTree } from '../tree/rowTree.js';

const job = (BackupVaultName: string | undefined, State: string): BackupJob => ({
  BackupJobId: `${BackupVaultName} ${State}`,
  BackupVaultName,
  CompletionDate: new Date(Date.now() - 60_000),
  CreatedBy: { BackupPlanId: 'p1', BackupPlanName: 'nightly' },
  CreationDate: new Date(2026, 10, 24, 12),
  ResourceArn: 'arn:aws:s3:::logs',
  State,
});
const jobs = [job('dev-vault', 'FAILED'), job('dev-vault', 'COMPLETED'), job(undefined, 'FAILED')];
const regions = ['eu-west-1', 'us-east-1'];

describe('The filter in the summary of a group', () => {
  it('names the groups that the row stands for, and those above it, before the filter of the tree', async () => {
    const { below, roots } = await rowTree(jobs);
    const [vault, merged] = below();
    const [failed] = below(vault);
    assert.deepEqual(await filters([vault, failed, merged], roots), [
      'Vault: dev-vault',
      'Vault: dev-vault · State: Failed',
      'No vault · State: Failed',
    ]);
    assert.deepEqual(await filters([vault], roots, 'State: Failed'), ['Vault: dev-vault · State: Failed']);
  });

  it('names the date of a day, and a plan with its ID', async () => {
    for (const [grouping, expected] of [
      ['day', 'Day: 2026-11-24'],
      ['plan', 'Backup plan: nightly (p1)'],
    ] as const) {
      const { below, roots } = await rowTree(jobs, { grouping });
      assert.deepEqual(await filters(below(), roots), [expected]);
    }
  });

  it('names the region if there are several', async () => {
    const { below, roots } = await rowTree(jobs, { regions });
    const [region] = below();
    const [vault] = below(region);
    const attention = attentionRow(roots, new Date());
    assert.ok(attention !== undefined);
    await Promise.all(attention.parts.map(({ list }) => list.loadMore()));
    const [resource] = attentionRows(attention, new Date());
    const alone = await rowTree(jobs.slice(0, 1), { regions });
    assert.deepEqual(await filters([region, vault, resource, ...alone.below()], [...roots, ...alone.roots]), [
      'Region: eu-west-1',
      'Region: eu-west-1 · Vault: dev-vault',
      'Region: eu-west-1 · Resource: arn:aws:s3:::logs',
      'Region: eu-west-1 · Vault: dev-vault · State: Failed',
      'Region: us-east-1 · Vault: dev-vault · State: Failed',
    ]);
  });
});

describe('The summary of a group', () => {
  it('is refused if the row is of another connection than the current one', async () => {
    const [before, now] = [await rowTree(jobs), await rowTree(jobs)];
    assert.deepEqual(await filters(before.below().slice(0, 1), now.roots), [undefined]);
  });
});

describe('The calendar of a group', () => {
  it('has the jobs of the group, unless the group is of another connection than the current one', async () => {
    const { below } = await rowTree(jobs);
    const [group] = below();
    assert.ok(isRow(group, 'group'));
    const appIn = (current: readonly { readonly key: string; readonly region: string }[]) => {
      const root = { value: { state: ['FAILED'] } };
      return { filterText: () => '', root, sessions: { current } } as unknown as AppParts;
    };
    const { key, region } = group.session;
    const scope = groupScope(appIn([{ key, region }]), group);
    assert.deepEqual(
      {
        filterText: scope.filterText,
        hasJobsOfGroup: scope.selection === group.list.selection,
        isOfCurrent: [[{ key, region }], [{ key: 'other', region }], [{ key, region: 'eu-north-1' }], []].map(
          (current) => isOfCurrent(appIn(current), scope),
        ),
      },
      {
        filterText: 'Vault: dev-vault',
        hasJobsOfGroup: true,
        isOfCurrent: [true, false, false, false],
      },
    );
  });
});

/** The filters of the summaries of these rows; undefined for a row without a summary. */
function filters(rows: readonly (Row | undefined)[], roots: readonly Branch[], filterText = '') {
  const app = {
    connectionText: () => '',
    filterText: () => filterText,
    sessions: { current: roots.map(({ session }) => session) },
  } as unknown as AppParts;
  return Promise.all(
    rows.map(async (row) => {
      assert.ok(isRow(row, 'group'));
      return (await groupSubject(row, app))?.filter;
    }),
  );
}
