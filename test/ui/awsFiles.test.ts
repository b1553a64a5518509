import assert from 'node:assert/strict';
import { mkdirSync, renameSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { accountOf } from '../../src/sample/sampleAccount.js';
import { createSampleService } from '../../src/sample/sampleService.js';
import { scratchFolder } from '../host/testEnvironment.js';
import { type FaultyService, withFaults } from '../service/faults.js';
import { type LoopbackServer, startLoopbackServer } from '../service/loopbackServer.js';
import { untilEqual } from './untilEqual.js';
import { openWindow, pictureOfFailure, type Window } from './window.js';

const settings = `region = us-east-1
aws_access_key_id = AKIDFAKEFAKEFAKEFAKE
aws_secret_access_key = fake
`;

describe('A person who sets up AWS while the window is open', () => {
  let faulty: FaultyService;
  let home: string;
  let server: LoopbackServer;
  let window: Window | undefined;

  async function open(environment: Readonly<Record<string, string>>): Promise<Window> {
    window = await openWindow({
      environment: { HOME: home, USERPROFILE: home, AWS_ENDPOINT_URL_BACKUP: server.url, ...environment },
    });
    await window.workbench.openBackupJobs();
    return window;
  }

  function write(text: string, file = path.join(home, '.aws', 'config')): void {
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(`${file}-new`, text);
    renameSync(`${file}-new`, file);
  }

  beforeEach(async () => {
    home = scratchFolder('aws-home');
    const job = { BackupJobId: 'job-1', BackupVaultName: 'prod', ResourceName: 'web-1', State: 'FAILED' };
    faulty = withFaults(createSampleService({ account: accountOf([job]) }));
    server = await startLoopbackServer(faulty.service);
  });
  afterEach(async function () {
    await pictureOfFailure.call(this, window);
    await window?.close();
    await server.close();
    window = undefined;
  });

  it('sees new profiles in the open picker, then the jobs of the default profile, without a click', async () => {
    const { workbench } = await open({});
    await workbench.view.getByText('This machine has no AWS configuration.').waitFor();
    await workbench.runCommand('Backup Jobs: Select Connection…');
    await workbench.choice('Sample account').waitFor();
    await untilEqual(() => workbench.choices(), ['Default credentials', 'Sample account']);
    write(`[profile prod]\n${settings}`);
    await workbench.choice('prod').waitFor();
    await untilEqual(() => workbench.choices(), ['prod', 'Default credentials', 'Sample account']);
    await untilEqual(() => workbench.markedChoice.innerText(), 'Default credentials', 'the mark stays');
    await workbench.picture('new-profile-in-list');
    await workbench.page.keyboard.press('Escape');
    await workbench.view.getByText('Select a connection to see its backup jobs.').waitFor();
    await workbench.picture('new-configuration');
    write(`[profile prod]\n${settings}[default]\n${settings}`);
    await workbench.row(/^prod,/).waitFor();
    await workbench.view.getByText('default · us-east-1').waitFor();
    await workbench.picture('new-default-profile');
  });

  it('sees the jobs of a profile once it exists, and a hidden view sends no request', async () => {
    const file = path.join(home, 'elsewhere', 'config');
    const { workbench } = await open({ AWS_PROFILE: 'gone', AWS_CONFIG_FILE: file });
    await workbench.row(/The AWS profile “gone” does not exist/).waitFor();
    write('[profile gone]\nregion = us-east-1\n', file);
    await workbench.row(/The AWS profile “gone” does not exist/).waitFor({ state: 'detached' });
    await workbench.untilQuiet();
    await workbench.picture('profile-without-credentials');
    await workbench.page.keyboard.press('Control+Shift+E');
    await workbench.view.waitFor();
    write(`[profile gone]\n${settings}`, file);
    await workbench.page.waitForTimeout(2000);
    assert.deepEqual(faulty.requests, []);
    await workbench.openBackupJobs();
    await workbench.row(/^prod,/).waitFor();
    assert.equal(faulty.requests.length, 1);
  });
});
