import assert from 'node:assert/strict';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { scratchFolder } from '../host/testEnvironment.js';
import type { Workbench } from '../host/workbench.js';
import { writeReports } from '../reportFiles.js';
import { untilEqual } from './untilEqual.js';
import { openWindow, pictureOfFailure, type Window } from './window.js';

const year = {
  from: Date.UTC(2025, 0, 1),
  days: 365,
  regions: ['eu-west-1', 'us-east-1'],
  missing: { 'eu-west-1': ['2025-03-04'] },
  skipped: { 'us-east-1': ['2025-12-20'] },
  failed: ['2025-03-30', '2025-03-31', '2025-12-31'],
};

/** After the report of a day that only one region has. */
const extendedFacts =
  'History: reports-2025 · no report for Jan 2, 2026, eu-west-1, us-east-1 · 2,198 jobs · Jan 1, 2025 – Jan 2, 2026';

describe('A person who opens a history', () => {
  const folder = scratchFolder('history-workspace');
  const reports = path.join(folder, 'reports-2025');
  let window: Window;

  before(async () => {
    writeReports(reports, year);
    writeFileSync(path.join(folder, 'jobs.ndjson'), `${job('first')}${job('second')}{"Backup\n`);
    // All at first: the oldest host does not watch files.
    mkdirSync(path.join(folder, 'empty'));
    mkdirSync(path.join(folder, 'notes'));
    writeFileSync(path.join(folder, 'notes', 'notes.txt'), 'Nothing to see here');
    writeFileSync(path.join(folder, 'blank.csv'), '');
    writeFileSync(path.join(folder, 'cut.json'), '{"BackupJobs":[{"BackupJobId":"a","St');
    writeFileSync(path.join(folder, 'packed.csv.gz'), gzipSync('Job ID,Job Status').fill(0xff, 10));
    mkdirSync(path.join(folder, 'many'));
    for (const file of ['a', 'b'])
      writeFileSync(
        path.join(folder, 'many', `${file}.ndjson`),
        Array.from({ length: 50_000 }, (_, place) => job(`${file}-${place}`)).join(''),
      );
    window = await openWindow({ folder, settings: { 'backupJobs.showNeedsAttention': true } });
  });
  afterEach(async function () {
    await pictureOfFailure.call(this, window);
  });
  after(() => window.close());

  it('opens a folder of job reports of a year from the Explorer, and sees what is missing', async () => {
    const { workbench } = window;
    await workbench.openBackupJobs();
    await openFromExplorer('reports-2025');
    await workbench.row(/^us-east-1/).waitFor();
    await rowsAre(['eu-west-1 | 3 failed · 1,093', 'us-east-1 | 3 failed · 1,094']);
    await workbench.pictures('history-tree');
    assert.equal(
      await status(),
      'History: reports-2025 · no report for Mar 4, 2025, eu-west-1 · 2,187 jobs · Jan 1 – Dec 31, 2025',
    );
    assert.deepEqual(await workbench.notifications(), []);
    await workbench.runCommand('Backup Jobs: Open Calendar');
    const calendar = await workbench.webview('.line-head');
    await calendar.getByText('2,187 jobs of 6 resources, as of Jan 1, 2026').waitFor();
    await calendar
      .getByText('Not judged, because the history may lack jobs: Mar 4, 2025, eu-west-1.')
      .waitFor();
    await calendar.getByRole('gridcell', { name: /vol-2.*December 20.*missed/i }).waitFor();
    await workbench.pictures('history-calendar');
    await workbench.runCommand('Backup Jobs: Open Overview');
    const overview = await workbench.webview('[data-section="failures"]');
    await overview.locator('[data-section="failures"] td').first().waitFor();
    await overview.getByText('2,187 jobs, as of Jan 1, 2026').waitFor();
    assert.deepEqual(await overview.locator('[data-section="missed"] tbody :is(th, td)').allTextContents(), [
      'Missed: there are jobs before and after',
      'vol-2',
      'nightly · at-five',
      '1',
      'Dec 20, 2025, 5:00 AM',
      'Whether the resource matched the selection of the plan at the time, the opt-in of its type, and the role',
      'us-east-1',
    ]);
    // They would be about the last days of an account.
    assert.equal(await overview.getByRole('button', { name: /Copy Summary|Export Report/ }).count(), 0);
    await workbench.pictures('history-overview');
  });

  it('finds the last good backup of a resource in March', async () => {
    const { workbench } = window;
    await workbench.runCommand('View: Close All Editors');
    await workbench.runCommand('Backup Jobs: Filter by Resource ARN…');
    await type('arn:aws:ec2:us-east-1:111122223333:volume/vol-1');
    await workbench.runCommand('Backup Jobs: Filter by State…');
    await workbench.check('Completed');
    await workbench.runCommand('Backup Jobs: Filter by Creation Date…');
    await type('2025-03-01');
    await workbench.runCommand('Backup Jobs: Filter by Creation Date…');
    await workbench.pick('Before…');
    await type('2025-04-01');
    await workbench.row(/^us-east-1/).waitFor();
    if ((await workbench.row(/^us-east-1/).getAttribute('aria-expanded')) === 'false')
      await workbench.toggle(/^us-east-1/);
    const first = workbench.row(/^vol-1, /).first();
    assert.match(await first.innerText(), /EBS · Mar 29, 2025$/);
    await first.click();
    const panel = await workbench.webview('[data-field="BackupJobId"] .value');
    await untilEqual(
      () => panel.locator('[data-field="BackupJobId"] .value').textContent(),
      'vol-1-us-east-1-2025-03-29',
    );
    assert.equal(await panel.getByText('Open in AWS Console').count(), 0);
    await panel.getByText('Backups of this resource, 30 days around this job').waitFor();
    await panel.getByText('At least 28 of 30 days have a good backup').waitFor();
    await workbench.pictures('history-panel');
  });

  it('sees what the reports cannot answer, instead of no job', async () => {
    const { workbench } = window;
    await workbench.runCommand('Backup Jobs: Clear Filters');
    await workbench.runCommand('Backup Jobs: Filter by Message Category…');
    await workbench.check('AccessDenied');
    await rowsAre(['Job reports do not name the message category | Clear Filters']);
    await workbench.runCommand('View: Close All Editors');
    const notice = 'eu-west-1, us-east-1: Job reports do not name the message category';
    for (const [command, selector, name] of [
      ['Backup Jobs: Open Calendar', '[data-key="group"]', 'history-calendar-unanswered'],
      ['Backup Jobs: Open Overview', '[data-section="failures"]', 'history-overview-unanswered'],
    ] as const) {
      await workbench.runCommand(command);
      const page = await workbench.webview(selector);
      await page.getByText(/^No known jobs, as of Jan 1, 2026/).waitFor();
      assert.equal(await page.getByText('Job reports do not name the message category').count(), 1);
      await page.getByText(notice).waitFor();
      assert.equal(await page.getByRole('button', { name: 'Load the Rest' }).count(), 0);
      await workbench.pictures(name);
      await workbench.runCommand('View: Close All Editors');
    }
    await workbench.row(/Job reports do not name/).click();
    await workbench.row(/^us-east-1/).waitFor();
  });

  it('sees what the files hold now after each Refresh', async () => {
    const { workbench } = window;
    await workbench.runCommand('Backup Jobs: Open Calendar');
    const calendar = await workbench.webview('.line-head');
    await calendar.getByText('2,187 jobs of 6 resources').waitFor();
    rmSync(path.join(reports, 'Backup'), { recursive: true });
    writeReports(reports, { ...year, missing: {} });
    await calendar.getByRole('button', { name: 'Refresh' }).click();
    await calendar.getByText('2,189 jobs of 6 resources').waitFor();
    await untilEqual(status, 'History: reports-2025 · 2,189 jobs · Jan 1 – Dec 31, 2025');
    writeReports(reports, { ...year, from: Date.UTC(2026, 0, 1), days: 1, failed: [] });
    await workbench.titleAction('Refresh');
    await untilEqual(status, 'History: reports-2025 · 2,195 jobs · Jan 1, 2025 – Jan 1, 2026');
    writeReports(reports, {
      ...year,
      regions: ['sa-east-1'],
      from: Date.UTC(2026, 0, 2),
      days: 1,
      failed: [],
    });
    await workbench.runCommand('Backup Jobs: Open Overview');
    const overview = await workbench.webview('[data-section="failures"]');
    await overview.getByRole('button', { name: 'Refresh' }).click();
    await overview.getByText('2,198 jobs, as of').waitFor();
    await workbench.row(/^sa-east-1/).waitFor();
    await workbench.runCommand('View: Close All Editors');
  });

  it('opens a file with “Open With…”, and sees which lines cannot be read', async () => {
    const { workbench } = window;
    await explorerRow('jobs.ndjson').then((row) => workbench.chooseInMenu(row, 'Open With...'));
    await workbench.pick('Backup Job History');
    await rowsAre(['prod · Failed | 2', 'second | Mar 4, 2025', 'first | Mar 4, 2025']);
    assert.equal(await status(), 'History: jobs.ndjson · files not read in full: 1 · 2 jobs · Mar 4, 2025');
    assert.equal(await workbench.page.getByRole('tab', { name: 'jobs.ndjson' }).count(), 0);
    await untilEqual(
      () => workbench.notifications(),
      ['Lines that could not be read: 1, in 1 file. The log lists them.'],
    );
    await workbench.runCommand('Notifications: Clear All Notifications');
  });

  it('opens files and folders with the dialog', async () => {
    const { workbench } = window;
    for (const [kind, name, facts] of [
      ['Folder…', 'reports-2025', extendedFacts],
      ['Files…', 'jobs.ndjson', 'History: jobs.ndjson · files not read in full: 1 · 2 jobs · Mar 4, 2025'],
    ] as const) {
      await workbench.runCommand('Backup Jobs: Open History…');
      await workbench.pick(kind);
      await chooseFile(workbench, path.join(folder, name));
      await untilEqual(status, facts);
    }
  });

  it('cancels the reading of many files, and sees none of their jobs until a retry has read all', async function () {
    this.timeout(180_000);
    const { workbench } = window;
    await openFromExplorer('many');
    const reading = workbench.page.locator('.notification-toast', { hasText: 'Reading backup jobs' });
    await reading.getByText(/\d jobs/).waitFor();
    await workbench.picture('history-reading');
    await reading.getByRole('button', { name: 'Cancel' }).click();
    await rowsAre(['Cancelled | Retry']);
    assert.equal(await status(), 'History');
    assert.deepEqual(await workbench.notifications(), []);
    await workbench.pictures('history-cancelled');
    await workbench.row(/^Cancelled/).click();
    await reading.waitFor();
    await reading.waitFor({ state: 'hidden', timeout: 120_000 });
    await rowsAre(['prod | 100,000 failed · 100,000', 'Load more… | 1,000 loaded']);
    assert.equal(await status(), 'History: many · 100,000 jobs · Mar 4, 2025');
  });

  it('drops a folder of the Explorer on the view', async () => {
    const { workbench } = window;
    const source = await explorerRow('reports-2025');
    await source.hover();
    await workbench.page.mouse.down();
    await dragTo(workbench, '.activitybar .action-item:has([aria-label^="Backup Jobs"])');
    await workbench.row(/^prod/).waitFor();
    await dragTo(workbench, '.sidebar .pane-body .monaco-list');
    await workbench.page.mouse.up();
    await untilEqual(status, extendedFacts);
  });

  it('sees in one row why files have no jobs, with the action that helps', async () => {
    const { workbench } = window;
    for (const [name, row] of [
      ['empty', 'No backup jobs were found | Open History…'],
      ['notes', 'No backup jobs were found | Open History…'],
      ['blank.csv', 'No backup jobs were found | Open History…'],
      ['cut.json', 'No line of these files can be read | Show Log'],
      ['packed.csv.gz', 'The files cannot be read | Retry'],
    ] as const) {
      await openFromExplorer(name);
      await rowsAre([row]);
      await workbench.runCommand('Notifications: Clear All Notifications');
    }
    await openFromExplorer('reports-2025');
    await workbench.row(/^us-east-1/).waitFor();
    rmSync(reports, { recursive: true });
    await workbench.titleAction('Refresh');
    await rowsAre(['The files cannot be read | Retry']);
    writeReports(reports, { ...year, days: 1 });
    await workbench.row(/^The files cannot be read/).click();
    await untilEqual(status, 'History: reports-2025 · 6 jobs · Jan 1, 2025');
  });

  async function explorerRow(name: string) {
    const { workbench } = window;
    await workbench.runCommand('View: Show Explorer');
    const row = workbench.row(new RegExp(`^${name}`));
    await row.waitFor();
    return row;
  }

  async function openFromExplorer(name: string): Promise<void> {
    const row = await explorerRow(name);
    await window.workbench.chooseInMenu(row, 'Open as Backup Job History');
  }

  /** Types a value in the open quick pick, and takes it. */
  async function type(text: string): Promise<void> {
    const { page, quickInput } = window.workbench;
    const offered = async () => (await window.workbench.choices()).join('\n');
    const before = await offered();
    await quickInput.locator('.quick-input-box input').fill(text);
    // An earlier Enter would take what was offered before. A box without choices offers nothing.
    await page.waitForTimeout(300);
    for (let look = 0; look < 100 && before !== '' && ['', before].includes(await offered()); look++)
      await page.waitForTimeout(50);
    await page.keyboard.press('Enter');
    await quickInput.waitFor({ state: 'hidden' });
  }

  async function rowsAre(expected: readonly string[]): Promise<void> {
    await untilEqual(() => window.workbench.rows(), expected);
  }

  async function status(): Promise<string> {
    const text = await window.workbench.statusBarItem('backupJobs.connection').innerText();
    return text.replaceAll(/\s/g, ' ').trim();
  }
});

