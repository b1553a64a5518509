import assert from 'node:assert/strict';
import { attentionHours } from '../../src/jobs/attention.js';
import type { BackupJob } from '../../src/jobs/backupJob.js';
import { visibleText } from '../../src/jobs/visibleText.js';
import type { JobTreeProvider } from '../../src/tree/jobTreeProvider.js';
import type { Row } from '../../src/tree/rows.js';
import { rowTooltip } from '../../src/tree/rowTooltip.js';
import { hostileTexts } from '../hostile.js';
import { accountOf } from '../service/givenAccount.js';
import { latestRunTime, recentJobs } from '../unit/schedule/recentJobs.js';
import { until } from '../until.js';
import { withoutIsolates } from './rowTexts.js';
import { labels, providerOf, regionOf, treeOf } from './treeOf.js';

const failed: BackupJob = { State: 'FAILED', MessageCategory: 'AccessDenied' };
/** Since its last run, `orders` has a job again; `carts` and the plan `dev` have none since two runs. */
const night = [
  ...recentJobs({ resource: 'orders', without: [1] }),
  ...recentJobs({ resource: 'carts', to: 2 }),
  ...recentJobs({ resource: 'users', more: (run) => (run === 0 ? failed : {}) }),
  ...['a', 'b', 'c'].flatMap((resource) => recentJobs({ resource, plan: 'dev', to: 1 })),
];

