import assert from 'node:assert/strict';
import { readdirSync, rmSync, symlinkSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { generateAccount } from '../../src/sample/generateAccount.js';
import { plainText, readCsv } from '../csvReader.js';
import { emptyPage, slow } from '../service/faultKinds.js';
import { exportWindow } from './exportWindow.js';
import { saveAs as saveFileAs } from './saveAs.js';
import { untilEqual } from './untilEqual.js';

const now = Date.now();
const always = { times: Number.POSITIVE_INFINITY, operation: 'ListBackupJobs' } as const;

describe('A person who exports', () => {
  const account = generateAccount({ seed: 3, jobs: 12_000, now });
  const jobs = account.jobs.map((job) => job.wire(now));
  const exported = exportWindow('export', account);
  const { clearNotifications, folder, saveAs } = exported;

  it('exports all jobs of a vault to a CSV file with the checked columns', async () => {
    const { faulty, workbench } = exported.window;
    const expected = jobs.filter(
      ({ AccountId, BackupVaultName }) => AccountId === '111122223333' && BackupVaultName === 'prod-vault',
    );
    await workbench.chooseInMenu(workbench.row(/^prod-vault, /), 'Export…');
    await workbench.pick('All jobs');
    await workbench.picture('export-format');
    await workbench.pick('CSV for Excel');
    const box = workbench.quickInput.locator('.quick-input-box input');
    await workbench.choice('Region').waitFor();
    await box.fill('StatusMessage');
    await workbench.choice('StatusMessage').click();
    await box.fill('');
    await workbench.picture('export-columns');
    await workbench.page.keyboard.press('Enter');
    faulty.fail(slow(300), always);
    await saveAs('vault.csv');
    await workbench.page.getByText(/^Exported [\d,]+ jobs to vault\.csv$/).waitFor();
    await workbench.picture('export-done');
    const text = await readFile(path.join(folder, 'vault.csv'), 'utf8');
    assert.equal(text[0], '\ufeff');
    const [names = [], ...rows] = readCsv(text.slice(1));
    assert.ok(names.includes('CreatedBy.BackupPlanName') && !names.includes('StatusMessage'));
    const column = (field: string) => rows.map((row) => plainText(row[names.indexOf(field)] ?? ''));
    assert.deepEqual(column('BackupJobId').sort(), expected.map((job) => String(job.BackupJobId)).sort());
    const times = column('CreationDate');
    assert.deepEqual(times, [...times].sort().reverse(), 'the newest first');
    await clearNotifications();
  });

  it('sees the progress of an export, and cancels it, which leaves no file', async () => {
    const { faulty, workbench } = exported.window;
    await workbench.runCommand('Backup Jobs: Export…');
    await workbench.pick('All jobs');
    await workbench.pick('NDJSON');
    faulty.fail(slow(1500), always);
    await saveAs('all.ndjson');
    const progress = workbench.page.locator('.notification-list-item', { hasText: /[\d,]+ jobs, back to / });
    await progress.waitFor();
    await workbench.picture('export-progress');
    assert.deepEqual(readdirSync(folder).filter((file) => file.endsWith('.partial')).length, 1);
    await progress.getByRole('button', { name: 'Cancel' }).click();
    await workbench.page.getByText('Export cancelled. No file was written').waitFor();
    // The message of an earlier export may still be shown.
    await untilEqual(async () => readdirSync(folder), ['vault.csv']);
  });

  it('is asked after pages without new jobs, and cancels the export or keeps looking', async () => {
    const { faulty, workbench } = exported.window;
    const exportTo = async (file: string) => {
      faulty.fail(emptyPage, always);
      await workbench.runCommand('Backup Jobs: Export…');
      await workbench.pick('All jobs');
      await workbench.pick('NDJSON');
      await saveAs(file);
      await workbench.page.getByText(/^The export is paused/).waitFor();
    };
    await exportTo('paused.ndjson');
    await workbench.picture('export-paused');
    assert.deepEqual(
      readdirSync(folder).filter((file) => !file.endsWith('.partial')),
      ['vault.csv'],
    );
    await workbench.page.getByRole('button', { name: 'Cancel Export' }).click();
    await workbench.page.getByText('Export cancelled. No file was written').waitFor();
    // The message of an earlier export may still be shown.
    await untilEqual(async () => readdirSync(folder), ['vault.csv']);
    faulty.heal();
    await exportTo('paused.ndjson');
    faulty.heal();
    await workbench.page.getByRole('button', { name: 'Keep Looking' }).click();
    await workbench.page.getByText(/^Exported [\d,]+ jobs to paused\.ndjson$/).waitFor();
    const lines = (await readFile(path.join(folder, 'paused.ndjson'), 'utf8')).trimEnd().split('\n');
    const own = jobs.filter(({ AccountId }) => AccountId === '111122223333');
    assert.equal(lines.length, own.length);
    rmSync(path.join(folder, 'paused.ndjson'));
    await clearNotifications();
  });

  it('exports the loaded jobs, and sees why an export failed', async () => {
    const { faulty, workbench } = exported.window;
    await workbench.runCommand('Backup Jobs: Export…');
    await workbench.pick('The loaded jobs');
    await workbench.pick('NDJSON');
    await saveAs('loaded.ndjson');
    await workbench.page.getByText(/^Exported 1,000 jobs to loaded\.ndjson$/).waitFor();
    const lines = (await readFile(path.join(folder, 'loaded.ndjson'), 'utf8')).trim().split('\n');
    assert.equal(lines.length, 1000);
    await clearNotifications();
    faulty.fail(
      async () => ({ statusCode: 403, headers: { 'x-amzn-errortype': 'AccessDeniedException' }, body: '{}' }),
      always,
    );
    await workbench.runCommand('Backup Jobs: Export…');
    await workbench.pick('All jobs');
    await workbench.pick('JSON');
    await saveAs('all.json');
    await workbench.page
      .locator('.notification-list-item-message', { hasText: /Nothing was exported\.$/ })
      .waitFor();
    await workbench.picture('export-failed');
    assert.deepEqual(readdirSync(folder).sort(), ['loaded.ndjson', 'vault.csv']);
  });

  it('sees where a link of the workspace leads before anything is written there', async () => {
    const { workbench } = exported.window;
    symlinkSync(folder, path.join(exported.window.folder, 'out'));
    await workbench.runCommand('Backup Jobs: Export…');
    await workbench.pick('The loaded jobs');
    await workbench.pick('NDJSON');
    await saveFileAs(workbench, path.join(exported.window.folder, 'out', 'linked.ndjson'));
    const dialog = workbench.page.locator('.monaco-dialog-box');
    await dialog.getByText('The folder is a link that leads out of the workspace').waitFor();
    await dialog.getByText(`The file will be written to ${folder}`).waitFor();
    await workbench.picture('export-linked-folder');
    assert.ok(!readdirSync(folder).includes('linked.ndjson'));
    await dialog.getByRole('button', { name: 'Export to the Linked Folder' }).click();
    await workbench.page.getByText(/^Exported 1,000 jobs to linked\.ndjson$/).waitFor();
    assert.ok(readdirSync(folder).includes('linked.ndjson'));
  });
});