function job(id: string): string {
  return `${JSON.stringify({
    ...{ BackupJobId: id, BackupVaultName: 'prod', State: 'FAILED', CreationDate: '2025-03-04T05:00:00Z' },
  })}\n`;
}

/** Moves the pressed mouse to the middle of an element, in steps, as a hand does. */
async function dragTo({ page }: Workbench, selector: string): Promise<void> {
  const { x, y, width, height } = (await page.locator(selector).first().boundingBox()) ?? {
    ...{ x: 0, y: 0, width: 0, height: 0 },
  };
  for (let step = 0; step < 3; step++)
    await page.mouse.move(x + width / 2 + step, y + height / 2, { steps: 5 });
}

/** Enters a path in VS Code’s own dialog, and accepts it. */
async function chooseFile({ page, quickInput, untilGone }: Workbench, file: string): Promise<void> {
  const box = quickInput.locator('.quick-input-box input');
  await quickInput.getByText('Open History').first().waitFor();
  // The dialog lists the proposed folder before it takes what is typed, and puts that folder back.
  const typed = async () => (await box.inputValue()).replace(/\/$/, '');
  while ((await typed()) === '') await page.waitForTimeout(50);
  const hidden = () =>
    quickInput.waitFor({ state: 'hidden', timeout: 1500 }).then(
      () => true,
      () => false,
    );
  for (let attempt = 0; attempt < 10; attempt++) {
    await box.fill(file);
    await page.waitForTimeout(300);
    await untilGone(quickInput.locator('.monaco-progress-container.active'));
    if ((await typed()) !== file) continue;
    await page.keyboard.press('Enter');
    if (await hidden()) return;
  }
  throw new Error(`The dialog did not take ${file}`);
}