describe('Missed runs in the tree', () => {
  it('join what needs attention after the failures, counted apart, once all jobs are loaded', async () => {
    const { provider, session } = treeOf(night, { pageSize: 20, showsAttention: true });
    const [before] = await provider.getChildren();
    assert.match(
      tooltip(before),
      /Missed runs are not known until all jobs are loaded\. Load All loads them\./,
    );
    const [root] = provider.roots;
    assert.ok(root !== undefined);
    const changed = judged(provider);
    await session.pool.loadAll(root.list.selection, { signal: new AbortController().signal });
    await changed;
    const rows = await attentionRows(provider);
    assert.deepEqual(plain(labels(provider, rows)), [
      'Needs attention | 1 failed · 1 missed · 4 overdue · last # h',
      'users | AccessDenied · EBS · # h ago',
      'orders | missed run of # · EBS',
      'dev · daily | no job since # · 3 resources',
      'carts | overdue since # · EBS',
    ]);
    assert.match(tooltip(rows[0]), /Judged: all 6 pairs of a resource and a rule\./);
  });

  it('say in their tooltips the expected time with its zone, the rule, and what to check', async () => {
    const rows = await shownRows(night);
    const [missed, whole] = [rows[2], rows[3]].map((row) => tooltip(row).split('\n'));
    const expected = new Date(latestRunTime() - 86_400_000).toISOString().slice(0, 19).replace('T', ' ');
    assert.equal(missed?.[0], 'orders · missed: no job, but there are jobs before and after');
    assert.match(missed?.[2] ?? '', new RegExp(`^Expected: \\w+ .+ \\(${expected} UTC\\)$`));
    assert.deepEqual(
      missed?.slice(3).map((line) => line.split(':')[0]),
      [
        'Plan',
        'Rule',
        'Schedule',
        'Time zone',
        'ResourceArn',
        'What to check',
        '',
        'Click the row to open the latest job.',
      ],
    );
    assert.match(
      missed?.[8] ?? '',
      /selection of the plan at the time, the opt-in of its type, and the role/,
    );
    assert.deepEqual(
      whole?.slice(3).map((line) => line.split(':')[0]),
      [
        'Plan',
        'Rule',
        'Schedule',
        'Time zone',
        'Resources',
        'What to check',
        '',
        'Click the row to open the latest job.',
      ],
    );
  });

  it('have their resources below them if they are of a whole rule, and so does the outcome', async () => {
    const expected = ['a', 'b', 'c'].map((name) => `${name} | overdue since # · EBS`);
    const { provider } = treeOf(night, { showsAttention: true });
    await judged(provider);
    const rule = (await attentionRows(provider)).find((row) => isOfRule(row));
    const below = await provider.getChildren(rule);
    assert.deepEqual(plain(labels(provider, below)), expected);
    assert.deepEqual(
      below.map((row) => [
        provider.getParent(row) === rule,
        row.kind === 'missed' && row.finding.series.length,
      ]),
      below.map(() => [true, 1]),
    );
    const { provider: outcomes } = treeOf(night, { grouping: 'outcome' });
    await judged(outcomes);
    const tops = await outcomes.getChildren();
    const overdue = tops.find((row) => row.kind === 'outcome' && row.outcome === 'overdue');
    const row = (await outcomes.getChildren(overdue)).find((one) => isOfRule(one));
    assert.deepEqual(plain(labels(outcomes, await outcomes.getChildren(row))), expected);
  });

  it('name the regions of an account that is overdue in all regions that are read', async () => {
    const regions = ['eu-west-1', 'us-east-1'].map((region) =>
      regionOf(region, accountOf(recentJobs({ resource: region, plan: region, to: 1 })), { pageSize: 1000 }),
    );
    const { provider } = providerOf(
      regions.map(({ session }) => session),
      { showsAttention: true },
    );
    await judged(provider);
    const [, account] = await attentionRows(provider);
    assert.deepEqual(plain(labels(provider, account ? [account] : [])), [
      'Account 111122223333 | overdue since # · 2 resources · eu-west-1, us-east-1',
    ]);
    assert.deepEqual(plain(labels(provider, await provider.getChildren(account))), [
      'eu-west-1 | overdue since # · EBS · eu-west-1',
      'us-east-1 | overdue since # · EBS · us-east-1',
    ]);
  });

  it('open the latest job by a click, and are no jobs', async () => {
    const { provider } = treeOf(night, { showsAttention: true });
    await judged(provider);
    const rows = await attentionRows(provider);
    const missed = rows.filter(({ kind }) => kind === 'missed');
    assert.deepEqual(
      missed.map((row) => provider.getTreeItem(row).command?.arguments?.[0]?.backupJobId),
      ['prod-daily-orders-0', 'dev-daily-a-1', 'prod-daily-carts-2'],
    );
    assert.deepEqual(provider.eachJobOnce(missed), []);
    const all = await provider.getChildren();
    assert.deepEqual(labels(provider, all).slice(1), [`vault | 1 failed · ${night.length}`]);
  });

  it('are in the row of their resource if it failed, too', async () => {
    const jobs = recentJobs({ resource: 'orders', without: [1], more: (run) => (run === 0 ? failed : {}) });
    const rows = await shownRows(jobs);
    assert.deepEqual(plain(rows.map(({ text }) => text)), [
      'Needs attention | 1 failed · 1 missed · last # h',
      'orders | AccessDenied · missed run of # · EBS · # h ago',
    ]);
    assert.match(tooltip(rows[1]), /orders · missed: no job.*What to check: /s);
  });

  it('are counted in the badge, unlike overdue ones, and its tooltip says so', async () => {
    const { provider } = treeOf(night, { showsAttention: true });
    await judged(provider);
    const { badge } = provider;
    assert.deepEqual([badge?.value, badge?.short], [2, '1 failed · 1 missed']);
    assert.match(
      badge?.tooltip ?? '',
      new RegExp(
        [
          `^In the ${attentionHours(new Date())} hours until \\w+ \\d.+: 1 resource without a complete backup, 1 missed run`,
          'A missed run made no job, but a later run of its rule did\\.',
          'Not counted: 4 overdue resources$',
        ].join('\n'),
      ),
    );
  });

  it('are counted like failures in the badge, the status bar and the tree: resources, of the filter', async () => {
    const users = recentJobs({ resource: 'users', more: (run) => (run === 0 ? failed : {}) });
    const parent = users.at(-1);
    const part = { ...parent, CreatedBy: undefined, ParentJobId: parent?.BackupJobId };
    const twice = [...users, { ...parent, BackupJobId: 'again' }];
    const nested = [
      ...users.slice(0, -1),
      { ...parent, IsParent: true },
      ...['p1', 'p2'].map((BackupJobId) => ({ ...part, BackupJobId })),
    ];
    const orders = recentJobs({ resource: 'orders', without: [1] });
    const query = { accountId: '111122223333' };
    for (const jobs of [twice, nested, [...twice, { ...parent, AccountId: '444455556666' }]]) {
      const { provider } = treeOf([...orders, ...jobs], { showsAttention: true, query });
      await judged(provider);
      const [row = ''] = labels(provider, await provider.getChildren());
      const short = '1 failed · 1 missed';
      assert.deepEqual(
        [provider.badge?.value, provider.badge?.short, plain([row])],
        [2, short, [`Needs attention | ${short} · last # h`]],
      );
    }
  });

  it('are in the badge while the row of what needs attention is hidden', async () => {
    const { provider } = treeOf(night, { showsAttention: false });
    await provider.getChildren();
    await until(() => provider.badge?.short === '1 failed · 1 missed');
  });

  it('are not called none while some schedules cannot be judged', async () => {
    const calm = recentJobs({ resource: 'a' });
    const young = [1, 2, 3].flatMap((place) => recentJobs({ resource: `new-${place}`, from: 1 }));
    const rowOf = async (jobs: readonly BackupJob[]) => {
      const { provider } = treeOf(jobs, { showsAttention: true });
      const [row] = await provider.getChildren();
      await until(() => row?.kind === 'attention' && typeof row.schedule === 'object');
      return plain(labels(provider, row === undefined ? [] : [row]));
    };
    assert.deepEqual(
      [await rowOf(calm), await rowOf([...calm, ...young]), await rowOf(young)],
      [
        ['Needs attention | none, last # h'],
        ['Needs attention | 0 failed · 0 missed (1 of 4 judged) · last # h'],
        ['Needs attention | 0 failed · last # h'],
      ],
    );
  });

  it('name their region if there are several, and the regions that are not known', async () => {
    const regions = [
      regionOf('eu-west-1', accountOf(night), { pageSize: 1000 }),
      regionOf('us-east-1', accountOf(night), { pageSize: 20 }),
    ];
    const { provider } = providerOf(
      regions.map(({ session }) => session),
      { showsAttention: true },
    );
    await judged(provider);
    const rows = await attentionRows(provider);
    assert.deepEqual(plain(labels(provider, rows)), [
      'Needs attention | 2 failed · 1+ missed · 4+ overdue · last # h',
      'users | AccessDenied · eu-west-1 · EBS · # h ago',
      'users | AccessDenied · us-east-1 · EBS · # h ago',
      'orders | missed run of # · EBS · eu-west-1',
      'dev · daily | no job since # · 3 resources · eu-west-1',
      'carts | overdue since # · EBS · eu-west-1',
    ]);
    assert.match(tooltip(rows[0]), /Missed runs are not known in these regions: us-east-1\./);
  });

  it('say of a filtered rule only what is known of the selected resources', async () => {
    const { provider } = treeOf(night, { showsAttention: true, query: { resourceType: 'EBS' } });
    await judged(provider);
    const rows = await attentionRows(provider);
    assert.equal(plain(labels(provider, rows))[3], 'dev · daily | overdue since # · 3 resources');
  });

  it('show hostile names as plain text on one line', async () => {
    for (const text of Object.values(hostileTexts)) {
      const named = { ...(text && { ResourceName: text }), ResourceType: text };
      const rows = await shownRows(
        recentJobs({ resource: 'x', plan: text, rule: text, without: [1], more: () => named }),
      );
      const shown = withoutIsolates(rows.map((row) => `${row.text}${tooltip(row)}`).join(''));
      assert.equal(visibleText(shown), shown);
      assert.ok(
        rows.every((row) => row.text.length < 400),
        text.slice(0, 40),
      );
    }
  });
});

