import assert from 'node:assert/strict';
import { createSampleService } from '../../src/sample/sampleService.js';
import { hostileWorkspace } from '../host/hostileWorkspace.js';
import { type FaultyService, withFaults } from '../service/faults.js';
import { accountOf } from '../service/givenAccount.js';
import { type LoopbackServer, startLoopbackServer } from '../service/loopbackServer.js';
import { unfoldAllFields } from './allFields.js';
import { untilEqual } from './untilEqual.js';
import { openWindow, pictureOfFailure, type Window } from './window.js';

/** Settings open beside the rows, not above them, and the editor completes nothing that is typed. */
const plainEditor = {
  'workbench.editor.useModal': 'off',
  'editor.autoClosingBrackets': 'never',
  'editor.autoClosingQuotes': 'never',
};
/** UTC+14, the furthest zone from the browser's UTC: for half of all times, it has another day. */
const zone = 'Pacific/Kiritimati';
const created = new Date(Math.floor(Date.now() / 1000) * 1000 - 26 * 3_600_000);
const job = {
  AccountId: '111122223333',
  BackupJobId: '4A1B0000-9EB0-435A-A80B-108B488B0D45',
  CreationDate: created,
  CompletionDate: new Date(created.getTime() + 60 * 1000),
  ResourceArn: 'arn:aws:ec2:us-east-1:111122223333:volume/volume-1',
  ResourceName: 'volume-1',
  ResourceType: 'EBS',
  State: 'COMPLETED',
};

