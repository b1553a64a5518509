import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { BackupJob } from '../../src/jobs/backupJob.js';
import { passes } from '../../src/jobs/jobSelection.js';
import type { JobSource } from '../../src/jobs/jobSource.js';
import { isBad } from '../../src/jobs/jobStates.js';
import { dayAfter } from '../../src/jobs/knownIssue.js';
import { matches } from '../../src/jobs/matches.js';
import { accountOf } from '../service/givenAccount.js';
import { providerOf, regionOf } from './treeOf.js';
import { TreeScreen } from './treeScreen.js';

const jobs: BackupJob[] = Array.from({ length: 60 }, (_, place) => ({
  AccountId: '111122223333',
  BackupJobId: String(place).padStart(3, '0'),
  BackupVaultName: place % 3 === 0 ? 'dev' : 'prod',
  CreationDate: new Date(Date.now() - place * 3_600_000),
  ResourceArn: `arn:aws:s3:::logs-${place % 4}`,
  State: place % 5 === 0 ? 'FAILED' : 'COMPLETED',
}));

describe('The tree of a source that counts', () => {
  it('shows exact counts of all groups after the first page, and of the groups below one', async () => {
    const { provider, screen, session } = await countedTree('vault');
    const [dev, prod] = [...screen.rows()];
    assert.ok(dev !== undefined && prod !== undefined);
    assert.equal(provider.getTreeItem(prod.row).contextValue?.includes('partial'), true);
    assert.deepEqual(screen.lines().slice(0, 2), ['dev | 4 failed · 20', 'prod | 8 failed · 40']);
    screen.toggle(prod);
    await screen.settled();
    assert.deepEqual(screen.lines().slice(1, 4), [
      'prod | 8 failed · 40',
      '  Failed | 8',
      '  Completed | 32',
    ]);
    assert.equal(session.pool.list(provider.roots[0]?.list.selection ?? { parts: [] }).isComplete, false);
  });

  it('explains “known” only in the rows that say it', async () => {
    const setting = vscode.workspace.getConfiguration('backupJobs');
    const issue = { backupVaultName: 'dev', reason: 'Test data', until: dayAfter(new Date(), 30) };
    await setting.update('knownIssues', [issue], vscode.ConfigurationTarget.Global);
    try {
      const first = async (grouping: string) => {
        const { provider, screen } = await countedTree(grouping);
        const row = [...screen.rows()][0]?.row;
        assert.ok(row !== undefined);
        const { tooltip } = await provider.resolveTreeItem(provider.getTreeItem(row), row);
        return [screen.lines()[0], /“Known”/.test(String(tooltip))];
      };
      assert.deepEqual(
        [await first('vault'), await first('state')],
        [
          ['dev | 4 failed or known · 20', true],
          ['Failed | 12', false],
        ],
      );
    } finally {
      await setting.update('knownIssues', undefined, vscode.ConfigurationTarget.Global);
    }
  });
});

/** A tree of which one page is loaded, and a source that has counted all jobs. */
async function countedTree(grouping: string) {
  const { session } = regionOf('us-east-1', accountOf(jobs), { pageSize: 5 });
  const source: Pick<JobSource, 'countJobs'> = {
    countJobs: ({ clientFilters, query }) =>
      Promise.resolve(
        jobs
          .filter((job) => matches(query, job) && passes(clientFilters, job))
          .map((job) => ({ sample: job, count: 1, bad: Number(isBad(job)) })),
      ),
  };
  const { provider } = providerOf([{ ...session, source }], { grouping });
  const screen = new TreeScreen(provider);
  await screen.settled();
  return { provider, screen, session };
}
