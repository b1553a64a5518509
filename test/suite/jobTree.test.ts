import assert from 'node:assert/strict';
import { uriOf } from '../../src/documents/jobUri.js';
import type { BackupJob } from '../../src/jobs/backupJob.js';
import { groupings } from '../../src/jobs/groupings.js';
import { JobSourceError } from '../../src/jobs/jobSource.js';
import { loadMoreItem } from '../../src/tree/loadMoreItem.js';
import type { Row } from '../../src/tree/rows.js';
import { hostileJob, hostileTexts } from '../hostile.js';
import { withoutIsolates } from './rowTexts.js';
import { labels, outline, tops, treeOf } from './treeOf.js';

const hour = 3_600_000;
const now = Date.now();

describe('The tree', () => {
  it('groups by vault and state, urgent states first, and labels each row for a screen reader', async () => {
    const tree = treeOf(morning);
    assert.deepEqual(await outline(tree.provider), [
      'dev · Running | 1',
      '  cache | EBS · 40 % · 1 h ago',
      'prod | 1 failed · 4',
      '  Failed | 1',
      '    orders-db | AccessDenied · RDS · 5 h ago',
      '  Completed with issues | 1',
      '    web-2 | VSS · EC2 · 2 h ago',
      '  Completed | 2',
      '    vol-1 | EBS · 2 h ago',
      '    web-1 | EBS · 3 h ago',
    ]);
    assert.equal(tree.source.requests, 1);
    const groups = await tree.provider.getChildren();
    const named = [
      ...groups.map((row) => tree.provider.getTreeItem(row)),
      (await tree.find('orders-db')).item,
    ];
    assert.deepEqual(
      named.map((item) => item.accessibilityInformation?.label),
      ['dev · Running, 1 job', 'prod, 4 jobs, 1 failed', 'orders-db, Failed, AccessDenied, RDS, 5 h ago'],
    );
  });

  it('has the message of a job as its cause if the category names no reason', async () => {
    const failed = { ...base, MessageCategory: 'MISCELLANEOUS', ResourceName: 'web', State: 'FAILED' };
    const { provider } = treeOf([
      { ...failed, BackupJobId: '1' },
      { ...failed, BackupJobId: '2', StatusMessage: 'Token expired.' },
    ]);
    assert.deepEqual((await outline(provider)).slice(1), [
      '  web | MISCELLANEOUS · 3 h ago',
      '  web | Token expired. · 3 h ago',
    ]);
  });

  it('keeps the row of a job whose state changes', async () => {
    const tree = treeOf([{ ...base, BackupJobId: 'j', ResourceName: 'web', State: 'RUNNING' }]);
    const before = (await tree.find('web')).item;
    tree.account.replaceJobs([{ ...base, BackupJobId: 'j', ResourceName: 'web', State: 'COMPLETED' }]);
    await tree.provider.refresh();
    const after = (await tree.find('web')).item;
    assert.equal(after.id, before.id);
    assert.notDeepEqual(after.iconPath, before.iconPath);
  });

  it('shows unusual jobs safely: no vault, no state, no dates, a new state, long and hostile names', async () => {
    const hostile = '<img src=x onerror=alert(1)>\u202egnp.exe\u0007[x](command:y)';
    const tree = treeOf([
      { BackupJobId: '1' },
      { ...base, BackupJobId: '2', State: 'FROZEN', ResourceName: 'x'.repeat(10_000) },
      {
        ...base,
        BackupJobId: '3',
        State: 'FAILED',
        ResourceName: hostile,
        StatusMessage: hostile,
        BackupSizeInBytes: 2n ** 63n,
      },
    ]);
    const rows = await outline(tree.provider);
    assert.deepEqual(rows, [
      'prod | 1 failed · 2',
      '  Failed | 1',
      '    <img src=x…ommand:y) | <img src=x onerror=alert(1)>\\u{202e}gnp.exe\\u{7}[x](command:y) · 3 h ago',
      '  FROZEN | 1',
      `    ${'x'.repeat(99)}… | 3 h ago`,
      'No vault · No state | 1',
      '  1 | ',
    ]);
    const { item, row } = await tree.find('<img');
    await tree.provider.resolveTreeItem(item, row);
    assert.equal(typeof item.tooltip, 'string', 'VS Code does not render a string as Markdown');
  });

  it('cuts long names in the middle, so that the cause and the count are in sight, and has them in the tooltip', async () => {
    const vault = 'archive-vault-of-the-team';
    const long = {
      ...base,
      BackupVaultName: vault,
      ResourceArn: 'arn:aws:s3:::logs',
      ResourceName: 'customers-archive-of-2026-17',
    };
    const failed = { ...long, MessageCategory: 'AccessDenied', State: 'FAILED' };
    const one = treeOf([{ ...long, BackupJobId: '1' }]);
    const two = treeOf(
      [
        { ...long, BackupJobId: '1' },
        { ...failed, BackupJobId: '2' },
      ],
      {
        showsAttention: true,
      },
    );
    assert.deepEqual(
      [
        await outline(one.provider),
        (await outline(two.provider)).map((row) =>
          row.replace(/\w+ \d+, \d+:\d+.[AP]M/, '#').replace(/last \d+ h/, 'last'),
        ),
      ],
      [
        ['archive-…he-team · Completed | 1', '  customers-archive-of-2026-17 | 3 h ago'],
        [
          'Needs attention | 1 · last',
          '  customers-…f-2026-17 | AccessDenied · 3 h ago',
          '    # | Completed · 3 h ago',
          '    # | Failed · AccessDenied · 3 h ago',
          'archive-va…-the-team | 1 failed · 2',
          '  Failed | 1',
          '    customers-…f-2026-17 | AccessDenied · 3 h ago',
          '  Completed | 1',
          '    customers-archive-of-2026-17 | 3 h ago',
        ],
      ],
    );
    const tops = (await two.provider.getChildren()).slice(1);
    for (const row of [...tops, ...(await one.provider.getChildren())]) {
      const item = one.provider.getTreeItem(row);
      await one.provider.resolveTreeItem(item, row);
      assert.match(String(item.tooltip), new RegExp(`^${vault}`));
      assert.match(item.accessibilityInformation?.label ?? '', new RegExp(`^${vault}`));
    }
  });

  it('shows in the tooltip of a job what its row has no room for', async () => {
    const tree = treeOf([
      {
        BackupJobId: 'j',
        BackupType: 'CONTINUOUS',
        BackupVaultName: 'prod',
        CreatedBy: { BackupPlanName: 'Nightly' },
        MessageCategory: 'AccessDenied',
        ResourceArn: 'arn:aws:s3:::logs',
        State: 'FAILED',
        StatusMessage: 'Access denied to the key.',
      },
    ]);
    const { item, row } = await tree.find('logs');
    await tree.provider.resolveTreeItem(item, row);
    assert.deepEqual(String(item.tooltip).split('\n'), [
      'logs · Failed',
      '',
      'Access denied to the key.',
      '',
      'BackupJobId: j',
      'ResourceArn: arn:aws:s3:::logs',
      'BackupVaultName: prod',
      'BackupPlanName: Nightly',
      'BackupType: CONTINUOUS',
      'MessageCategory: AccessDenied',
    ]);
  });

  it('shows hostile text in every field, grouping, tooltip and document URI safely', async () => {
    const jobs = Object.entries(hostileTexts).map(([name, text]) =>
      hostileJob(text, { AccountId: '111122223333', BackupJobId: `${name} ${text}`.slice(0, 2000) }),
    );
    const tree = treeOf(jobs);
    for (const { id } of groupings) {
      tree.subject.grouping = id;
      const rows: Row[] = [];
      const open = async (row?: Row) => {
        for (const one of await tree.provider.getChildren(row)) {
          rows.push(one);
          await open(one);
        }
      };
      await open();
      // Outcomes are judged in the background.
      while (rows.some((row) => row.kind === 'hint')) {
        rows.length = 0;
        await new Promise((resolve) => setTimeout(resolve, 20));
        await open();
      }
      const shown = rows.filter((row) => row.kind === 'job');
      assert.equal(new Set(rows.map((row) => row.id)).size, rows.length);
      assert.equal(new Set(shown.map(({ job }) => job.BackupJobId)).size, jobs.length, id);
      for (const row of rows) {
        const item = await tree.provider.resolveTreeItem(tree.provider.getTreeItem(row), row);
        const texts = [item.label, item.description, item.tooltip, item.accessibilityInformation?.label];
        for (const text of texts.map((one) => one ?? '')) {
          assert.ok(typeof text === 'string' && text.length < 10_000);
          assert.doesNotMatch(withoutIsolates(text), /(?![\t\n\u200d])[\p{Cc}\p{Cf}]/u);
        }
      }
    }
    for (const { BackupJobId = '' } of jobs)
      assert.ok(
        uriOf({ reference: { connection: 'sample', region: 'us-east-1', backupJobId: BackupJobId } }),
      );
  }).timeout(120_000);

  it('counts known jobs, loads more if there are more, and resumes after a failure', async () => {
    const jobs = Array.from({ length: 5 }, (_, place) => ({
      ...base,
      BackupJobId: `${place}`,
      ResourceName: `web-${place}`,
    }));
    const tree = treeOf(jobs, { pageSize: 2 });
    assert.deepEqual(await tops(tree.provider), ['prod | 2+', 'Load more… | 2 loaded']);
    tree.source.injectFault('network');
    await tree.provider.roots[0]?.list.loadMore();
    assert.deepEqual(await tops(tree.provider), ['prod | 2+', 'network | Retry']);
    await tree.provider.roots[0]?.list.loadMore();
    await tree.provider.roots[0]?.list.loadMore();
    assert.deepEqual(await tops(tree.provider), ['prod · Completed | 5']);
  });

  it('keeps its rows and their depth after a refresh that moves relative times', async () => {
    const jobs = Array.from({ length: 9 }, (_, place) => ({
      ...base,
      BackupJobId: `${place}`,
      BackupVaultName: place % 3 === 0 ? 'dev' : 'prod',
    }));
    const { provider, source, subject } = treeOf(jobs, { pageSize: 2 });
    subject.query = { createdAfter: new Date(now - 24 * hour) };
    await provider.getChildren();
    await provider.roots[0]?.list.loadMore();
    const before = await provider.getChildren();
    const prod = before.find(({ id }) => id.includes('vault:prod'));
    await provider.getChildren(prod);
    const requests = source.requests;
    subject.query = { createdAfter: new Date(now - 23 * hour) };
    await provider.refresh();
    const after = await provider.getChildren();
    assert.deepEqual(
      after.map(({ id }) => id),
      before.map(({ id }) => id),
    );
    assert.equal(provider.roots[0]?.list.searched, 4);
    await provider.getChildren(after.find(({ id }) => id === prod?.id));
    assert.equal(source.requests, requests + 3, 'two pages of the whole list and one of the open vault');
  });

  it('keeps the other branches when one fails', async () => {
    const jobs = ['a', 'b', 'c'].map((vault) => ({ ...base, BackupJobId: vault, BackupVaultName: vault }));
    const tree = treeOf([...jobs, ...jobs.map((job) => ({ ...job, BackupJobId: `${job.BackupJobId}2` }))], {
      pageSize: 5,
    });
    const [first, second] = await tree.provider.getChildren();
    assert.ok(first !== undefined && second !== undefined);
    tree.source.injectFault('network');
    const failed = await labels(tree.provider, await tree.provider.getChildren(first));
    const readable = await labels(tree.provider, await tree.provider.getChildren(second));
    assert.deepEqual(failed.at(-1), 'network | Retry');
    assert.ok(
      readable.length > 0 && readable.every((label) => !label.includes('Retry')),
      readable.join('\n'),
    );
  });

  it('offers to clear the filters if the user has set any, at the top and in a group', async () => {
    const refused = new JobSourceError({
      kind: 'invalidParameter',
      summary: 'Refused',
      detail: '',
      remedy: 'clearFilters',
    });
    const seen: string[][] = [];
    for (const query of [{}, { messageCategory: 'SUCCESS' }]) {
      const tree = treeOf(morning, { pageSize: 1, query });
      const listBackupJobs = tree.source.listBackupJobs.bind(tree.source);
      const refuse = () => Promise.reject(refused);
      tree.source.listBackupJobs = refuse;
      const atTop = await tops(tree.provider);
      tree.source.listBackupJobs = listBackupJobs;
      await tree.provider.refresh();
      await Promise.all(tree.provider.roots.map(({ list }) => list.loadMore()));
      const [group] = await tree.provider.getChildren();
      assert.ok(group !== undefined);
      tree.source.listBackupJobs = refuse;
      const inGroup = labels(tree.provider, await tree.provider.getChildren(group));
      seen.push([...atTop, ...inGroup.slice(-1)]);
    }
    assert.deepEqual(seen, [
      ['Refused | Retry', 'Refused | Retry'],
      ['Refused | Clear Filters', 'Refused | Clear Filters'],
    ]);
  });

  it('says that AWS throttles a Load All, and for which of several regions a row loads more', async () => {
    const tree = treeOf(morning, { pageSize: 1 });
    const row = (await tree.provider.getChildren()).find(({ kind }) => kind === 'loadMore');
    assert.ok(row?.kind === 'loadMore');
    const progress = { jobs: 1200, requests: 12, done: undefined };
    assert.deepEqual(
      [false, true].map((isThrottled) => loadMoreItem(row, { ...progress, isThrottled }).description),
      ['1,200 jobs', '1,200 jobs · throttled, waiting'],
    );
    const inRegion = [undefined, progress].map(
      (one) =>
        loadMoreItem({ ...row, region: 'eu-west-1' }, one && { ...one, isThrottled: false }).description,
    );
    assert.deepEqual(inRegion, ['eu-west-1 · 1 loaded', 'eu-west-1 · 1,200 jobs']);
  });
});

