import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { acceptIssue } from '../../src/commands/acceptIssue.js';
import { type KnownIssuesContext, listKnownIssues } from '../../src/commands/listKnownIssues.js';
import { KnownIssueSetting } from '../../src/editor/knownIssueSetting.js';
import type { BackupJob } from '../../src/jobs/backupJob.js';
import { type AcceptTarget, issueProposals } from '../../src/jobs/issueProposals.js';
import { dayAfter, type KnownIssue } from '../../src/jobs/knownIssue.js';
import { conditionsText, endText } from '../../src/jobs/knownIssueText.js';
import { visibleText } from '../../src/jobs/visibleText.js';
import { acceptTargetOfGroup, acceptTargetOfRuns } from '../../src/tree/acceptTarget.js';
import type { JobTreeProvider } from '../../src/tree/jobTreeProvider.js';
import { isRow, type Row } from '../../src/tree/rows.js';
import { hostileTexts } from '../hostile.js';
import { recentJobs } from '../unit/schedule/recentJobs.js';
import { withoutIsolates } from './rowTexts.js';
import { type Answer, type ShownPick, scriptedPickers } from './scriptedPickers.js';
import { labels, outline, tops, treeOf } from './treeOf.js';

const until = dayAfter(new Date(), 30);
const failed: BackupJob = {
  State: 'FAILED',
  MessageCategory: 'AccessDenied',
  StatusMessage: 'Access denied to vol-0a1b2c3d.',
};
const issues: BackupJob = {
  MessageCategory: 'Miscellaneous',
  StatusMessage: 'Unable to copy resource tags of vol-0a1b2c3d.',
};
const arn = (resource: string) => `arn:aws:ec2:us-east-1:111122223333:volume/${resource}`;
const latest = (more: BackupJob) => (run: number) => (run === 0 ? more : {});
/** `users` and `old` fail, `orders` missed a run, `carts` is overdue, and `tags` always has an issue. */
const night = [
  ...recentJobs({ resource: 'orders', without: [1] }),
  ...recentJobs({ resource: 'carts', to: 2 }),
  ...recentJobs({ resource: 'users', rule: 'other', more: latest(failed) }),
  ...recentJobs({ resource: 'old', plan: 'dev', more: latest({ State: 'EXPIRED' }) }),
  ...recentJobs({ resource: 'tags', plan: 'tags', more: () => issues }),
];

