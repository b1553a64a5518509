import assert from 'node:assert/strict';
import { mkdirSync, renameSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { createSampleService } from '../../src/sample/sampleService.js';
import { scratchFolder } from '../host/testEnvironment.js';
import { type FaultyService, withFaults } from '../service/faults.js';
import { accountOf } from '../service/givenAccount.js';
import { type LoopbackServer, startLoopbackServer } from '../service/loopbackServer.js';
import { openWindow, pictureOfFailure, type Window } from './window.js';

describe('A person whose AWS_PROFILE does not exist', () => {
  const job = { BackupJobId: 'job-1', BackupVaultName: 'prod', ResourceName: 'web-1', State: 'FAILED' };
  let faulty: FaultyService;
  let file: string;
  let server: LoopbackServer;
  let window: Window;

  beforeEach(async () => {
    const home = scratchFolder('aws-home');
    file = path.join(home, 'elsewhere', 'config');
    faulty = withFaults(createSampleService({ account: accountOf([job]) }));
    server = await startLoopbackServer(faulty.service);
    window = await openWindow({
      environment: {
        HOME: home,
        USERPROFILE: home,
        AWS_CONFIG_FILE: file,
        AWS_ENDPOINT_URL_BACKUP: server.url,
        AWS_PROFILE: 'gone',
      },
    });
    await window.workbench.openBackupJobs();
    await window.workbench.row(/The AWS profile “gone” does not exist/).waitFor();
  });
  afterEach(async function () {
    await pictureOfFailure.call(this, window);
    await window.close();
    await server.close();
  });

  it('sees the jobs once it exists, and a hidden view sends no request', async () => {
    const { workbench } = window;
    writeConfig('[profile gone]\nregion = us-east-1\n');
    await workbench.untilGone(workbench.row(/The AWS profile “gone” does not exist/));
    await workbench.untilQuiet();
    await workbench.picture('profile-without-credentials');
    await workbench.page.keyboard.press('Control+Shift+E');
    await workbench.view.waitFor();
    writeConfig(
      '[profile gone]\nregion = us-east-1\naws_access_key_id = AKIDFAKEFAKEFAKEFAKE\naws_secret_access_key = fake\n',
    );
    await workbench.page.waitForTimeout(2000);
    assert.deepEqual(faulty.requests, []);
    await workbench.openBackupJobs();
    await workbench.row(/^prod · Failed,/).waitFor();
    assert.equal(faulty.requests.length, 1);
  });

  it('sees that the config file cannot be read, opens it, and selects another connection', async () => {
    const { workbench } = window;
    writeConfig('[profile prod\nregion = eu-central-1\n');
    const unreadable = workbench.row(/Open AWS Config File$/);
    await unreadable.waitFor();
    await workbench.picture('broken-config');
    await unreadable.click();
    await workbench.page.getByText('[profile prod').waitFor();
    writeConfig('[default]\nregion = us-east-1\n');
    const missing = workbench.row(/The AWS profile “gone” does not exist\. Select Connection…$/);
    await missing.waitFor();
    await workbench.picture('missing-profile');
    await missing.click();
    await workbench.pick('Sample account');
    await workbench.row(/^prod-vault,/).waitFor();
  });

  /** Replaces the config file, as editors and the AWS CLI do. */
  function writeConfig(text: string): void {
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(`${file}-new`, text);
    renameSync(`${file}-new`, file);
  }
});
