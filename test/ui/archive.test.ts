import assert from 'node:assert/strict';
import {
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmdirSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import type { BackupJob } from '../../src/jobs/backupJob.js';
import { createSampleService } from '../../src/sample/sampleService.js';
import { scratchFolder } from '../host/testEnvironment.js';
import { accountOf, type GivenAccount } from '../service/givenAccount.js';
import { type LoopbackServer, startLoopbackServer } from '../service/loopbackServer.js';
import { saveAs } from './saveAs.js';
import { openWindow, pictureOfFailure, prodHome, type Window } from './window.js';

const dayMs = 24 * 60 * 60 * 1000;
const accountId = '111122223333';

describe('A person who keeps the job history', () => {
  let account: GivenAccount;
  let server: LoopbackServer;
  let window: Window;
  const now = Date.now();
  /** The jobs of 80 days: each night, one of a database and one of a volume. */
  const jobs = Array.from({ length: 80 }, (_, days) => jobsOf(days)).flat();

  /** What AWS Backup lists after so many days. */
  const listedAt = (time: number) =>
    jobs.filter(({ CreationDate }) => {
      const age = time - Number(CreationDate);
      return age >= 0 && age < 30 * dayMs;
    });

  function jobsOf(days: number): BackupJob[] {
    const created = now - days * dayMs - 60_000;
    return ['orders-db', 'web-volume'].map((name) => {
      const hasFailed = name === 'orders-db' && days === 50;
      const isRunning = name === 'web-volume' && days === 45;
      return {
        AccountId: accountId,
        BackupJobId: `${name}-${days}`,
        BackupVaultName: name === 'orders-db' ? 'databases' : 'volumes',
        CreationDate: new Date(created),
        ...(!isRunning && { CompletionDate: new Date(created + 30_000) }),
        ResourceArn: `arn:aws:ec2:eu-central-1:${accountId}:volume/${name}`,
        ResourceName: name,
        ResourceType: 'EBS',
        State: hasFailed ? 'FAILED' : isRunning ? 'RUNNING' : 'COMPLETED',
        ...(hasFailed && { StatusMessage: 'The disk could not be read' }),
      };
    });
  }

  before(async () => {
    // Its clock is 40 days behind.
    account = accountOf(listedAt(now - 40 * dayMs), { accountId, region: 'eu-central-1' });
    server = await startLoopbackServer(createSampleService({ account }));
    const home = prodHome();
    window = await openWindow({
      environment: { ...home, AWS_PROFILE: 'prod', AWS_ENDPOINT_URL_BACKUP: server.url },
      settings: { 'backupJobs.runningJobsInterval': 0 },
    });
  });
  afterEach(function () {
    return pictureOfFailure.call(this, window);
  });
  after(async () => {
    await window.close();
    await server.close();
  });

  const archiveFiles = () =>
    readdirSync(window.dataFolder, { recursive: true, encoding: 'utf8' })
      .filter((file) => /archive[\\/]111122223333-[0-9a-f]{16}\.db$/.test(file))
      .map((file) => path.join(window.dataFolder, file));

  /** Finishes an export that has begun. Returns the IDs of its jobs. */
  async function exportedIds(name: string, count: number): Promise<readonly string[]> {
    const { workbench } = window;
    await workbench.pick('NDJSON');
    const file = path.join(scratchFolder('export'), name);
    await saveAs(workbench, file);
    await workbench.page.getByText(`Exported ${count} jobs to ${name}`, { exact: true }).waitFor();
    return readFileSync(file, 'utf8')
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line).BackupJobId);
  }

  const archiveRow = () => window.workbench.row(/^Older than 30 days/);

  it('is asked about the connection that a new window starts with, before the view was open', async () => {
    const { workbench } = window;
    await workbench.page.locator('.monaco-workbench .activitybar').waitFor({ timeout: 60_000 });
    await workbench.runCommand('Backup Jobs: Keep Job History…');
    const dialog = workbench.page.locator('.monaco-dialog-box');
    await dialog.getByText('Keep the job history of “prod” on this machine').waitFor();
    await dialog.getByRole('button', { name: 'Cancel' }).click();
    await workbench.openBackupJobs();
    await workbench.row(/^databases/).waitFor();
  });

  it('switches it on after reading what is stored where', async () => {
    const { workbench } = window;
    await workbench.runCommand('Backup Jobs: Keep Job History…');
    const dialog = workbench.page.locator('.monaco-dialog-box');
    await dialog.getByText('Keep the job history of “prod” on this machine').waitFor();
    await dialog.getByText('They are kept for 400 days.').waitFor();
    await workbench.picture('archive-keep');
    await dialog.getByRole('button', { name: 'Keep History' }).click();
    await workbench.row(/^databases/).waitFor();
    await workbench.untilQuiet();
    const menu = await workbench.titleMenu();
    assert.deepEqual(
      menu.filter((item) => item.includes('Job History')),
      ['Stop Keeping Job History', 'Delete Job History…'],
    );
    assert.equal(await archiveRow().count(), 0);
  });

  it('finds jobs older than 30 days at the end of the tree, once AWS Backup has forgotten them', async () => {
    const { workbench } = window;
    // The clock of the service moves on.
    account.replaceJobs(listedAt(now));
    await workbench.runCommand('Backup Jobs: Refresh');
    await archiveRow().waitFor();
    const rows = await workbench.rows();
    assert.match(rows.at(-1) ?? '', /^Older than 30 days.*1 failed · 60/);
    await workbench.tooltip(archiveRow(), 'All jobs of these times are stored');
    await workbench.picture('archive-tooltip');
    await workbench.toggle(/^Older than 30 days/);
    await workbench.row(/^databases,? .*1 failed/).waitFor();
    await workbench.pictures('archive-tree');
  });

  it('opens an old job: what was last known of it, and no link to the AWS console', async () => {
    const { workbench } = window;
    await workbench
      .row(/^volumes/)
      .last()
      .locator('.monaco-tl-twistie')
      .click();
    await workbench.row(/^Running/).waitFor();
    await workbench.toggle(/^Running/);
    await workbench
      .row(/^web-volume/)
      .first()
      .click();
    const panel = await workbench.webview('h1');
    await panel
      .getByText(/^Last known: Running/)
      .first()
      .waitFor();
    assert.equal(await panel.getByRole('button', { name: 'Open in AWS Console' }).count(), 0);
    await workbench.pictures('archive-panel');
  });

  it('exports the old jobs with those that AWS Backup lists', async () => {
    const { workbench } = window;
    await workbench.runCommand('Backup Jobs: Export…');
    const ids = await exportedIds('all.ndjson', 120);
    // Some of 80 days were neither listed while the history was kept nor are now.
    assert.deepEqual([ids.length, new Set(ids).size], [120, 120]);
  });

  it('exports without the old jobs only after a yes, if the file cannot be read', async () => {
    const { workbench } = window;
    const [file = ''] = archiveFiles();
    const whole = readFileSync(file);
    // The open file is damaged, and there can be no new one with its name.
    writeFileSync(file, 'no database');
    renameSync(file, `${file}.away`);
    mkdirSync(file);
    try {
      const dialog = workbench.page.locator('.monaco-dialog-box');
      const question = dialog.getByText('The jobs that only the job history has cannot be exported');
      await workbench.runCommand('Backup Jobs: Export…');
      await question.waitFor();
      await workbench.picture('archive-export-without');
      await dialog.getByRole('button', { name: 'Cancel' }).click();
      await dialog.waitFor({ state: 'hidden' });
      assert.equal(await workbench.quickInput.isVisible(), false);
      await workbench.runCommand('Backup Jobs: Export…');
      await question.waitFor();
      await dialog.getByRole('button', { name: 'Export Without Them' }).click();
      const listed = listedAt(now).map(({ BackupJobId }) => BackupJobId);
      assert.deepEqual(await exportedIds('listed.ndjson', listed.length), listed);
    } finally {
      rmdirSync(file);
      renameSync(`${file}.away`, file);
      writeFileSync(file, whole);
    }
  });

  it('keeps it in a file that only the user can read, until it is deleted', async () => {
    const { workbench } = window;
    assert.deepEqual(
      archiveFiles().map((file) => statSync(file).mode & 0o777),
      [0o600],
    );
    await workbench.runCommand('Backup Jobs: Delete Job History…');
    await workbench.pick(accountId);
    const dialog = workbench.page.locator('.monaco-dialog-box');
    await dialog.getByText('Delete the job history of 111122223333').waitFor();
    await workbench.picture('archive-delete');
    await dialog.getByRole('button', { name: 'Delete History' }).click();
    await workbench.untilGone(archiveRow());
  });
});