describe('Known issues in the tree', () => {
  afterEach(() => setIssues(undefined));

  it('are counted apart, and come last with their reasons', async () => {
    await setIssues([
      { statusMessage: 'Access denied to *', reason: 'Rotating the key', until },
      { resourceArn: arn('carts'), reason: 'Deleted on Monday', until },
      { resourceArn: arn('orders'), reason: 'Was off', until },
    ]);
    const { provider } = treeOf(night, { showsAttention: true });
    await judged(provider);
    assert.deepEqual(plain(await attention(provider)), [
      'Needs attention | 1 failed · known: 1 failed, 1 missed, 1 overdue · last # h',
      'old | Expired · EBS · # h ago',
      'users | known: Rotating the key · AccessDenied · EBS · # h ago',
      'orders | known: Was off · missed run of # · EBS',
      'carts | known: Deleted on Monday · overdue since # · EBS',
    ]);
    const [head] = await provider.getChildren();
    assert.ok(head !== undefined);
    const item = provider.getTreeItem(head);
    const kinds = '1 resource without a complete backup, 1 missed run, 1 overdue resource';
    assert.match(
      item.accessibilityInformation?.label ?? '',
      new RegExp(`^Needs attention, 1 resource without a complete backup, known issues: ${kinds}, last `),
    );
    assert.match(
      String((await provider.resolveTreeItem(item, head)).tooltip),
      new RegExp(`\nKnown: ${kinds}\\. They are accepted`),
    );
    const { provider: groups } = treeOf(night, { grouping: 'plan' });
    assert.deepEqual(await tops(groups), [
      'dev | 1 failed · 10',
      'prod | 1 known · 27',
      'tags · Completed with issues | 10',
    ]);
    const { provider: states } = treeOf(night, { grouping: 'state' });
    assert.deepEqual((await tops(states)).slice(0, 2), [
      'Failed · vault | 1 · 1 of them known',
      'Expired · vault | 1',
    ]);
  });

  it('are not in the number of the badge, whose texts count them apart', async () => {
    const { provider } = treeOf(night, { showsAttention: true });
    await judged(provider);
    const before = provider.badge;
    await setIssues([
      { resourceArn: arn('users'), reason: 'Rotating the key', until },
      { resourceArn: arn('orders'), reason: 'Was off', until },
    ]);
    assert.deepEqual(
      [before, provider.badge].map((badge) => [
        badge?.value,
        badge?.short,
        badge?.tooltip.split('\n').at(-1),
      ]),
      [
        [3, '2 failed · 1 missed', 'Not counted: 1 overdue resource'],
        [1, '1 failed · 2 known', 'Not counted: 1 overdue resource, 2 accepted as known issues'],
      ],
    );
    await setIssues([{ backupVaultName: 'vault', reason: 'A test account', until }]);
    assert.deepEqual([provider.badge?.value, provider.badge?.short], [0, '3 known']);
  });

  it('hide no other failure of their resource, and give it no good backup', async () => {
    await setIssues([{ statusMessage: 'Access denied to *', reason: 'Rotating the key', until }]);
    const jobs = recentJobs({
      resource: 'users',
      more: (run) => (run === 0 ? failed : run === 1 ? { State: 'EXPIRED', CompletionDate: new Date() } : {}),
    });
    const { provider } = treeOf(jobs, { showsAttention: true });
    assert.deepEqual(plain(await attention(provider)), [
      'Needs attention | 1 · last # h',
      'users | Expired · 2 nights · EBS · now',
    ]);
  });

  it('refresh the rows at once when the setting changes, and come back when they are removed', async () => {
    const { provider } = treeOf(night, { showsAttention: true });
    await judged(provider);
    const head = async () => plain(await attention(provider))[0];
    const changed = new Promise((resolve) => provider.onDidChangeTreeData(resolve));
    await setIssues([{ backupRuleId: 'prod-other', reason: 'Paused', until }]);
    assert.equal(await changed, undefined, 'the whole tree');
    assert.equal(
      await head(),
      'Needs attention | 1 failed · 1 missed · 1 overdue · known: 1 failed · last # h',
    );
    await setIssues([{ backupRuleId: 'prod-other', reason: 'Paused', until: '2020-01-01' }]);
    assert.equal(await head(), 'Needs attention | 2 failed · 1 missed · 1 overdue · last # h');
    await setIssues(undefined);
    assert.equal(await head(), 'Needs attention | 2 failed · 1 missed · 1 overdue · last # h');
  });

  it('are counted apart in each outcome, and an accepted issue is a good backup', async () => {
    const { provider } = treeOf(night, { grouping: 'outcome' });
    assert.ok((await outcomes(provider, 'Newly failing | 2')).includes('Completed with issues | 1'));
    await setIssues([
      { statusMessage: 'Access denied to *', reason: 'Rotating the key', until },
      { statusMessage: 'Unable to copy *', reason: 'No tags needed', until },
      { resourceArn: arn('orders'), reason: 'Was off', until },
    ]);
    const rows = await outcomes(provider, 'Newly failing | 1 · 1 known', 'Good | 1');
    assert.deepEqual(rows, [
      'Newly failing | 1 · 1 known',
      '  old | Expired · EBS · # h ago',
      '  users | known: Rotating the key · AccessDenied · EBS · # h ago',
      'Missed | 1 known',
      '  orders | known: Was off · missed run of # · EBS',
      'Overdue | 1',
      '  carts | overdue since # · EBS',
      'Good | 1',
      '  tags | EBS · # h ago',
    ]);
  });

  it('show their reason and end date in tooltips, whatever the texts are', async () => {
    await setIssues(
      texts.flatMap((text, place) => [
        { resourceArn: arn(`r${place}`), reason: text, until },
        { backupVaultName: text, reason: text, until },
      ]),
    );
    const jobs = texts.flatMap((_, place) =>
      recentJobs({ resource: `r${place}`, from: 0, more: () => failed }),
    );
    const { provider } = treeOf(jobs, { showsAttention: true });
    const [row] = await provider.getChildren();
    const rows = await provider.getChildren(row);
    assert.equal(rows.length, texts.length);
    for (const one of rows) {
      const { tooltip } = await provider.resolveTreeItem(provider.getTreeItem(one), one);
      assert.match(String(tooltip), /\n\nKnown issue until \w+ \d+, \d{4}: /);
      const shown = withoutIsolates(`${String(tooltip)}${described(provider, one)}`);
      assert.equal(visibleText(shown), shown);
      assert.match(withoutIsolates(described(provider, one)), /^known: /);
    }
  });
});