const base: BackupJob = {
  BackupVaultName: 'prod',
  CreationDate: new Date(now - 3 * hour - 60_000),
  State: 'COMPLETED',
  MessageCategory: 'SUCCESS',
};

const morning: BackupJob[] = [
  { ...base, BackupJobId: 'a', ResourceName: 'web-1', ResourceType: 'EBS' },
  {
    ...base,
    BackupJobId: 'b',
    ResourceArn: 'arn:aws:ec2:us-east-1:111122223333:volume/vol-1',
    ResourceType: 'EBS',
    CreationDate: new Date(now - 2 * hour - 60_000),
  },
  {
    ...base,
    BackupJobId: 'c',
    ResourceName: 'web-2',
    ResourceType: 'EC2',
    MessageCategory: 'VSS',
    CreationDate: new Date(now - 2 * hour - 60_000),
  },
  {
    ...base,
    BackupJobId: 'd',
    ResourceName: 'orders-db',
    ResourceType: 'RDS',
    State: 'FAILED',
    MessageCategory: 'AccessDenied',
    StatusMessage: 'Access denied to the key.',
    CreationDate: new Date(now - 5 * hour - 60_000),
  },
  {
    BackupVaultName: 'dev',
    BackupJobId: 'e',
    ResourceName: 'cache',
    ResourceType: 'EBS',
    State: 'RUNNING',
    PercentDone: '40.0',
    CreationDate: new Date(now - hour - 60_000),
  },
];
