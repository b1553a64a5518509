import assert from 'node:assert/strict';
import { mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { dayAfter } from '../../src/jobs/knownIssue.js';
import { createSampleService } from '../../src/sample/sampleService.js';
import { hostileWorkspace } from '../host/hostileWorkspace.js';
import { scratchFolder } from '../host/testEnvironment.js';
import { errorFault } from '../service/faultKinds.js';
import { type FaultyService, withFaults } from '../service/faults.js';
import { accountOf } from '../service/givenAccount.js';
import { type LoopbackServer, startLoopbackServer } from '../service/loopbackServer.js';
import { type SignInProgram, signInProgram } from './signInProgram.js';
import { untilEqual } from './untilEqual.js';
import { openWindow, pictureOfFailure, type Window } from './window.js';

const job = { BackupJobId: 'job-1', BackupVaultName: 'prod', ResourceName: 'web-1', State: 'FAILED' };
const marks = {
  accessKeyId: 'AKIAMARKEDKEYID00001',
  secret: 'marked+secret/access+key',
  token: 'markedSessionToken',
};
const argument = 'markedArgumentOfAProgram';
/** A credential_process that fails, and quotes its command line in its error message. */
const quotingProgram = `
console.error('Command failed: ' + process.argv.join(' '));
console.error(JSON.stringify(process.argv), 'wrong password ' + process.argv.at(-1));
process.exitCode = 3;
`;
const markedProfile = `[profile marked-profile]
region = us-east-1
aws_access_key_id = ${marks.accessKeyId}
aws_secret_access_key = ${marks.secret}
aws_session_token = ${marks.token}
`;

const settings = `region = us-east-1
aws_access_key_id = AKIDFAKEFAKEFAKEFAKE
aws_secret_access_key = fake
`;

describe('A person who sets up AWS while the window is open', () => {
  const home = scratchFolder('aws-home');
  let faulty: FaultyService;
  let server: LoopbackServer;
  let window: Window;

  before(async () => {
    faulty = withFaults(createSampleService({ account: accountOf([job]) }));
    server = await startLoopbackServer(faulty.service);
    window = await openWindow({
      environment: {
        HOME: home,
        USERPROFILE: home,
        AWS_ENDPOINT_URL_BACKUP: server.url,
        AWS_MAX_ATTEMPTS: '1',
      },
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

  it('sees new profiles in the open picker, then the jobs of the default profile, without a click', async () => {
    const { workbench } = window;
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
    await workbench.row(/^prod · Failed,/).waitFor();
    await workbench.view.getByText('default · us-east-1').waitFor();
    await workbench.picture('new-default-profile');
  });

  it('finds no credential written, shown or sent anywhere', async function () {
    this.timeout(240_000);
    const script = path.join(scratchFolder('program'), 'quoting.js');
    await writeFile(script, quotingProgram);
    const command = `"${process.execPath}" "${script}" --password ${argument}`;
    const { workbench } = window;
    faulty.forgetRequests();
    write(`${markedProfile}[profile marked-program]\ncredential_process = ${command}\n`);
    await workbench.selectConnection('marked-program', 'us-east-1');
    const program = workbench.row(/^The credential_process of the profile “marked-program” failed/);
    await workbench.tooltip(program, 'Command failed: …');
    await workbench.picture('program-failed');
    await workbench.selectConnection('marked-profile', 'us-east-1');
    await workbench.row(/^prod · Failed,/).waitFor();
    await workbench.row(/^web-1,/).click();
    await workbench.webview('[data-field="ResourceName"] .value');
    await workbench.runCommand('Backup Jobs: Open as JSON');
    assert.match(await workbench.editorText(), /job-1/);
    const quoting = `Credential=${marks.accessKeyId}/x, SignedHeaders=host;x-amz-security-token:${marks.token}, Signature=x`;
    faulty.fail(errorFault('InvalidSignatureException', 403, quoting), { times: 2 });
    await workbench.titleAction('Refresh');
    const failure = workbench.row(/^AWS does not accept the signature/).first();
    await workbench.tooltip(failure, 'AWS does not accept the signature');
    await workbench.runCommand('Backup Jobs: Show Log');
    await workbench.page.locator('.panel .view-line').first().waitFor();

    const seen = await everythingWritten(window);
    for (const known of ['marked-profile', 'web-1']) assert.ok(seen.includes(known), `${known} is found`);
    for (const mark of [...Object.values(marks), argument])
      assert.ok(!seen.includes(mark), `${mark} is nowhere`);
    const wire = JSON.stringify(faulty.requests);
    assert.ok(wire.includes(marks.accessKeyId) && wire.includes(marks.token), 'they were in use');
    assert.ok(!wire.includes(marks.secret), 'only the signature derives from the secret');
  });

  /** Replaces the config file, as editors and the AWS CLI do. */
  function write(text: string): void {
    const file = path.join(home, '.aws', 'config');
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(`${file}-new`, text);
    renameSync(`${file}-new`, file);
  }
});

describe('An untrusted workspace', () => {
  let aws: SignInProgram;
  let good: FaultyService;
  let evil: FaultyService;
  let servers: LoopbackServer[];
  let window: Window;

  before(async () => {
    good = withFaults(createSampleService({ account: accountOf([job]) }));
    evil = withFaults(createSampleService({ account: accountOf([{ ...job, BackupVaultName: 'evil' }]) }));
    servers = await Promise.all([good, evil].map(({ service }) => startLoopbackServer(service)));
    aws = signInProgram(markedProfile);
    window = await openWindow({
      environment: { ...aws.environment, AWS_ENDPOINT_URL_BACKUP: servers[0]?.url ?? '' },
      folder: hostileWorkspace(servers[1]?.url ?? '', {
        'backupJobs.knownIssues': [
          { backupVaultName: 'prod', reason: 'Hide it', until: dayAfter(new Date(), 300) },
        ],
      }),
      hasWorkspaceTrust: true,
    });
    const { workbench } = window;
    // VS Code 1.105 asks whether to trust the folder, whatever the settings say.
    const refusal = workbench.page.getByRole('button', { name: /don.t trust the authors/ });
    await workbench.page.addLocatorHandler(refusal, () => refusal.click());
    await workbench.page.getByText('Restricted Mode').first().waitFor();
    await workbench.openBackupJobs();
  });
  afterEach(function () {
    return pictureOfFailure.call(this, window);
  });
  after(async () => {
    await window.close();
    await Promise.all(servers.map((server) => server.close()));
  });

  it('does not hinder a sign-in with one click, which can be retried, and stays untrusted', async () => {
    const { workbench } = window;
    const row = workbench.row(/^AWS sign-in needed\. Sign In$/);
    // The output channel stays empty in this host, which writes no log files.
    const channel = workbench.page.locator('.panel select').first();
    const toast = (hasText: string) => workbench.page.locator('.notification-toast', { hasText });
    await workbench.page.getByText('Restricted Mode').first().waitFor();
    await row.click();
    const failure = toast('The AWS CLI could not sign in.').filter({ hasText: 'The code has expired' });
    // VS Code may draw it twice for a moment.
    await failure.first().waitFor();
    await channel.waitFor();
    await untilEqual(() => channel.inputValue(), 'Sign in to AWS');
    await workbench.picture('sign-in-restricted-failed');

    aws.will('wait');
    await row.click();
    const notice = toast('Signing in to AWS with the profile “corp”');
    // The notification of the failed sign-in may still be fading out.
    const latest = notice.filter({ hasText: 'enter the code ABCD-EFGH' });
    await latest.waitFor();
    await workbench.picture('sign-in-restricted');
    await latest.getByRole('button', { name: 'Cancel' }).click();
    await workbench.untilGone(notice);

    aws.will('succeed');
    await row.click();
    await workbench.row(/^prod · Failed,/).waitFor();
    await workbench.untilGone(notice);
    await workbench.picture('signed-in-restricted');
    assert.equal(await workbench.page.getByRole('dialog', { name: /trust/i }).count(), 0);
    await workbench.page.getByText('Restricted Mode').first().waitFor();
  });

  it('gets no credentials, and its settings have no effect', async () => {
    const { workbench } = window;
    good.forgetRequests();
    await workbench.selectConnection('marked-profile', 'us-east-1');
    await workbench.view.getByText('marked-profile · us-east-1').waitFor();
    await workbench.row(/^prod · Failed,/).waitFor();
    await workbench.picture('restricted-mode');
    const rows = (await workbench.rows()).join('\n');
    assert.match(rows, /^prod · Failed/m);
    assert.doesNotMatch(rows, /known/, 'its known issues accept nothing');
    assert.equal(good.requests[0]?.query['maxResults'], '1000', 'the page size is the user’s');
    assert.deepEqual(evil.requests, []);
  });
});

/** Everything that a window has written or shows: its files, the browser's storage, every frame. */
async function everythingWritten({ dataFolder, workbench }: Window): Promise<string> {
  const frames = workbench.page.frames().map((frame) => frame.content().catch(() => ''));
  const storage = (await workbench.page.evaluate(readBrowserStorage)) as string;
  const names = await readdir(dataFolder, { recursive: true, withFileTypes: true });
  const files = names
    .filter((entry) => entry.isFile() && !entry.parentPath.includes(`${path.sep}extensions${path.sep}`))
    .map((entry) => readFile(path.join(entry.parentPath, entry.name), 'utf8'));
  return [storage, ...(await Promise.all(frames)), ...(await Promise.all(files))].join('\n');
}

const readBrowserStorage = `(async () => {
  const text = (value) => JSON.stringify(value, (_, one) => ArrayBuffer.isView(one) ? new TextDecoder().decode(one) : one);
  const done = (request) => new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
  const found = [text({ ...localStorage }), text({ ...sessionStorage })];
  for (const { name } of await indexedDB.databases()) {
    const database = await done(indexedDB.open(name));
    for (const store of database.objectStoreNames) {
      const values = database.transaction(store).objectStore(store);
      found.push(text(await done(values.getAllKeys())), text(await done(values.getAll())));
    }
    database.close();
  }
  return found.join('\\n');
})()`;