describe('Accepting a known issue', () => {
  afterEach(async () => {
    await setIssues(undefined);
    await setIssues(undefined, vscode.ConfigurationTarget.Workspace);
  });

  it('asks what to match, why, until when and where to save it, and writes it there', async () => {
    const shown = await accept('This message', 'Rotating the key', '30 days', 'For this workspace');
    const loaded = (count: number) => (count === 1 ? '1 loaded job' : `${count} loaded jobs`);
    assert.deepEqual(shown[0]?.rows, [
      `This message | ${loaded(1)} | message “Access denied to *.”, account 111122223333`,
      `This resource | ${loaded(1)} | resource ${arn('users')}`,
      `This rule | ${loaded(1)} | rule prod-other`,
      `This vault, in all regions | ${loaded(12)} | vault vault, account 111122223333`,
      `This message + This resource | ${loaded(1)} | message “Access denied to *.”, resource ${arn('users')}`,
      `This message + This rule | ${loaded(1)} | message “Access denied to *.”, rule prod-other`,
      `This message + This vault, in all regions | ${loaded(1)} | message “Access denied to *.”, vault vault, account 111122223333`,
      `This resource + This rule | ${loaded(1)} | resource ${arn('users')}, rule prod-other`,
    ]);
    const { globalValue, workspaceValue } = stored();
    assert.deepEqual(
      [globalValue, workspaceValue],
      [
        undefined,
        [
          {
            statusMessage: 'Access denied to *.',
            accountId: '111122223333',
            reason: 'Rotating the key',
            until,
          },
        ],
      ],
    );
    await accept('This rule', 'Paused', '90 days', 'For me');
    assert.deepEqual(stored().globalValue, [
      { backupRuleId: 'prod-other', reason: 'Paused', until: dayAfter(new Date(), 90) },
    ]);
    const kept = new KnownIssueSetting();
    assert.deepEqual(
      kept.entries.map(({ issue, scope }) => [scope, issue?.reason]),
      [
        ['user', 'Paused'],
        ['workspace', 'Rotating the key'],
      ],
    );
    kept.dispose();
  });

  it('writes nothing when the user cancels at any step, or goes back and cancels', async () => {
    const answers = ['This rule', 'Paused', '30 days'];
    for (let steps = 0; steps <= answers.length; steps++) await accept(...answers.slice(0, steps), 'ESCAPE');
    await accept('This rule', 'BACK', 'This vault, in all regions', 'Paused', 'BACK', 'BACK', 'ESCAPE');
    assert.deepEqual([stored().globalValue, stored().workspaceValue], [undefined, undefined]);
  });

  it('takes an end date that is typed, at most a year ahead', async () => {
    await accept('This rule', 'Paused', '45', 'For me');
    await accept('This rule', 'Paused', dayAfter(new Date(), 60), 'For me');
    const ends = (stored().globalValue as readonly KnownIssue[]).map((issue) => issue.until);
    assert.deepEqual(ends, [dayAfter(new Date(), 45), dayAfter(new Date(), 60)]);
    for (const typed of ['800', dayAfter(new Date(), -1), dayAfter(new Date(), 400), 'soon', '03/11/2027'])
      await assert.rejects(accept('This rule', 'Paused', typed), /has no/, typed);
    assert.equal((stored().globalValue as readonly unknown[]).length, 2);
  });

  it('keeps what is in the settings, and changes nothing that is not a list', async () => {
    const broken = { resourceArm: 'a typo' };
    await setIssues([broken]);
    await accept('This rule', 'Paused', '30 days', 'For me');
    assert.deepEqual(stored().globalValue, [broken, { backupRuleId: 'prod-other', reason: 'Paused', until }]);
    await setIssues('a text');
    await accept('This rule', 'Paused', '30 days', 'For me');
    assert.equal(stored().globalValue, 'a text');
  });

  it('applies to a resource that needs attention, a group, and a run that made no job', async () => {
    const { provider } = treeOf(night, { showsAttention: true });
    await judged(provider);
    const [head, ...groups] = await provider.getChildren();
    const rows = await provider.getChildren(head);
    const loaded = async () => night;
    const rulesOf = ({ jobs, runs }: AcceptTarget) =>
      issueProposals({ jobs, runs }, new Date())
        .flatMap(({ matches: [match, ...others] }) => (others.length === 0 ? conditionsText(match) : []))
        .filter((text) => /^rule [^,]*$/.test(text));
    const targets: string[][] = [];
    for (const row of [...rows, ...groups])
      if (isRow(row, 'group')) targets.push(rulesOf(await acceptTargetOfGroup(row, loaded)));
      else if (isRow(row, 'missed')) targets.push(rulesOf(acceptTargetOfRuns([row])));
    assert.deepEqual(targets, [
      ['rule dev-daily'],
      ['rule prod-other'],
      ['rule prod-daily'],
      ['rule prod-daily'],
      ['rule tags-daily', 'rule prod-other', 'rule dev-daily'],
    ]);
  });
});

