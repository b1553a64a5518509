import assert from 'node:assert/strict';
import type { BackupJob } from '../../src/jobs/backupJob.js';
import type { JobTreeProvider } from '../../src/tree/jobTreeProvider.js';
import type { Row } from '../../src/tree/rows.js';
import { labels, outline, tops, treeOf } from './treeOf.js';

const created = new Date(Date.now() - 90 * 60_000);
const base: BackupJob = {
  BackupVaultName: 'prod',
  CreationDate: created,
  ResourceArn: 'arn:aws:s3:::logs',
  State: 'RUNNING',
};
const { signal } = new AbortController();

describe('Running jobs', () => {
  it('update in place: only changed rows are redrawn, and only jobs in progress are requested', async () => {
    const jobs: BackupJob[] = [
      { ...base, BackupJobId: 'a', ResourceName: 'web', PercentDone: '10' },
      { ...base, BackupJobId: 'b', ResourceName: 'db', PercentDone: '20' },
      { ...base, BackupJobId: 'c', ResourceName: 'old', State: 'COMPLETED' },
    ];
    const { account, provider, source } = treeOf(jobs, { grouping: 'none' });
    await outline(provider);
    const fired: (string | undefined)[] = [];
    provider.onDidChangeTreeData((row) => fired.push(row?.id.split('/').at(-1)));
    account.replaceJobs([{ ...jobs[0], PercentDone: '55' }, ...jobs.slice(1)]);
    assert.equal(await provider.rereadInProgress(signal), true);
    await new Promise((resolve) => setTimeout(resolve, 200));
    assert.deepEqual([fired, source.requests], [['job:a'], 2]);
    account.replaceJobs([
      { ...jobs[0], State: 'COMPLETED' },
      { ...jobs[1], State: 'FAILED' },
      { ...jobs[2] },
    ]);
    await provider.rereadInProgress(signal);
    const rows = await provider.getChildren();
    assert.deepEqual(
      [rows.map((row) => spokenStart(provider, row)), source.requests],
      [['web, Completed', 'db, Failed', 'old, Completed'], 5],
    );
    assert.equal(await provider.rereadInProgress(signal), false);
    assert.equal(source.requests, 5, 'no request is sent if no job can change');
  });

  it('update in place when another view reads them, even if they have ended', async () => {
    const job = { ...base, BackupJobId: 'a', PercentDone: '10' };
    const { provider } = treeOf([job], { grouping: 'none' });
    await outline(provider);
    const pool = provider.roots[0]?.session.pool;
    assert.ok(pool !== undefined);
    const fired: (string | undefined)[] = [];
    provider.onDidChangeTreeData((row) => {
      fired.push(row?.id.split('/').at(-1));
      // As VS Code does. Else the row would still be out of date when the tree is compared again.
      if (row !== undefined) provider.getTreeItem(row);
    });
    for (const update of [
      { ...job, PercentDone: '55' },
      { ...job, State: 'FAILED' },
    ]) {
      pool.update([update]);
      await new Promise((resolve) => setTimeout(resolve, 250));
    }
    assert.deepEqual(fired, ['job:a', 'job:a']);
    const [row] = await provider.getChildren();
    assert.ok(row !== undefined);
    assert.equal(spokenStart(provider, row), 'logs, Failed');
  });

  it('stay as they are when a request fails', async () => {
    const { provider, source } = treeOf([{ ...base, BackupJobId: 'a', ResourceName: 'web' }]);
    const before = await outline(provider);
    source.injectFault('network');
    await assert.rejects(provider.rereadInProgress(signal));
    assert.deepEqual(await outline(provider), before);
  });
});

describe('A failure in several branches', () => {
  it('is one row at the top, which retries all of them', async () => {
    const jobs = ['a', 'b', 'c'].flatMap((vault) =>
      [1, 2].map((place) => ({
        ...base,
        BackupJobId: `${vault}${place}`,
        BackupVaultName: vault,
        State: 'FAILED',
      })),
    );
    const { provider, session, source } = treeOf(jobs, { pageSize: 5 });
    const vaults = (await provider.getChildren()).filter(({ kind }) => kind === 'group');
    for (const _ of vaults) source.injectFault('network');
    for (const vault of vaults) await provider.getChildren(vault);
    assert.deepEqual((await tops(provider)).slice(0, 2), ['network | Retry', 'a | 2+ failed · 2+']);
    const [failed] = await provider.getChildren(vaults[0]);
    assert.deepEqual(
      labels(provider, failed === undefined ? [] : [failed]),
      ['Failed | 2+'],
      'the known jobs are shown',
    );
    assert.deepEqual(
      labels(provider, await provider.getChildren(vaults[0])).filter((row) => row.includes('Retry')),
      [],
    );
    await session.pool.retryFailed();
    assert.equal((await outline(provider)).filter((row) => row.includes('Retry')).length, 0);
  });
});

/** The name and state with which the accessible label of a row begins. */
function spokenStart(provider: JobTreeProvider, row: Row): string | undefined {
  return provider.getTreeItem(row).accessibilityInformation?.label?.split(', ', 2).join(', ');
}
