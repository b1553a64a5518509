import assert from 'node:assert/strict';
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { scratchFolder } from '../host/testEnvironment.js';
import { writeReports } from '../reportFiles.js';
import { openWindow, pictureOfFailure, type Window } from './window.js';

describe('A person who opens a history', () => {
  const folder = scratchFolder('history-workspace');
  let window: Window;

  before(async () => {
    writeReports(path.join(folder, 'reports-2025'), {
      from: Date.UTC(2025, 0, 1),
      days: 365,
      regions: ['eu-west-1', 'us-east-1'],
      missing: { 'eu-west-1': ['2025-03-04'] },
      failed: ['2025-03-30', '2025-03-31', '2025-12-31'],
    });
    mkdirSync(path.join(folder, 'notes'));
    writeFileSync(path.join(folder, 'notes', 'notes.txt'), 'Nothing to see here');
    window = await openWindow({ folder, settings: { 'backupJobs.showNeedsAttention': true } });
  });
  afterEach(async function () {
    await pictureOfFailure.call(this, window);
  });
  after(() => window.close());

  it('opens a folder of job reports of a year from the Explorer, and sees what is missing', async () => {
    const { workbench } = window;
    await workbench.openBackupJobs();
    await workbench.runCommand('View: Show Explorer');
    await workbench.chooseInMenu(workbench.row(/^reports-2025/), 'Open as Backup Job History');
    await workbench.row(/^us-east-1,? /).waitFor();
    await workbench.untilQuiet();
    await workbench.pictures('history-tree');
    const status = await workbench.statusBarItem('backupJobs.connection').innerText();
    assert.match(
      status.replaceAll('\u2009', ' '),
      /History: reports-2025 · 2,188 jobs · Jan 1 – Dec 31, 2025/,
    );
    assert.match(status, /no report for Mar 4, 2025, eu-west-1/);
    assert.deepEqual(await workbench.notifications(), []);
    await workbench.runCommand('Backup Jobs: Open Calendar');
    await (await workbench.webview('.line')).locator('.line').first().waitFor();
    await workbench.pictures('history-calendar');
    await workbench.runCommand('Backup Jobs: Open Overview');
    const overview = await workbench.webview('[data-section="failures"]');
    await overview.locator('[data-section="failures"] td').first().waitFor();
    await workbench.pictures('history-overview');
  });
});
