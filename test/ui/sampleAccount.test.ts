import assert from 'node:assert/strict';
import type { Workbench } from '../host/workbench.js';
import { unfoldAllFields } from './allFields.js';
import { untilEqual } from './untilEqual.js';
import { openWindow, pictureOfFailure, type Window } from './window.js';

const vaultNames = [
  'Default',
  'aws/efs/automatic-backup-vault',
  'compliance-airgapped',
  'database-vault',
  'dev-vault',
  'prod-vault',
];

describe('A new user without an AWS account', () => {
  let window: Window;

  before(async () => {
    window = await openWindow();
    await window.workbench.openBackupJobs();
  });
  afterEach(function () {
    return pictureOfFailure.call(this, window);
  });
  after(() => window.close());

  it('sees that there is no AWS configuration, and opens the sample account with one click', async () => {
    const { workbench } = window;
    await workbench.view.getByText('This machine has no AWS configuration.').waitFor();
    await workbench.view.getByRole('button', { name: 'Open History…' }).waitFor();
    await workbench.picture('welcome');
    await workbench.view.getByRole('button', { name: 'Open the Sample Account' }).click();
    await workbench.row(/^Load more…/).waitFor();
    // The newest jobs depend on the time of the week: a vault may have no failed ones among them.
    const vaults = (await workbench.rows()).map((row) =>
      /^(?<name>\S+) \| ((?<failed>[\d,]+)\+ failed · )?(?<jobs>[\d,]+)\+$/.exec(row),
    );
    assert.equal(vaults.pop(), null);
    assert.deepEqual(await spokenNames(workbench), ['Default', 'Load more…', ...vaultNames.slice(1)]);
    const numbers = (part: string) =>
      vaults.map((vault) => Number(vault?.groups?.[part]?.replaceAll(',', '') ?? 0));
    const loaded = numbers('jobs').reduce((sum, jobs) => sum + jobs, 0);
    await workbench.row(`Load more…, ${loaded.toLocaleString('en')} loaded`).waitFor();
    const isRare = (name = '') => /^(aws|compliance)/.test(name);
    const nightly = numbers('failed').filter((_, place) => !isRare(vaults[place]?.groups?.['name']));
    assert.ok(!nightly.includes(0), `the last nights had failures in each: ${nightly}`);
    await workbench.view.getByText('Sample account · us-east-1').waitFor();
  });

  it('opens a vault and sees what needs attention first', async () => {
    const { workbench } = window;
    await workbench.toggle(/^prod-vault/);
    await workbench.toggle(/^Failed,/);
    await workbench.jobRow('Failed').waitFor();
    await workbench.picture('failed-jobs');
    const rows = await workbench.rows();
    const vault = rows.findIndex((row) => row.startsWith('prod-vault'));
    const [state, ...below] = rows.slice(vault + 1);
    const isJob = (row: string) => /^[^|]+ \| .+ · (now|\d+ (min|h|d) ago)$/.test(row);
    const failed = Number(/^Failed \| (\d+)$/.exec(state ?? '')?.[1]);
    assert.ok(failed > 0, `a count without a plus is exact: ${state}`);
    // After some nights, the failed jobs fill the view.
    assert.deepEqual(
      below.map(isJob).lastIndexOf(true),
      Math.min(failed, below.length) - 1,
      below.join('\n'),
    );
    assert.ok(below.slice(0, failed).every(isJob), below.join('\n'));
    const label = await workbench
      .row(/^prod-vault, 1,0\d\d\+ jobs, [\d,]+\+ failed/)
      .getAttribute('aria-label');
    const [, bad = ''] = /([\d,]+)\+ failed/.exec(label ?? '') ?? [];
    assert.ok(
      Number(bad.replaceAll(',', '')) >= failed,
      'the vault counts the expired and partial ones as well',
    );
  });

  it('loads more with a group’s inline action, and with the last row, until all is loaded', async () => {
    const { workbench } = window;
    const vault = workbench.row(/^prod-vault/);
    await vault.hover();
    await vault.getByRole('button', { name: 'Load More' }).click();
    await workbench.row(/^prod-vault, [\d,]+ jobs, [\d,]+ failed/).waitFor();
    await workbench.toggle(/^prod-vault/);
    for (const _ of ['second page', 'third page']) {
      const count = await workbench.row(/^Load more…/).getAttribute('aria-label');
      await workbench.row(/^Load more…/).click();
      await workbench.untilGone(workbench.page.locator(`[aria-label="${count}"]`));
    }
    // A vault may have no failed jobs, and the jobs of one state only.
    const rows = await workbench.rows();
    assert.deepEqual(
      rows.filter((row) => !/ \| ([\d,]+ failed · )?[\d,]+$/.test(row)),
      [],
    );
    assert.deepEqual(await spokenNames(workbench), vaultNames);
    await workbench.picture('all-loaded');
  });

  it('reads all fields of a job in the panel, which is restored after a reload of the window', async () => {
    const { workbench } = window;
    await workbench.toggle(/^prod-vault/);
    await workbench.toggle(/^Failed,/);
    await workbench.jobRow('Failed').click();
    const panel = await workbench.webview('[data-field="BackupJobId"] .value');
    await unfoldAllFields(panel);
    const id = await panel.locator('[data-field="BackupJobId"] .value').innerText();
    await untilEqual(() => panel.locator('[data-field="State"] .value').innerText(), 'FAILED');
    assert.equal(
      await panel.locator('[data-section=allFields] details > .group > dl > .field').count(),
      32,
      'thirty listed fields and two of DescribeBackupJob',
    );
    assert.match(
      (await panel.locator('[data-field="CreationDate"] .value').getAttribute('title')) ?? '',
      / UTC$/,
    );
    await workbench.untilGone(panel.locator('.reading'));
    await workbench.picture('panel');
    await panel.getByRole('button', { name: 'Copy ResourceArn' }).click();
    await workbench.page.getByText('Copied ResourceArn').waitFor();
    assert.equal(
      await workbench.clipboard(),
      await panel.locator('[data-field="ResourceArn"] .value').innerText(),
    );
    await workbench.reload();
    const restored = await workbench.webview('[data-field="BackupJobId"] .value');
    await untilEqual(() => restored.locator('[data-field="BackupJobId"] .value').innerText(), id);
    assert.deepEqual(await workbench.notifications(), []);
  });

  it('reads the panel in every kind of theme', async () => {
    const { workbench } = window;
    await workbench.openBackupJobs();
    await workbench.toggle(/^prod-vault/);
    for (const theme of ['dark', 'high-contrast', 'high-contrast-light', 'light'] as const) {
      await workbench.setTheme(theme);
      const panel = await workbench.webview('.state');
      const colours = await panel.evaluate(coloursOfTheme);
      assert.equal(new Set(colours).size, colours.length, `${theme}: ${colours}`);
      assert.ok(!colours.includes(''), `${theme}: ${colours}`);
      await workbench.picture(`theme-${theme}`);
    }
  });

  it('opens a job as JSON from its row, and copies its ID and resource ARN', async () => {
    const { workbench } = window;
    await workbench.toggle(/^Failed,/);
    const job = workbench.jobRow('Failed');
    await job.hover();
    await job.getByRole('button', { name: 'Open as JSON' }).click();
    await workbench.page.getByText('"AccountId"').waitFor();
    const text = await workbench.editorText();
    assert.match(text, /"CreationDate": "20\d\d-\d\d-\d\dT[\d:.]+Z"/);
    await workbench.picture('json');
    for (const [item, field] of [
      ['Copy Job ID', 'BackupJobId'],
      ['Copy Resource ARN', 'ResourceArn'],
    ] as const) {
      await workbench.chooseInMenu(job, item);
      await workbench.page.getByText(`Copied ${field}`).waitFor();
      assert.ok(text.includes(`"${field}": "${await workbench.clipboard()}"`), item);
    }
    assert.deepEqual(await workbench.notifications(), []);
  });

  it('refreshes, and expanded rows stay expanded', async () => {
    const { workbench } = window;
    const before = await workbench.rows();
    await workbench.titleAction('Refresh');
    await workbench.untilQuiet();
    const names = (rows: string[]) => rows.map((row) => row.split(' | ')[0]);
    assert.deepEqual(names(await workbench.rows()), names(before));
  });

  it('sees the failures, missed runs and schedules of a month in the calendar', async () => {
    const { workbench } = window;
    await workbench.runCommand('View: Close All Editors');
    await workbench.runCommand('Backup Jobs: Open Calendar');
    const page = await workbench.webview('.line-head');
    await page.locator('.result-FAILED').first().waitFor();
    const legend = await page.locator('.legend li').allInnerTexts();
    for (const mark of ['Failed', 'Missed run', 'Overdue run', 'Completed', 'Not judged'])
      assert.ok(legend.includes(mark), `${mark} in ${legend}`);
    await workbench.pictures('calendar-sample');
  });
});

/** The names of the rows in the tree, as a screen reader says them, in alphabetical order. */
async function spokenNames({ page }: Workbench): Promise<string[]> {
  const labels = await page
    .locator('.sidebar [role=treeitem]')
    .evaluateAll((rows: { readonly ariaLabel: string | null }[]) =>
      rows.map(({ ariaLabel }) => ariaLabel ?? ''),
    );
  return labels.map((label) => label.replace(/, .*/, '')).sort();
}

/** Runs in the page: the colours of texts, of the background and of states, from the editor's theme. */
const coloursOfTheme = `
  ['foreground', 'editor-background', 'charts-red', 'charts-green', 'backupJobs-warningForeground'].map((name) =>
    getComputedStyle(document.documentElement).getPropertyValue('--vscode-' + name).toLowerCase())
` as unknown as () => string[];