describe('The list of known issues', () => {
  afterEach(async () => {
    await setIssues(undefined);
    await setIssues(undefined, vscode.ConfigurationTarget.Workspace);
  });

  it('has all with reason and end date, ended and unusable ones too, and can remove one', async () => {
    await setIssues([
      { statusMessage: 'Access denied to *', reason: 'Rotating the key', until },
      { backupVaultName: 'vault', reason: 'Was a test', until: '2020-01-31' },
      { resourceArm: 'a typo', reason: 'r', until },
    ]);
    const team = [{ backupRuleId: 'dev-daily', reason: 'Paused', until }];
    await setIssues(team, vscode.ConfigurationTarget.Workspace);
    const shown = await list({ press: 'Remove', on: 'Was a test' }, 'Rotating the key', 'Remove', 'ESCAPE');
    const date = endText({ until }, vscode.env.language);
    assert.deepEqual(shown[0]?.rows, [
      `Rotating the key | until ${date} · 1 loaded job | message “Access denied to *”`,
      'Was a test | ended on Jan 31, 2020, and accepts nothing | vault vault',
      'Entry 3 | cannot be used: resourceArm: unknown name, one of statusMessage, resourceArn, backupRuleId, backupVaultName is missing. Select it to open the settings',
      `Paused | until ${date} · 1 loaded job | rule dev-daily`,
    ]);
    assert.equal(shown.at(-1)?.rows.length, 2);
    assert.deepEqual(stored().globalValue, [{ resourceArm: 'a typo', reason: 'r', until }]);
    assert.deepEqual(stored().workspaceValue, team);
  });

  it('says of runs without a job how many, and how many jobs, each choice accepts', async () => {
    const { provider } = treeOf(night, { showsAttention: true });
    await judged(provider);
    const [attention] = await provider.getChildren();
    const rows = (await provider.getChildren(attention)).filter((row) => isRow(row, 'missed'));
    const [orders] = rows.filter(({ finding }) => finding.scope.name === arn('orders'));
    assert.ok(orders);
    const { pickers, shown } = scriptedPickers(['ESCAPE']);
    await acceptIssue(acceptTargetOfRuns([orders]), {
      knownJobs: () => night,
      acceptedRuns: (known) => provider.acceptedRuns(known),
      pickOne: pickers.one,
    });
    assert.deepEqual(
      shown[0]?.rows.map((row) => row.split(' | ').slice(0, 2)),
      [
        ['This resource', '1 run without a job'],
        ['This rule', '3 runs without a job'],
        ['This vault, in all regions', '12 loaded jobs · 3 runs without a job'],
        ['This resource + This rule', '1 run without a job'],
      ],
    );
  });

  it('counts the runs without a job that an issue accepts', async () => {
    const { provider } = treeOf(night, { showsAttention: true });
    await judged(provider);
    await setIssues([
      { resourceArn: arn('orders'), reason: 'Was off', until },
      { backupRuleId: 'moved', reason: 'Moved', until },
    ]);
    const shown = await listWith((known) => provider.acceptedRuns(known), 'ESCAPE');
    const date = endText({ until }, vscode.env.language);
    assert.deepEqual(shown[0]?.rows, [
      `Was off | until ${date} · 1 run without a job | resource ${arn('orders')}`,
      `Moved | until ${date} · 0 loaded jobs | rule moved`,
    ]);
  });

  it('opens a job that an issue accepts, and says so if there are no issues', async () => {
    await setIssues([{ statusMessage: 'Access denied to *', reason: 'Rotating the key', until }]);
    openedJobs.length = 0;
    const shown = await list('Rotating the key', 'Open a Job…', 'users');
    assert.match(shown[2]?.rows[0] ?? '', /^users \| Failed · \d+ h ago \| Access denied to vol-0a1b2c3d\.$/);
    assert.deepEqual(openedJobs, ['prod-other-users-0']);
    await setIssues(undefined);
    assert.equal((await list('ESCAPE'))[0]?.rows[0]?.split(' | ')[0], 'No known issues');
  });

  it('shows hostile texts on one line each', async () => {
    await setIssues(
      texts.flatMap((text) => [
        { resourceArn: arn('users'), reason: text, until },
        { [text]: text, reason: text, until },
      ]),
    );
    const rows = (await list('ESCAPE'))[0]?.rows ?? [];
    assert.equal(rows.length, 2 * texts.length);
    assert.deepEqual(rows.map(visibleText), rows);
  });
});

