import '../../vscodeStandIn.js';
import assert from 'node:assert/strict';
import { filterByThis } from '../../../src/commands/filterByThis.js';
import type { BackupJob } from '../../../src/jobs/backupJob.js';
import type { JobFilter } from '../../../src/jobs/jobFilter.js';
import { rereadBranches } from '../../../src/tree/rereadBranches.js';
import { type GroupRow, groupsOfRow, type Row, withMerged } from '../../../src/tree/rows.js';
import { loadedJobsOf } from '../../../src/tree/rowsOf.js';
import { idsOf, rowTree } from './rowTree.js';

// The same time for all jobs: otherwise, their order would depend on the speed of the machine.
const created = new Date(Date.now() - 3_600_000);
const job = (id: string, vault: string, state: string, facts: BackupJob = {}): BackupJob => ({
  AccountId: '111122223333',
  BackupJobId: id,
  BackupVaultName: vault,
  CreationDate: created,
  ResourceArn: 'arn:aws:s3:::logs',
  State: state,
  ...facts,
});
const jobs = [
  job('a', 'prod', 'FAILED'),
  job('b', 'prod', 'FAILED'),
  job('c', 'dev', 'COMPLETED'),
  job('d', 'dev', 'RUNNING'),
];

/** `prod/FAILED 2`: the values of the groups that a row stands for, and its count. */
function groups(rows: readonly Row[]): string[] {
  return rows.map((row) => {
    if (row.kind !== 'group') return row.kind;
    const { known, isExact } = row.group.count;
    const values = groupsOfRow(row).map(({ value }) => value ?? '-');
    return `${values.join('/')} ${known}${isExact ? '' : '+'}`;
  });
}

function groupIn(rows: readonly Row[], place: number): GroupRow {
  const row = rows[place];
  assert.ok(row?.kind === 'group');
  return row;
}

