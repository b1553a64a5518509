import assert from 'node:assert/strict';
import { generateAccount } from '../../src/sample/generateAccount.js';
import { Actions } from './actions.js';
import { takeWindow } from './sharedWindow.js';
import { pictureOfFailure, type ServedWindow } from './window.js';

describe('A person who asks what broke since yesterday', () => {
  let window: ServedWindow;

  before(async () => {
    const account = generateAccount({ seed: 20_181_115, jobs: 2000, now: Date.now() });
    window = await takeWindow(account, { settings: { 'backupJobs.showNeedsAttention': true } });
    await window.workbench.openBackupJobs();
  });
  afterEach(function () {
    return pictureOfFailure.call(this, window);
  });
  after(() => window.close());

  it('sees it, since when and why, and copies it, in three actions', async () => {
    const { workbench } = window;
    const { page } = workbench;
    const actions = new Actions(page);
    await workbench.row(/^Needs attention, \d+\+? resources/).waitFor();

    await actions.click(
      page.locator('.sidebar .composite.title').getByRole('button', { name: 'Open Overview' }),
    );
    // On a Monday, these are the missed runs of three days.
    const attention = workbench.row(
      /^Needs attention, \d+ resources .+, \d+ missed runs?, 4 overdue resources, /,
    );
    await attention.waitFor();
    await workbench.untilQuiet();
    const rows = await workbench.rows();
    assert.match(rows[0] ?? '', /^Needs attention \| \d+ failed · \d+ missed · 4 overdue · last \d+ h$/);
    const missed = rows.find((row) =>
      /^[\w-]+ \| missed run of (\w{3} )?\d+:\d\d [AP]M · DynamoDB$/.test(row),
    );
    assert.ok(missed, rows.join('\n'));
    assert.ok(
      rows.some((row) => /^reports · nightly \| no job since \w.+ · 3 resources$/.test(row)),
      rows.join('\n'),
    );
    await workbench.pictures('missed-runs');

    const [name = ''] = missed.split(' ');
    await actions.click(workbench.row(new RegExp(`^${name}, missed run of `)));
    await page.getByRole('tab', { name: new RegExp(`^${name}`) }).waitFor();

    await attention.hover();
    await actions.click(attention.getByRole('button', { name: 'Copy Summary' }));
    await page.getByText(/Copied a summary of \d+ resources/).waitFor();
    const summary = await workbench.clipboard();
    assert.match(summary, /^\*\*\d+ resources without a complete backup in the (24|72) hours before /);
    assert.match(summary, /^\*\*\d+ missed runs?, 4 overdue resources\*\*/m);
    assert.match(
      summary,
      new RegExp(`^- \\*\\*\`${name}\`\\*\\* \\(.*plan \`[\\w-]+\`, rule \`[\\w-]+\`.+missed run of `, 'm'),
    );
    assert.match(summary, /^ {2}- What to check: Whether the resource matched the selection of the plan/m);
    const done = actions.take();
    assert.ok(done.length <= 3, done.join(', '));
  });

  it('sees how many missed runs the badge and the status bar count', async () => {
    const { workbench } = window;
    const status = workbench.statusBarItem('backupJobs.connection');
    await status.getByText(/ · \d+ failed · \d+ missed$/).waitFor();
    const label = await status.getByRole('button').first().getAttribute('aria-label');
    assert.match(label ?? '', /In the (24|72) hours until .+ without a complete backup, \d missed runs?/);
    await workbench.page
      .locator('.activitybar .action-label[aria-label*=" without a complete backup, "]')
      .waitFor();
  });

  it('sees the expected time, the rule and what to check of a missed run in its tooltip', async () => {
    const { workbench } = window;
    const tooltip = await workbench.tooltip(
      workbench.row(/^[\w-]+, missed run of .+, DynamoDB$/).first(),
      'What to check',
    );
    const text = await tooltip.innerText();
    assert.match(text, /Expected: \w+ \d+, \d{4}, .+ \(\d{4}-\d\d-\d\d \d\d:00:00 UTC\)/);
    assert.match(text, /Rule: [\w-]+.*Schedule: (At \d\d:|Every hour)/s);
  });

  it('groups by outcome, and finds new failures apart from those of the nights before', async () => {
    const { workbench } = window;
    await workbench.runCommand('Backup Jobs: Group By…');
    await workbench.pick('Outcome');
    await workbench.row(/^Still failing, \d+ resources$/).waitFor();
    for (const row of [/^Needs attention, /, /^Still failing, /]) await workbench.toggle(row);
    await workbench.untilQuiet();
    const tops = (await workbench.rows()).map((row) => row.split(' | ')[0]);
    const order = ['Still failing', 'Missed', 'Overdue', 'Completed with issues', 'Good'];
    assert.deepEqual(
      tops.filter((top) => order.includes(top ?? '')),
      order.filter((title) => tops.includes(title)),
    );
    assert.ok(
      ['Still failing', 'Missed', 'Overdue'].every((title) => tops.includes(title)),
      tops.join('\n'),
    );
    await workbench.pictures('group-by-outcome');
  });
});
