import assert from 'node:assert/strict';
import type { BackupJob } from '../../src/jobs/backupJob.js';
import { type ReportedJob, reportTable } from '../athenaTables.js';
import { type AthenaServer, startAthena } from '../service/athenaServer.js';
import type { AthenaStandIn } from '../service/athenaStandIn.js';
import { accessDenied } from '../service/faultKinds.js';
import { accountOf } from '../service/givenAccount.js';
import { untilEqual } from './untilEqual.js';
import { openServedWindow, pictureOfFailure, type ServedWindow } from './window.js';

const dayMs = 24 * 60 * 60 * 1000;
const now = Date.now();

/** A job in each of two vaults for every day, up to 100 days ago. */
const reported: readonly ReportedJob[] = Array.from({ length: 200 }, (_, place): ReportedJob => {
  const CreationDate = new Date(now - (Math.floor(place / 2) + 1) * dayMs);
  const job: BackupJob = {
    AccountId: '111122223333',
    BackupJobId: `job-${place}`,
    BackupVaultName: place % 2 === 0 ? 'prod' : 'dev',
    CreationDate,
    CompletionDate: new Date(CreationDate.getTime() + 3_600_000),
    ResourceArn: `arn:aws:ec2:eu-west-1:111122223333:volume/vol-${place % 2}`,
    ResourceType: 'EBS',
    State: place === 4 || place === 180 ? 'FAILED' : 'COMPLETED',
  };
  return { job, region: 'eu-west-1' };
});