describe('A person with a custom endpoint and another time zone than the browser', () => {
  let mine: FaultyService;
  let evil: FaultyService;
  let servers: LoopbackServer[];
  let window: Window;
  before(async () => {
    mine = withFaults(createSampleService({ account: accountOf([{ ...job, BackupVaultName: 'mine' }]) }));
    evil = withFaults(createSampleService({ account: accountOf([{ ...job, BackupVaultName: 'evil' }]) }));
    servers = await Promise.all([mine, evil].map(({ service }) => startLoopbackServer(service)));
    const [mineUrl = '', evilUrl = ''] = servers.map(({ url }) => url);
    window = await openWindow({
      environment: {
        AWS_ACCESS_KEY_ID: 'AKIDFAKEFAKEFAKEFAKE',
        AWS_SECRET_ACCESS_KEY: 'fake',
        AWS_REGION: 'us-east-1',
        AWS_MAX_ATTEMPTS: '1',
        AWS_ENDPOINT_URL: evilUrl,
        TZ: zone,
      },
      folder: hostileWorkspace(evilUrl),
      // A dev container can set the machine's settings.
      settings: { 'backupJobs.endpoint': evilUrl, 'backupJobs.allowInsecureEndpoints': true },
      userSettings: { ...plainEditor, 'backupJobs.endpoint': mineUrl },
    });
    await window.workbench.openBackupJobs();
  });
  afterEach(function () {
    return pictureOfFailure.call(this, window);
  });
  after(async () => {
    await window.close();
    await Promise.all(servers.map((server) => server.close()));
  });

  it('reads only from the endpoint of the user settings, and sees it beside the account everywhere', async () => {
    const { workbench } = window;
    await workbench.row(/^mine,/).waitFor();
    const subject = `Environment · 111122223333 · us-east-1 · endpoint ${servers[0]?.url}`;
    await workbench.view.getByText(subject).waitFor();
    const status = workbench.statusBarItem('backupJobs.connection');
    const beginning = `Environment · endpoint ${servers[0]?.url}`;
    await untilEqual(
      async () => (await status.innerText()).trim(),
      `${beginning} · 111122223333 · us-east-1`,
      'the endpoint comes first: the end may be cut off',
    );
    await workbench.titleAction('Open Overview');
    const overview = await workbench.webview('[data-section="failures"]');
    await untilEqual(() => overview.locator('.subject').innerText(), subject);
    await workbench.picture('endpoint');
    await workbench.runCommand('View: Close All Editors');
    assert.deepEqual(evil.requests, []);
  });

  it('sees every time in the extension host’s time zone, which is named', async () => {
    const { workbench } = window;
    await workbench.runCommand('Backup Jobs: Group By…');
    await workbench.pick('Day › State');
    assert.equal(await workbench.page.evaluate('Intl.DateTimeFormat().resolvedOptions().timeZone'), 'UTC');
    const day = new Intl.DateTimeFormat('en', { timeZone: zone, month: 'short', day: 'numeric' }).format(
      created,
    );
    const group = workbench.row(new RegExp(`(^|\\W)${day}(\\W|$)`));
    await workbench.tooltip(group, `This day is in the time zone ${zone}.`);
    await workbench.picture('time-zone');
    await group.click();
    await workbench.row(/^Completed, /).click();
    const time = new Intl.DateTimeFormat('en', {
      timeZone: zone,
      hour: 'numeric',
      minute: '2-digit',
      second: '2-digit',
    })
      .format(created)
      .replaceAll(/\s/g, ' ');
    const job = workbench.row(/^volume-1, /);
    const tooltip = await workbench.tooltip(job, 'CreationDate');
    const shown = (text: string) => text.replaceAll(/\s/g, ' ').includes(`${time} GMT+14`);
    assert.ok(shown(await tooltip.innerText()), await tooltip.innerText());
    await job.click();
    const panel = await workbench.webview('[data-field="CreationDate"]');
    await unfoldAllFields(panel);
    const field = await panel.locator('[data-field="CreationDate"]').innerText();
    assert.ok(shown(field), field);
    await workbench.titleAction('Open Overview');
    const overview = await workbench.webview('[data-section="days"]');
    const days = overview.locator('[data-section="days"]');
    assert.match(await days.innerText(), new RegExp(`in the time zone ${zone}\\.`));
    await overview.getByRole('button', { name: 'Table: Jobs by day' }).click();
    // The table goes from today back to the first day that has a job.
    const cells = days.locator('tbody tr').last().locator('th, td');
    await untilEqual(async () => (await cells.allInnerTexts()).map((text) => text.trim()), [day, '1', '1']);
    await workbench.picture('time-zone-overview');
    await workbench.runCommand('View: Close All Editors');
    await workbench.runCommand('Backup Jobs: Group By…');
    await workbench.pick('Vault › State');
  });

  it('sees that HTTP to another machine is refused, and opens the setting', async () => {
    const { workbench } = window;
    // Linux connects 0.0.0.0 to this machine, but it is not one of the loopback names that are allowed.
    const elsewhere = servers[1]?.url.replace('127.0.0.1', '0.0.0.0');
    const failure = workbench.row(/^The endpoint is not encrypted\. Open Endpoint Setting$/);
    await setUserSettings({ 'backupJobs.endpoint': elsewhere });
    await failure.waitFor();
    await workbench.runCommand('View: Close All Editors');
    await failure.click();
    await workbench.page.getByRole('tab', { name: /^Settings/ }).waitFor();
    await workbench.page.getByText('Allow Insecure Endpoints').first().waitFor();
    await workbench.picture('endpoint-not-encrypted');
    await workbench.runCommand('View: Close All Editors');
    assert.deepEqual(evil.requests, []);
  });

  it('can allow HTTP to another machine', async () => {
    const { workbench } = window;
    await setUserSettings({
      'backupJobs.endpoint': servers[1]?.url.replace('127.0.0.1', '0.0.0.0'),
      'backupJobs.allowInsecureEndpoints': true,
    });
    await workbench.row(/^evil,/).waitFor();
    await workbench.view.getByText(/· endpoint http:\/\/0\.0\.0\.0:\d+$/).waitFor();
  });

  /** Writes the user settings in an editor, as a person does: VS Code misses other changes of the file. */
  async function setUserSettings(settings: Readonly<Record<string, unknown>>): Promise<void> {
    const { workbench } = window;
    const text = JSON.stringify({ ...plainEditor, ...settings });
    await workbench.runCommand('Preferences: Open User Settings (JSON)');
    await workbench.page.locator('.view-lines', { hasText: 'backupJobs.endpoint' }).click();
    await workbench.page.keyboard.press('ControlOrMeta+A');
    await workbench.page.keyboard.insertText(text);
    await workbench.page.keyboard.press('ControlOrMeta+S');
  }
});
