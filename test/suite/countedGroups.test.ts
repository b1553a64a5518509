import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { BackupJob } from '../../src/jobs/backupJob.js';
import { selectorOf } from '../../src/jobs/jobSelection.js';
import { abortedFailure, type JobSource } from '../../src/jobs/jobSource.js';
import { isBad } from '../../src/jobs/jobStates.js';
import { dayAfter } from '../../src/jobs/knownIssue.js';
import type { JobTreeProvider } from '../../src/tree/jobTreeProvider.js';
import { accountOf } from '../service/givenAccount.js';
import { until } from '../until.js';
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

/** Counts as the jobs would be counted. */
const counting: Pick<JobSource, 'countJobs'> = {
  countJobs: (selection) =>
    Promise.resolve(
      jobs.filter(selectorOf(selection)).map((job) => ({ sample: job, count: 1, bad: Number(isBad(job)) })),
    ),
};

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

  it('shows exact counts of several regions, whatever their groups are', async () => {
    for (const grouping of ['vault', 'none', 'outcome']) {
      const sessions = ['eu-west-1', 'us-east-1'].map((region) => ({
        ...regionOf(region, accountOf(jobs), { pageSize: 5 }).session,
        source: counting,
      }));
      const { provider } = providerOf(sessions, { grouping });
      const screen = await untilCounted(provider);
      assert.deepEqual(
        screen.lines(),
        ['eu-west-1 | 12 failed · 60', 'us-east-1 | 12 failed · 60'],
        grouping,
      );
    }
  });

  it('does not say that jobs have no value if their files do not name it', async () => {
    const { session } = regionOf('us-east-1', accountOf(jobs));
    const lack = { failure: abortedFailure(), isEverywhere: true };
    const titles = await Promise.all(
      [undefined, lack].map(async (unanswered) => {
        const source = { unanswered: () => unanswered };
        const { provider } = providerOf([{ ...session, source }], { grouping: 'category' });
        const screen = new TreeScreen(provider);
        await screen.settled();
        return screen.lines();
      }),
    );
    assert.deepEqual(titles, [
      ['No message category | 12 failed · 60'],
      ['Message category: not known | 12 failed · 60'],
    ]);
  });

  it('has no badge if its jobs do not change, because it does not know all of the last hours', async () => {
    const { session } = regionOf('us-east-1', accountOf(jobs));
    const badges = await Promise.all(
      [undefined, true as const].map(async (isUnchanging) => {
        const { provider } = providerOf([{ ...session, source: { isUnchanging } }]);
        await new TreeScreen(provider).settled();
        return provider.badge?.value;
      }),
    );
    assert.deepEqual(badges, [4, undefined]);
  });
});

/** A tree of which one page is loaded, and a source that has counted all jobs. */
async function countedTree(grouping: string) {
  const { session } = regionOf('us-east-1', accountOf(jobs), { pageSize: 5 });
  const { provider } = providerOf([{ ...session, source: counting }], { grouping });
  return { provider, screen: await untilCounted(provider), session };
}

/** The screen of a tree once the source's counts have replaced those of the loaded jobs. */
async function untilCounted(provider: JobTreeProvider): Promise<TreeScreen> {
  const screen = new TreeScreen(provider);
  await screen.settled();
  await until(() => screen.lines().every((line) => !line.includes('+')));
  await screen.settled();
  return screen;
}