describe('A person who connects to Athena', () => {
  let standIn: AthenaStandIn;
  let server: AthenaServer;
  let window: ServedWindow;

  before(async function () {
    this.timeout(300_000);
    server = await startAthena(this, [
      reportTable(reported, { location: 's3://my-reports/Backup/crossaccount/crossregion' }),
      reportTable([], { name: 'whole_reports', isPartitioned: false }),
    ]);
    standIn = server.standIn;
    window = await openServedWindow(accountOf([]), {
      environment: { AWS_ENDPOINT_URL_ATHENA: server.url },
      reportPlans: [
        { name: 'all_jobs', accounts: ['ROOT'], regions: ['*'] },
        { name: 'own_jobs', prefix: 'own', formats: ['JSON'] },
        { name: 'mixed_jobs', prefix: 'mixed', formats: ['CSV', 'JSON'] },
        { name: 'old_jobs', prefix: 'old' },
        { name: 'restores', prefix: 'old', template: 'RESTORE_JOB_REPORT' },
        { name: '<img src=x onerror=alert(1)> $(trash) [x](command:y)', prefix: 'hostile' },
      ],
    });
  });
  afterEach(async function () {
    await pictureOfFailure.call(this, window);
  });
  after(async () => {
    await window?.close();
    await server?.close();
  });

  it('is warned of a table that is not partitioned by day, and picks another one', async () => {
    const { workbench } = window;
    await workbench.openBackupJobs();
    await workbench.runCommand('Backup Jobs: Connect to Athena…');
    for (const choice of ['us-east-1', 'primary', 'reports']) await workbench.pick(choice);
    await workbench.choice('backup_jobs').waitFor();
    assert.deepEqual(await workbench.choices(), ['backup_jobs', 'whole_reports', 'Create a Table…']);
    await workbench.pick('whole_reports');
    await workbench.choice('Connect Anyway').waitFor();
    await workbench.pictures('athena-problems');
    assert.match(
      await workbench.quickInput.innerText(),
      /not partitioned by day, so every query reads all reports/,
    );
    await workbench.page.keyboard.press('Escape');
    assert.deepEqual(standIn.executions, []);
  });

  it('types the names that may not be listed', async () => {
    const { workbench } = window;
    for (const name of ['ListWorkGroups', 'ListDatabases', 'ListTableMetadata', 'GetTableMetadata'])
      standIn.denied.add(name);
    await workbench.runCommand('Backup Jobs: Connect to Athena…');
    await workbench.pick('us-east-1');
    await workbench.pick('Type a Name…');
    await workbench.quickInput.getByText('The name of the workgroup').waitFor();
    await workbench.quickInput.locator('input').fill('primary');
    await workbench.pictures('athena-type-name');
    await workbench.page.keyboard.press('Enter');
    for (const [step, name] of [
      ['Select the database', 'reports'],
      ['Select the table', 'backup_jobs'],
    ] as const) {
      await workbench.quickInput.locator(`input[placeholder^="${step}"]`).fill(name);
      await workbench.pick('As typed');
    }
    await workbench.choice('Connect Anyway').waitFor();
    assert.match(await workbench.quickInput.innerText(), /not partitioned by day/);
    await workbench.page.keyboard.press('Escape');
    standIn.denied.clear();
  });

  it('sees which table reads the reports of a report plan, and gets the statement for another plan', async () => {
    const { workbench } = window;
    await workbench.runCommand('Backup Jobs: Connect to Athena…');
    for (const choice of ['us-east-1', 'primary', 'reports']) await workbench.pick(choice);
    await workbench.quickInput.getByText('Report plan all_jobs').waitFor();
    await workbench.pictures('athena-tables');
    await workbench.pick('Create a Table…');
    await workbench.choice('Another Folder…').waitFor();
    await workbench.pictures('athena-report-plans');
    assert.deepEqual(await workbench.choices(), [
      'Report plan all_jobs',
      'Report plan own_jobs',
      'Report plan mixed_jobs',
      'Report plan old_jobs',
      'Report plan <img src=x onerror=alert(1)> $(trash) [x](command:y)',
      'Another Folder…',
    ]);
    assert.match(await workbench.quickInput.innerText(), /Also has the reports of “restores”/);
    await workbench.pick('Report plan own_jobs');
    await workbench.page.locator('.monaco-editor .view-line').first().click();
    await workbench.page.keyboard.press('Control+End');
    const location = 's3://my-reports/own/Backup/111122223333/us-east-1/';
    await untilEqual(async () => (await workbench.editorText()).includes(`LOCATION '${location}'`), true);
    assert.match(await workbench.editorText(), /JsonSerDe/);
    await workbench.pictures('athena-create-json-table');
  });

  it('gets the statement for a folder without report plans, which it may not list', async () => {
    const { faulty, workbench } = window;
    faulty.fail(accessDenied, { where: ({ path }) => path.startsWith('/audit/') });
    await workbench.runCommand('Backup Jobs: Connect to Athena…');
    for (const choice of ['us-east-1', 'primary', 'reports', 'Create a Table…']) await workbench.pick(choice);
    await workbench.quickInput
      .getByText('Report plans of us-east-1 not read: backup:ListReportPlans is not allowed')
      .waitFor();
    await workbench.pictures('athena-no-report-plans');
    await workbench.pick('Another Folder…');
    const input = workbench.quickInput.locator('input');
    await workbench.quickInput.getByText('The folder in S3').waitFor();
    await input.fill('s3://my-reports/Backup/111122223333/eu-west-1');
    await workbench.page.keyboard.press('Enter');
    await workbench.pick('CSV');
    await workbench.quickInput.getByText('Paste the first line').waitFor();
    await input.fill('Account ID,Region');
    await workbench.page.keyboard.press('Enter');
    await workbench.quickInput.getByText('not the first line of a report').waitFor();
    await input.fill('Account ID,Region,Backup Job ID,Job Status,Creation Date');
    await workbench.page.keyboard.press('Enter');
    await untilEqual(
      async () => /CREATE EXTERNAL TABLE .reports.\..backup_jobs./.test(await workbench.editorText()),
      true,
    );
    await workbench.pictures('athena-create-table');
  });

  it('sees the jobs by vault, how many there are, and what the queries cost', async () => {
    const { workbench } = window;
    const before = standIn.executions.length;
    await workbench.runCommand('Backup Jobs: Connect to Athena…');
    for (const choice of ['us-east-1', 'primary', 'reports', 'backup_jobs']) await workbench.pick(choice);
    await workbench.pick('Last 35 days');
    await workbench.check('eu-west-1');
    await workbench.row(/^prod\b/).waitFor();
    await workbench.untilQuiet();
    await workbench.pictures('athena-tree');
    assert.deepEqual(await workbench.rows(), ['prod | 1 failed · 34', 'dev · Completed | 34']);
    const status = await workbench.statusBarItem('backupJobs.connection').innerText();
    const endpoints = `Athena endpoint ${server.url} · STS endpoint http://127.0.0.1:9`;
    // One found the columns of a table that may not be described, and one the regions.
    const cost = '3 queries in this window read 71.5 MiB, less than $0.01';
    assert.equal(
      status.trim(),
      `Athena: reports.backup_jobs · ${endpoints} · Environment · us-east-1 · ${cost}`,
    );
    for (const { sql } of standIn.executions.slice(before)) assert.match(sql, /"report_day" >= /);
  });

  it('opens a job with the other backups of its resource, and is asked nothing', async () => {
    const { workbench } = window;
    const before = standIn.executions.length;
    await workbench.toggle(/^prod\b/);
    await workbench.row(/^Failed/).click();
    await workbench
      .row(/^vol-0/)
      .first()
      .click();
    const panel = await workbench.webview('h1');
    await panel.getByText(/^At least \d+ of 30 days have a good backup/).waitFor();
    assert.equal(await workbench.page.locator('.monaco-dialog-box').count(), 0);
    assert.equal(standIn.executions.length, before);
    await workbench.pictures('athena-panel');
    await workbench.toggle(/^prod\b/);
  });

  it('reads all reports only after a click and a yes, and sees an old failed job after a yes', async () => {
    const { workbench } = window;
    const before = standIn.executions.length;
    await workbench.runCommand('Backup Jobs: Clear Filters');
    const dialog = workbench.page.locator('.monaco-dialog-box');
    await workbench.row(/^Not read: /).waitFor();
    assert.equal(await dialog.count(), 0);
    await workbench.row(/^Not read: /).click();
    await dialog.getByText('Read all job reports of reports.backup_jobs?').waitFor();
    await workbench.pictures('athena-question');
    await dialog.getByRole('button', { name: 'Cancel' }).click();
    await dialog.waitFor({ state: 'hidden' });
    await workbench.row(/^Not read: /).waitFor();
    assert.equal(standIn.executions.length, before);
    await workbench.pictures('athena-not-read');
    await workbench.row(/^Not read: /).click();
    await dialog.getByRole('button', { name: 'Read All' }).click();
    await workbench.row(/^prod\b/).waitFor();
    await workbench.untilQuiet();
    await workbench.pictures('athena-all');
    assert.deepEqual(await workbench.rows(), ['prod | 2 failed · 100', 'dev · Completed | 100']);
  });

  it('does not keep the filter for Athena with another connection', async () => {
    const { workbench } = window;
    const before = standIn.executions.length;
    await workbench.runCommand('Backup Jobs: Connect to Athena…');
    for (const choice of ['us-east-1', 'primary', 'reports', 'backup_jobs']) await workbench.pick(choice);
    await workbench.pick('Last 400 days');
    await workbench.page.getByPlaceholder(/^Select the regions/).waitFor();
    await workbench.pictures('athena-regions');
    // Regions that only old reports name are found, too.
    const regions = standIn.executions.slice(before).find(({ sql }) => sql.startsWith('select distinct'));
    const days = [...(regions?.sql.matchAll(/\d{4}[-/]\d\d[-/]\d\d/g) ?? [])].map(([day]) => Date.parse(day));
    // The query also reads the reports of a few days before.
    assert.equal(Math.floor((Date.now() - Math.min(...days)) / 86_400_000 / 5) * 5, 400);
    await workbench.check('eu-west-1');
    await workbench.view.getByText('last 400 days').waitFor();
    await workbench.row(/^prod\b/).waitFor();
    await workbench.runCommand('Backup Jobs: Open the Sample Account');
    await workbench.view.getByText('Sample account').waitFor();
    await workbench.untilQuiet();
    assert.equal(await workbench.view.getByText('last 400 days').count(), 0);
  });
});