/** Hostile texts that a reason may be. */
const texts = Object.values(hostileTexts).filter((one) => one.trim() !== '' && one.length < 10_000);

const [users] = recentJobs({ resource: 'users', rule: 'other', from: 0, more: () => failed });

/** Answers the steps of accepting a failed job. */
async function accept(...answers: readonly Answer[]): Promise<readonly ShownPick[]> {
  const { pickers, shown, unused } = scriptedPickers(answers);
  const target = { jobs: users === undefined ? [] : [users], runs: [] };
  await acceptIssue(target, { knownJobs: () => night, acceptedRuns: () => 0, pickOne: pickers.one });
  assert.deepEqual(unused, []);
  return shown;
}

/** The IDs of the jobs that {@link list} has opened. */
const openedJobs: (string | undefined)[] = [];

/** Answers the list of known issues. */
function list(...answers: readonly Answer[]) {
  return listWith(() => 0, ...answers);
}

async function listWith(acceptedRuns: KnownIssuesContext['acceptedRuns'], ...answers: readonly Answer[]) {
  const { pickers, shown, unused } = scriptedPickers(answers);
  await listKnownIssues({
    loaded: () => [{ jobs: night, targetOf: (job) => ({ job, reference: undefined }) }],
    acceptedRuns,
    openJob: ({ job }) => openedJobs.push(job?.BackupJobId),
    pickOne: pickers.one,
  });
  assert.deepEqual(unused, []);
  return shown;
}

function stored(): { readonly globalValue?: unknown; readonly workspaceValue?: unknown } {
  return vscode.workspace.getConfiguration('backupJobs').inspect('knownIssues') ?? {};
}

async function setIssues(value: unknown, target = vscode.ConfigurationTarget.Global): Promise<void> {
  await vscode.workspace.getConfiguration('backupJobs').update('knownIssues', value, target);
}

/** Resolves when the tree knows of missed runs. */
async function judged(provider: JobTreeProvider): Promise<void> {
  labels(provider, await provider.getChildren());
  await new Promise((resolve) => provider.onDidChangeTreeData(resolve));
}

/** The rows of each outcome, once the first row is this one, and another is there. */
async function outcomes(provider: JobTreeProvider, first: string, other = first): Promise<string[]> {
  for (let attempt = 0; attempt < 200; attempt++) {
    const rows = await outline(provider);
    if (rows[0] === first && rows.includes(other)) return plain(rows.filter((row) => !/^ {4}/.test(row)));
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  throw new Error(`The first outcome is never ${first}`);
}

async function attention(provider: JobTreeProvider): Promise<string[]> {
  const [row] = await provider.getChildren();
  assert.equal(row?.kind, 'attention');
  const below = await provider.getChildren(row);
  return labels(
    provider,
    [row, ...below].filter((one) => one !== undefined),
  );
}

function described(provider: JobTreeProvider, row: Row): string {
  return String(provider.getTreeItem(row).description);
}

/** Replaces hours and times, which differ. */
function plain(rows: readonly string[]): string[] {
  return rows.map((row) =>
    row
      .replace(/last \d+ h/, 'last # h')
      .replace(/\d+ h ago/, '# h ago')
      .replace(/(since|of) (\w{3} )?\d+:\d+.[AP]M/, '$1 #'),
  );
}
