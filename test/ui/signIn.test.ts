import assert from 'node:assert/strict';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { accountOf } from '../../src/sample/sampleAccount.js';
import { createSampleService } from '../../src/sample/sampleService.js';
import { fakeAws } from '../fakeAws.js';
import { hostileWorkspace } from '../host/hostileWorkspace.js';
import { withFaults } from '../service/faults.js';
import { type LoopbackServer, startLoopbackServer } from '../service/loopbackServer.js';
import { untilEqual } from './untilEqual.js';
import { awsHome, openWindow, pictureOfFailure, ssoConfig, type Window } from './window.js';

const signedIn = `[profile corp]
region = us-east-1
aws_access_key_id = AKIDFAKEFAKEFAKEFAKE
aws_secret_access_key = fake
`;

describe('A sign-in', () => {
  let server: LoopbackServer;
  let window: Window | undefined;
  let state: string;

  /** Opens a window on a profile that needs a sign-in. The file `state` says what the fake AWS CLI does. */
  async function open(options: { readonly hasWorkspaceTrust: boolean }): Promise<Window> {
    const home = awsHome(ssoConfig);
    state = path.join(home['HOME'] ?? '', 'state');
    writeFileSync(state, 'fail');
    window = await openWindow({
      ...options,
      environment: {
        ...home,
        AWS_PROFILE: 'corp',
        AWS_ENDPOINT_URL_BACKUP: server.url,
        PATH: fakeAws(`
const { readFileSync, writeFileSync } = require('node:fs');
console.log('Open https://example.com/device and enter the code ABCD-EFGH');
writeFileSync(${JSON.stringify(`${state}-pid`)}, String(process.pid));
const state = readFileSync(${JSON.stringify(state)}, 'utf8');
if (state === 'wait') setInterval(() => {}, 1000);
else if (state === 'fail') { console.error('The code has expired'); process.exitCode = 255; }
else writeFileSync(${JSON.stringify(path.join(home['HOME'] ?? '', '.aws', 'config'))}, ${JSON.stringify(signedIn)});
`),
      },
      folder: hostileWorkspace('http://127.0.0.1:9/evil'),
    });
    const { workbench } = window;
    // VS Code 1.105 asks whether to trust the folder, whatever the settings say.
    const refusal = workbench.page.getByRole('button', { name: /don.t trust the authors/ });
    await workbench.page.addLocatorHandler(refusal, () => refusal.click());
    await workbench.openBackupJobs();
    return window;
  }

  /** The ID of the latest sign-in process, if there was one. */
  function signedInBy(): number | undefined {
    const file = `${state}-pid`;
    return existsSync(file) ? Number(readFileSync(file, 'utf8')) || undefined : undefined;
  }

  before(async () => {
    const job = { BackupJobId: 'job-1', BackupVaultName: 'prod', ResourceName: 'web-1', State: 'FAILED' };
    const { service } = withFaults(createSampleService({ account: accountOf([job]) }));
    server = await startLoopbackServer(service);
  });
  afterEach(async function () {
    await pictureOfFailure.call(this, window);
    await window?.close();
    window = undefined;
  });
  after(() => server.close());

  it('takes one click in an untrusted folder, which stays untrusted, and can be retried', async () => {
    const { workbench } = await open({ hasWorkspaceTrust: true });
    const row = workbench.row(/^AWS sign-in needed\. Sign In$/);
    // The output channel stays empty in this host, which writes no log files.
    const channel = workbench.page.locator('.panel select').first();
    const toast = (hasText: string) => workbench.page.locator('.notification-toast', { hasText });
    await workbench.page.getByText('Restricted Mode').first().waitFor();

    await row.click();
    await toast('The AWS CLI could not sign in.').filter({ hasText: 'The code has expired' }).waitFor();
    await channel.waitFor();
    await untilEqual(() => channel.inputValue(), 'Sign in to AWS');
    await workbench.picture('sign-in-restricted-failed');

    writeFileSync(state, 'wait');
    await row.click();
    const notice = toast('Signing in to AWS with the profile “corp”');
    // The notification of the failed sign-in may still be fading out.
    const latest = notice.filter({ hasText: 'enter the code ABCD-EFGH' });
    await latest.waitFor();
    await workbench.picture('sign-in-restricted');
    await latest.getByRole('button', { name: 'Cancel' }).click();
    await workbench.untilGone(notice);

    writeFileSync(state, 'succeed');
    await row.click();
    await workbench.row(/^prod,/).waitFor();
    await workbench.untilGone(notice);
    await workbench.picture('signed-in-restricted');
    assert.equal(await workbench.page.getByRole('dialog', { name: /trust/i }).count(), 0);
    await workbench.page.getByText('Restricted Mode').first().waitFor();
  });

  it('is shown in a terminal, which stays open after a failure, and can be retried, also after a reload', async () => {
    const { workbench } = await open({ hasWorkspaceTrust: false });
    const row = workbench.row(/^AWS sign-in needed\. Sign In$/);
    const terminals = workbench.page.locator('.panel .terminal-wrapper');
    await row.click();
    await untilEqual(() => terminals.count(), 1);
    while (signedInBy() === undefined || isAlive(signedInBy())) await workbench.page.waitForTimeout(50);
    // A terminal that closes by itself would be gone after a second.
    await workbench.page.waitForTimeout(1000);
    await workbench.picture('sign-in-failed');
    assert.equal(await terminals.count(), 1, 'the failed one stays');

    writeFileSync(state, 'wait');
    await row.click();
    while (!isAlive(signedInBy())) await workbench.page.waitForTimeout(50);
    await untilEqual(() => terminals.count(), 1, 'the failed one is gone');
    await workbench.runCommand('Terminal: Kill the Active Terminal Instance');
    await workbench.untilGone(terminals);
    while (isAlive(signedInBy())) await workbench.page.waitForTimeout(50);
    await row.click();
    await terminals.first().waitFor();
    while (!isAlive(signedInBy())) await workbench.page.waitForTimeout(50);
    const pid = signedInBy();
    await workbench.reload();
    while (isAlive(pid)) await workbench.page.waitForTimeout(50);

    writeFileSync(state, 'succeed');
    await row.click();
    await workbench.row(/^prod,/).waitFor();
    // The reloaded window may have opened a shell in the terminal panel.
    await workbench.untilGone(workbench.page.locator('.panel').getByText('Sign in to AWS'));
    await workbench.picture('signed-in');
    assert.deepEqual(await workbench.notifications(), []);
  });
});

function isAlive(pid: number | undefined): boolean {
  try {
    return pid !== undefined && process.kill(pid, 0);
  } catch {
    return false;
  }
}