describe('A group with a single subgroup', () => {
  it('is one row with it, at every level, and has its jobs below', async () => {
    const { below, open, sources } = await rowTree(jobs);
    assert.deepEqual(groups(below()), ['dev 2', 'prod/FAILED 2']);
    const prod = groupIn(below(), 1);
    assert.deepEqual(idsOf(await open(prod)), ['job:a', 'job:b']);
    const accounts = await rowTree(jobs.slice(0, 2), { grouping: 'account' });
    assert.deepEqual(groups(accounts.below()), ['111122223333/prod/FAILED 2']);
    const several = await rowTree(jobs, { grouping: 'account' });
    assert.deepEqual(groups(several.below()), ['111122223333 4']);
    assert.deepEqual(groups(await several.open(groupIn(several.below(), 0))), ['dev 2', 'prod/FAILED 2']);
    assert.equal(sources[0]?.requests, 1);
  });

  it('is found without a list for each group that was never expanded', async () => {
    const { below, roots } = await rowTree(jobs, { pageSize: 3 });
    const pool = roots[0]?.session.pool;
    assert.ok(pool !== undefined);
    const listed: string[] = [];
    const list = pool.list.bind(pool);
    pool.list = (selection) => {
      listed.push(JSON.stringify(selection.parts.map(({ query }) => query)));
      return list(selection);
    };
    assert.deepEqual([groups(below()), listed], [['dev 1+', 'prod 2+', 'loadMore'], []]);
  });

  it('is one row with its region', async () => {
    const { below } = await rowTree(jobs.slice(0, 2), { regions: ['eu-west-1', 'us-east-1'] });
    assert.deepEqual(groups(below()), ['eu-west-1/prod/FAILED 2', 'us-east-1/prod/FAILED 2']);
    const several = await rowTree(jobs, { regions: ['eu-west-1', 'us-east-1'] });
    assert.deepEqual(groups(several.below()), ['eu-west-1 4', 'us-east-1 4']);
  });

  it('stays separate while another subgroup may be loaded', async () => {
    const { below, find } = await rowTree(jobs, { pageSize: 1 });
    assert.deepEqual(groups(below()), ['prod 1+', 'loadMore']);
    const prod = await find('vault:prod');
    assert.deepEqual(groups(below(prod)).slice(0, 2), ['FAILED 1+', 'PARTIAL 0+']);
    await prod.list.loadMore();
    await prod.list.loadMore();
    assert.deepEqual(groups(below()), ['prod/FAILED 2', 'loadMore'], 'the jobs of the vault are all known');
  });

  it('is one row with it if the filter excludes all others, even if more jobs may be loaded', async () => {
    const { below, find } = await rowTree(jobs, { pageSize: 1, filter: { state: ['FAILED'] } });
    assert.deepEqual(groups(below()), ['prod/FAILED 1+', 'loadMore']);
    const prod = await find('vault:prod');
    assert.deepEqual(idsOf(below(prod)), ['job:a', 'loadMore'], 'the vault has pages of its own');
    const filtered = await rowTree(jobs, {
      grouping: 'state',
      pageSize: 1,
      filter: { backupVaultName: ['prod'], state: ['FAILED'] },
    });
    assert.deepEqual(groups(filtered.below()), ['FAILED/prod 1+', 'loadMore']);
    assert.deepEqual(idsOf(filtered.below(groupIn(filtered.below(), 0))), ['job:a']);
    const latest = { CreationDate: new Date(created.getTime() + 1000) };
    const issue = job('i', 'prod', 'COMPLETED', { ...latest, MessageCategory: 'VSS' });
    const withIssues = await rowTree([issue, ...jobs], {
      pageSize: 1,
      filter: { state: ['COMPLETED_WITH_ISSUES'] },
    });
    assert.deepEqual(groups(withIssues.below()), ['prod/COMPLETED_WITH_ISSUES 1+', 'loadMore']);
  });

  it('keeps its ID when a second subgroup appears, and has no jobs of that one until then', async () => {
    const { below, open, roots } = await rowTree(jobs);
    const merged = groupIn(below(), 1);
    roots[0]?.session.pool.update([job('b', 'prod', 'COMPLETED')]);
    const separate = groupIn(below(), 1);
    assert.deepEqual(groups([separate]), ['prod 2']);
    assert.equal(separate.id, merged.id);
    assert.deepEqual(idsOf(await open(separate)), ['state:FAILED', 'state:COMPLETED']);
  });

  it('has unique IDs below it, whatever is merged', async () => {
    for (const grouping of ['account', 'vault', 'state', 'category', 'message']) {
      const { below, open } = await rowTree(jobs, { grouping, regions: ['eu-west-1', 'us-east-1'] });
      const ids: string[] = [];
      const visit = async (rows: readonly Row[]) => {
        for (const row of rows) {
          ids.push(row.id);
          await visit(await open(row));
        }
      };
      await visit(below());
      assert.equal(new Set(ids).size, ids.length, grouping);
      assert.equal(ids.filter((id) => /\/job:\w$/.test(id)).length, 8, grouping);
    }
  });

  it('is filtered by any of its values, and exports only its own jobs', async () => {
    const { below } = await rowTree(jobs);
    const prod = groupIn(below(), 1);
    const set: JobFilter[] = [];
    const root = { value: {}, set: async (filter: JobFilter) => void set.push(filter) };
    await filterByThis('filterByThisVault', prod, root);
    await filterByThis('filterByThisState', prod, root);
    assert.deepEqual(set, [{ backupVaultName: ['prod'] }, { state: ['FAILED'] }]);
    const { isComplete, jobs: own, selection } = loadedJobsOf(prod);
    assert.deepEqual(
      [own.map(({ BackupJobId }) => BackupJobId), isComplete, selection.parts.map(({ query }) => query)],
      [['a', 'b'], true, [{ backupVaultName: 'prod', state: 'FAILED' }]],
    );
  });

  it('stays one row over a refresh, with the requests of a refresh of the group', async () => {
    const { below, find, roots, sources } = await rowTree(jobs, { pageSize: 1 });
    const [root] = roots;
    const vault = await find('vault:prod');
    await vault.list.loadMore();
    await vault.list.loadMore();
    const merged = await find('vault:prod');
    assert.deepEqual(groups([merged]), ['prod/FAILED 2']);
    assert.ok(root !== undefined && sources[0] !== undefined);
    const before = sources[0].requests;
    await rereadBranches([root, ...withMerged(merged)], root.list.selection, root.session);
    assert.deepEqual(groups(below()), ['prod/FAILED 2', 'loadMore']);
    assert.equal(sources[0].requests - before, 3, 'a page of the list, and two of the vault');
  });

  it('shows above and below it that a refresh of its region has failed', async () => {
    const { below, open, roots, sources } = await rowTree(jobs.slice(0, 2), {
      regions: ['eu-west-1', 'us-east-1'],
    });
    const [root] = roots;
    assert.ok(root !== undefined);
    sources[0]?.injectFault('accessDenied');
    await root.session.pool.refresh([root.list.selection]);
    assert.deepEqual(groups(below()), ['failure', 'eu-west-1/prod/FAILED 2', 'us-east-1/prod/FAILED 2']);
    assert.deepEqual(idsOf(await open(groupIn(below(), 1))), ['job:a', 'job:b', 'failure']);
  });
});
