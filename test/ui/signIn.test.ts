import assert from 'node:assert/strict';
import { createSampleService } from '../../src/sample/sampleService.js';
import { hostileWorkspace } from '../host/hostileWorkspace.js';
import { type FaultyService, withFaults } from '../service/faults.js';
import { accountOf } from '../service/givenAccount.js';
import { type LoopbackServer, startLoopbackServer } from '../service/loopbackServer.js';
import { type SignInProgram, signInProgram } from './signInProgram.js';
import { untilEqual } from './untilEqual.js';
import { openWindow, pictureOfFailure, type Window } from './window.js';

describe('A person with an expired sign-in', () => {
  let aws: SignInProgram;
  let faulty: FaultyService;
  let server: LoopbackServer;
  let window: Window;

  before(async () => {
    const job = { BackupJobId: 'job-1', BackupVaultName: 'prod', ResourceName: 'web-1', State: 'FAILED' };
    faulty = withFaults(createSampleService({ account: accountOf([job]) }));
    server = await startLoopbackServer(faulty.service);
    aws = signInProgram();
    window = await openWindow({
      environment: {
        ...aws.environment,
        AWS_ACCESS_KEY_ID: 'AKIDENVIRONMENT',
        AWS_SECRET_ACCESS_KEY: 'fake',
        AWS_REGION: 'us-east-1',
        AWS_ENDPOINT_URL_BACKUP: server.url,
      },
      folder: hostileWorkspace('http://127.0.0.1:9/evil'),
    });
    await window.workbench.openBackupJobs();
  });
  afterEach(function () {
    return pictureOfFailure.call(this, window);
  });
  after(async () => {
    await window.close();
    await server.close();
  });

  it('signs in through a terminal, which stays open after a failure, and retries, also after a reload', async () => {
    const { workbench } = window;
    const row = workbench.row(/^AWS sign-in needed\. Sign In$/);
    const terminals = workbench.page.locator('.panel .terminal-wrapper');
    await row.click();
    await untilEqual(() => terminals.count(), 1);
    while (aws.isRunning() !== false) await workbench.page.waitForTimeout(50);
    // A terminal that closes by itself would be gone after a second.
    await workbench.page.waitForTimeout(1000);
    await workbench.picture('sign-in-failed');
    assert.equal(await terminals.count(), 1, 'the failed one stays');

    aws.will('wait');
    await row.click();
    while (aws.isRunning() !== true) await workbench.page.waitForTimeout(50);
    await untilEqual(() => terminals.count(), 1, 'the failed one is gone');
    await workbench.runCommand('Terminal: Kill the Active Terminal Instance');
    await workbench.untilGone(terminals);
    while (aws.isRunning() !== false) await workbench.page.waitForTimeout(50);
    await row.click();
    await terminals.first().waitFor();
    while (aws.isRunning() !== true) await workbench.page.waitForTimeout(50);
    await workbench.reload();
    while (aws.isRunning() !== false) await workbench.page.waitForTimeout(50);

    aws.will('succeed');
    await row.click();
    await workbench.row(/^prod · Failed,/).waitFor();
    // The reloaded window may have opened a shell in the terminal panel.
    await workbench.untilGone(workbench.page.locator('.panel').getByText('Sign in to AWS'));
    await workbench.picture('signed-in');
    assert.deepEqual(await workbench.notifications(), []);
  });

  it('sees what each connection uses, and selects the access keys of the environment', async () => {
    const { workbench } = window;
    await workbench.runCommand('Backup Jobs: Select Connection…');
    await workbench.choice('corp').waitFor();
    await untilEqual(
      () => workbench.describedChoices(),
      [
        'corp | access keys · us-east-1',
        'Environment | the access keys in AWS_ACCESS_KEY_ID',
        'Default credentials | the profile corp of the environment',
        'Sample account | built in, needs no AWS account',
      ],
    );
    faulty.forgetRequests();
    await workbench.pick('Environment');
    await workbench.check('us-east-1');
    await workbench.view.getByText('Environment · us-east-1').waitFor();
    await workbench.row(/^prod · Failed,/).waitFor();
    const signers = faulty.requests.map(
      ({ headers }) => /Credential=(\w+)/.exec(headers['authorization'] ?? '')?.[1],
    );
    assert.deepEqual(signers, ['AKIDENVIRONMENT']);
  });
});
