import assert from 'node:assert/strict';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { accountOf } from '../../src/sample/sampleAccount.js';
import { createSampleService } from '../../src/sample/sampleService.js';
import { hostileWorkspace } from '../host/hostileWorkspace.js';
import { scratchFolder } from '../host/testEnvironment.js';
import { errorFault } from '../service/faultKinds.js';
import { type FaultyService, withFaults } from '../service/faults.js';
import { type LoopbackServer, startLoopbackServer } from '../service/loopbackServer.js';
import { awsHome, openWindow, pictureOfFailure, type Window } from './window.js';

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

describe('A credential', () => {
  let good: FaultyService;
  let evil: FaultyService;
  let servers: LoopbackServer[];
  let window: Window | undefined;
  beforeEach(async () => {
    good = withFaults(createSampleService({ account: accountOf([job]) }));
    evil = withFaults(createSampleService({ account: accountOf([{ ...job, BackupVaultName: 'evil' }]) }));
    servers = await Promise.all([good, evil].map(({ service }) => startLoopbackServer(service)));
  });
  afterEach(async function () {
    await pictureOfFailure.call(this, window);
    await window?.close();
    await Promise.all(servers.map((server) => server.close()));
  });

  it('is not sent elsewhere by an untrusted workspace, whose settings have no effect', async () => {
    window = await openWindow({
      environment: {
        ...awsHome(markedProfile),
        AWS_PROFILE: 'marked-profile',
        AWS_ENDPOINT_URL_BACKUP: servers[0]?.url ?? '',
      },
      folder: hostileWorkspace(servers[1]?.url ?? ''),
      hasWorkspaceTrust: true,
    });
    const { workbench } = window;
    // VS Code 1.105 asks whether to trust the folder, whatever the settings say.
    const refusal = workbench.page.getByRole('button', { name: /don.t trust the authors/ });
    await workbench.page.addLocatorHandler(refusal, () => refusal.click());
    await workbench.page.getByText('Restricted Mode').first().waitFor();
    await workbench.openBackupJobs();
    await workbench.row(/^prod,/).waitFor();
    await workbench.view.getByText('marked-profile · us-east-1').waitFor();
    await workbench.picture('restricted-mode');
    assert.equal(good.requests[0]?.query['maxResults'], '1000', 'the page size is the user’s');
    assert.deepEqual(evil.requests, []);
  });

  it('is not written, shown or sent anywhere', async function () {
    this.timeout(240_000);
    const script = path.join(scratchFolder('program'), 'quoting.js');
    await writeFile(script, quotingProgram);
    const command = `"${process.execPath}" "${script}" --password ${argument}`;
    window = await openWindow({
      environment: {
        ...awsHome(`${markedProfile}[profile marked-program]\ncredential_process = ${command}\n`),
        AWS_ENDPOINT_URL_BACKUP: servers[0]?.url ?? '',
        AWS_MAX_ATTEMPTS: '1',
      },
    });
    const { workbench } = window;
    await workbench.openBackupJobs();
    await workbench.selectConnection('marked-program', 'us-east-1');
    const program = workbench.row(/^The credential_process of the profile “marked-program” failed/);
    await program.hover();
    await workbench.page.locator('.monaco-hover', { hasText: 'Command failed: …' }).waitFor();
    await workbench.picture('program-failed');
    await workbench.selectConnection('marked-profile', 'us-east-1');
    await workbench.row(/^prod,/).waitFor();
    await workbench.toggle(/^prod,/);
    await workbench.toggle(/^Failed,/);
    await workbench.row(/^web-1,/).click();
    await workbench.webview('[data-field="ResourceName"] .value');
    await workbench.runCommand('Backup Jobs: Open as JSON');
    assert.match(await workbench.editorText(), /job-1/);
    const quoting = `Credential=${marks.accessKeyId}/x, SignedHeaders=host;x-amz-security-token:${marks.token}, Signature=x`;
    good.fail(errorFault('InvalidSignatureException', 403, quoting), { times: 2 });
    await workbench.titleAction('Refresh');
    const failure = workbench.row(/^AWS does not accept the signature/).first();
    await failure.hover();
    await workbench.page.locator('.monaco-hover').first().waitFor();
    await workbench.runCommand('Backup Jobs: Show Log');
    await workbench.page.locator('.panel .view-line').first().waitFor();

    const seen = await everythingWritten(window);
    for (const known of ['marked-profile', 'web-1']) assert.ok(seen.includes(known), `${known} is found`);
    for (const mark of [...Object.values(marks), argument])
      assert.ok(!seen.includes(mark), `${mark} is nowhere`);
    const wire = JSON.stringify(good.requests);
    assert.ok(wire.includes(marks.accessKeyId) && wire.includes(marks.token), 'they were in use');
    assert.ok(!wire.includes(marks.secret), 'only the signature derives from the secret');
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
