import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { reportTable } from '../athenaTables.js';
import { type AthenaServer, startAthena } from '../service/athenaServer.js';
import type { AthenaStandIn } from '../service/athenaStandIn.js';
import { type SignInProgram, signInProgram } from './signInProgram.js';
import { untilEqual } from './untilEqual.js';
import { openWindow, pictureOfFailure, ssoConfig, type Window } from './window.js';

const dayMs = 24 * 60 * 60 * 1000;

/** So many jobs in two vaults and two regions that no row is open at first. */
const reported = Array.from({ length: 120 }, (_, place) => {
  const CreationDate = new Date(Date.now() - (place / 4 + 1) * dayMs);
  return {
    job: {
      AccountId: '111122223333',
      BackupJobId: `job-${place}`,
      BackupVaultName: place % 2 === 0 ? 'prod' : 'dev',
      CreationDate,
      CompletionDate: new Date(CreationDate.getTime() + 3_600_000),
      State: 'COMPLETED',
    },
    region: place < 80 ? 'eu-west-1' : 'us-east-1',
  };
});

describe('A person with Athena of whom something is in the way', () => {
  let aws: SignInProgram;
  let standIn: AthenaStandIn;
  let server: AthenaServer;
  let window: Window;

  before(async function () {
    this.timeout(300_000);
    server = await startAthena(this, [reportTable(reported)]);
    standIn = server.standIn;
    aws = signInProgram();
    window = await openWindow({
      environment: { ...aws.environment, AWS_ENDPOINT_URL_ATHENA: server.url, AWS_MAX_ATTEMPTS: '1' },
    });
    await window.workbench.openBackupJobs();
  });
  afterEach(async function () {
    await pictureOfFailure.call(this, window);
  });
  after(async () => {
    await window?.close();
    await server?.close();
  });

  const allRows = ['eu-west-1 | 80', 'us-east-1 | 40'];

  it('signs in while connecting, goes on at the same step, and pays for one query of both regions', async () => {
    const { workbench } = window;
    aws.will('succeed');
    await workbench.runCommand('Backup Jobs: Connect to Athena…');
    await workbench.pick('us-east-1');
    const toast = workbench.page.locator('.notification-toast');
    await toast.getByText('AWS sign-in needed').waitFor();
    await workbench.pictures('athena-connect-signed-out');
    await toast.getByRole('button', { name: 'Sign In' }).click();
    for (const choice of ['primary', 'reports', 'backup_jobs']) await workbench.pick(choice);
    await workbench.pick('Last 35 days');
    await workbench.check('eu-west-1', 'us-east-1');
    await workbench.row(/^eu-west-1/).waitFor();
    await workbench.untilQuiet();
    assert.deepEqual(await workbench.rows(), allRows);
    // One found the regions. The list is complete, so nothing has to be counted.
    assert.equal(standIn.executions.length, 2);
    const status = await workbench.statusBarItem('backupJobs.connection').innerText();
    assert.match(status, /2 queries in this window read 47\.7 MiB, less than \$0\.01$/);
  });

  it('sees one row if the credentials expire while a query runs, and a retry does not pay again', async () => {
    const { workbench } = window;
    const before = standIn.executions.length;
    standIn.expired.add('GetQueryExecution');
    await workbench.runCommand('Backup Jobs: Refresh');
    const row = workbench.row(/^The credentials have expired/);
    await row.waitFor();
    await workbench.untilQuiet();
    await workbench.pictures('athena-expired');
    const rows = await workbench.rows();
    assert.deepEqual(rows.slice(1), allRows, 'the jobs stay');
    standIn.expired.clear();
    await row.click();
    await workbench.untilGone(row);
    await workbench.untilQuiet();
    assert.deepEqual(await workbench.rows(), allRows);
    assert.equal(standIn.executions.length, before + 1);
  });

  it('sees in one row why a query fails, and pays for the next one only after a click', async () => {
    const { workbench } = window;
    const before = standIn.executions.length;
    standIn.failure = 'HIVE_BAD_DATA: Error parsing column 4';
    await workbench.runCommand('Backup Jobs: Refresh');
    const row = workbench.row(/^Athena cannot run the query/);
    await row.waitFor();
    await workbench.untilQuiet();
    await workbench.tooltip(row, 'HIVE_BAD_DATA: Error parsing column 4');
    await workbench.pictures('athena-query-fails');
    assert.equal(await row.count(), 1);
    assert.equal(standIn.executions.length, before + 1);
    standIn.failure = undefined;
    await workbench.page.mouse.move(0, 0);
    await row.click();
    await workbench.untilGone(row);
    await workbench.untilQuiet();
    assert.deepEqual(await workbench.rows(), allRows);
    assert.equal(standIn.executions.length, before + 2);
  });

  it('cancels a query that takes long, keeps the jobs, and reads them again by a click', async () => {
    const { workbench } = window;
    standIn.holds = true;
    await workbench.runCommand('Backup Jobs: Refresh');
    const toast = workbench.page.locator('.notification-toast');
    await toast.getByText('Athena is reading the job reports').waitFor();
    await workbench.pictures('athena-long-query');
    assert.deepEqual(await workbench.rows(), allRows);
    await toast.getByRole('button', { name: 'Cancel' }).click();
    const row = workbench.row(/^Cancelled/);
    await row.waitFor();
    await untilEqual(() => Promise.resolve(standIn.executions.at(-1)?.state), 'CANCELLED');
    await workbench.untilQuiet();
    await workbench.pictures('athena-cancelled');
    standIn.holds = false;
    await row.click();
    await workbench.untilGone(row);
    assert.deepEqual(await workbench.rows(), allRows);
  });

  it('signs in by the row of a window that opens after the sign-in has expired', async () => {
    const { workbench } = window;
    writeFileSync(path.join(aws.environment['HOME'] ?? '', '.aws', 'config'), ssoConfig);
    await workbench.reload();
    const row = workbench.row(/^AWS sign-in needed/);
    await row.waitFor();
    await workbench.untilQuiet();
    await workbench.pictures('athena-signed-out');
    assert.equal((await workbench.rows()).length, 1);
    await row.click();
    await workbench.row(/^eu-west-1/).waitFor();
    await workbench.untilQuiet();
    assert.deepEqual(await workbench.rows(), allRows);
  });
});
