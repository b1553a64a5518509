import assert from 'node:assert/strict';
import { readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { createSampleService } from '../../src/sample/sampleService.js';
import { scratchFolder } from '../host/testEnvironment.js';
import { accountOf } from '../service/givenAccount.js';
import { type LoopbackServer, startLoopbackServer } from '../service/loopbackServer.js';
import { openWindow, pictureOfFailure, prodHome, type Window } from './window.js';

describe('A person in an editor without node:sqlite', () => {
  const folder = scratchFolder('no-sqlite');
  const job = {
    AccountId: '111122223333',
    BackupJobId: 'a',
    BackupVaultName: 'databases',
    CreationDate: new Date(),
    State: 'RUNNING',
  };
  let server: LoopbackServer;
  let window: Window;

  before(async () => {
    writeFileSync(path.join(folder, 'jobs.ndjson'), `${JSON.stringify({ Region: 'eu-west-1', ...job })}\n`);
    const account = accountOf([job], { accountId: job.AccountId, region: 'eu-central-1' });
    server = await startLoopbackServer(createSampleService({ account }));
    window = await openWindow({
      environment: { ...prodHome(), AWS_PROFILE: 'prod', AWS_ENDPOINT_URL_BACKUP: server.url },
      nodeOptions: ['--no-experimental-sqlite'],
      folder,
      settings: { 'backupJobs.runningJobsInterval': 0, 'backupJobs.showNeedsAttention': false },
    });
  });
  afterEach(function () {
    return pictureOfFailure.call(this, window);
  });
  after(async () => {
    await window.close();
    await server.close();
  });

  it('sees the jobs of AWS, and one row that says that their history cannot be kept', async () => {
    const { workbench } = window;
    await workbench.openBackupJobs();
    await workbench.row(/^databases/).waitFor();
    await workbench.runCommand('Backup Jobs: Keep Job History…');
    const dialog = workbench.page.locator('.monaco-dialog-box');
    await dialog.getByRole('button', { name: 'Keep History' }).click();
    await workbench.row(/^This editor cannot keep a job history/).waitFor();
    await workbench.untilQuiet();
    const rows = await workbench.rows();
    assert.deepEqual(
      rows.filter((row) => row.includes('history')),
      [rows.at(-1)],
    );
    assert.match(rows.join('\n'), /^databases/);
    await workbench.tooltip(workbench.row(/^This editor cannot/), 'lacks node:sqlite');
    await workbench.picture('no-sqlite-archive');
  });

  it('sees one row instead of the jobs of files, and goes back to another connection', async () => {
    const { workbench } = window;
    await workbench.runCommand('View: Show Explorer');
    await workbench.row(/^jobs\.ndjson/).waitFor();
    await workbench.chooseInMenu(workbench.row(/^jobs\.ndjson/), 'Open as Backup Job History');
    await workbench.row(/^This editor cannot open a history/).waitFor();
    assert.deepEqual(
      (await workbench.rows()).map((row) => row.split(' | ')[0]),
      ['This editor cannot open a history'],
    );
    await workbench.picture('no-sqlite-history');
    const stored = readdirSync(window.dataFolder, { recursive: true, encoding: 'utf8' });
    assert.deepEqual(
      stored.filter((file) => /\.db$/.test(file) && /history|archive/.test(file)),
      [],
    );
    await workbench.row(/^This editor cannot open a history/).click();
    await workbench.pick('prod');
    await workbench.row(/^databases/).waitFor();
  });
});