/** Resolves when the tree knows of missed runs. */
async function judged(provider: JobTreeProvider): Promise<void> {
  labels(provider, await provider.getChildren());
  await new Promise((resolve) => provider.onDidChangeTreeData(resolve));
}

function isOfRule(row: Row): boolean {
  return row.kind === 'missed' && row.finding.scope.kind === 'rule';
}

/** The row of what needs attention, and the rows below. */
async function attentionRows(provider: JobTreeProvider): Promise<Row[]> {
  const [attention] = await provider.getChildren();
  assert.equal(attention?.kind, 'attention');
  return [...(attention ? [attention] : []), ...(await provider.getChildren(attention))];
}

async function shownRows(jobs: readonly BackupJob[]) {
  const { provider } = treeOf(jobs, { showsAttention: true });
  await judged(provider);
  const rows = await attentionRows(provider);
  return rows.map((row, place) => Object.assign(row, { text: labels(provider, rows)[place] ?? '' }));
}

function tooltip(row: Row | undefined): string {
  return (row && rowTooltip(row, new Date())) ?? '';
}

/** Replaces the hours, which differ on a Monday, and times. */
function plain(rows: readonly string[]): string[] {
  return rows.map((row) =>
    row
      .replace(/last \d+ h/, 'last # h')
      .replace(/\d+ h ago/, '# h ago')
      .replace(/(of|since) .*?(\d+:\d+.[AP]M)/, '$1 #'),
  );
}
