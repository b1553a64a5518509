import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import {
  accounts,
  type CloudUnderTest,
  cloudConfig,
  device,
  heldAnswers,
  startCloud,
  tokenFile,
  userKeys,
} from '../cloud.js';
import { fakeAws } from '../fakeAws.js';
import { scratchFolder } from '../host/testEnvironment.js';
import type { Workbench } from '../host/workbench.js';
import { saveAs } from './saveAs.js';
import { untilEqual } from './untilEqual.js';
import { awsHome, openWindow, pictureOfFailure, type Window } from './window.js';

describe('A person with many profiles', () => {
  let cloud: CloudUnderTest;
  let home: Record<string, string>;
  let window: Window;
  /** It has another workspace, and opens while the first window is in use. */
  let otherWindow: Promise<Workbench>;

  before(async () => {
    cloud = await startCloud({ userJobs: 4000 });
    home = awsHome(
      `${cloudConfig}[profile program]\ncredential_process = /bin/false\n` +
        `[profile lost]\nrole_arn = arn:aws:iam::${accounts.role}:role/reader\n[team]\nregion = eu-west-1\n`,
    );
    window = await openWindow({
      environment: {
        ...home,
        ...cloud.environment,
        PATH: pathOfSignIn(home['HOME'] ?? ''),
      },
      userSettings: { 'backupJobs.accountAliases': { [accounts.role]: 'Reporting' } },
    });
    await window.workbench.openBackupJobs();
    otherWindow = window.workbench.openAnother(scratchFolder('another-workspace'));
  });
  afterEach(function () {
    return pictureOfFailure.call(this, window);
  });
  after(async () => {
    await window.close();
    await cloud.close();
  });

  it('sees the kind and the account of each profile, and which sign-in has expired', async () => {
    const { workbench } = window;
    await workbench.view.getByRole('button', { name: 'Select Connection…' }).click();
    await workbench.choice('reader').waitFor();
    await untilEqual(
      () => workbench.describedChoices(),
      [
        'keys | access keys',
        'reader | role · 444455556666 (Reporting)',
        'first | role · 111122223333',
        'chain | role · 444455556666 (Reporting)',
        'mfa | role · 444455556666 (Reporting)',
        'web | web identity · 444455556666 (Reporting)',
        'corp | SSO · 777788889999 · us-west-2 · sign-in needed',
        'program | runs a program',
        'lost | cannot be used · 444455556666 (Reporting)',
        'Default credentials | what the AWS CLI uses if no profile is set',
        'Sample account | built in, needs no AWS account',
        '[team] | line 35',
      ],
    );
    // While a window loads, the editor may miss a change of its settings.
    await otherWindow;
    await workbench.pictures('connection-picker');
  });

  it('opens the line of a profile that cannot be used, and of a section that is ignored', async () => {
    const { workbench } = window;
    for (const [choice, line] of [
      ['lost', 33],
      ['[team]', 35],
    ] as const) {
      await workbench.pick(choice);
      await workbench.statusBarItem('status.editor.selection').getByText(`Ln ${line}, Col 1`).waitFor();
      await workbench.runCommand('View: Close All Editors');
      await workbench.view.getByRole('button', { name: 'Select Connection…' }).click();
      await workbench.choice(choice).waitFor();
    }
  });

  it('reads several regions at once, and a region that fails is one row', async () => {
    const { workbench } = window;
    await workbench.pick('reader');
    await workbench.choice('us-east-1').waitFor();
    await workbench.page.keyboard.press('Enter');
    await workbench.quickInput.getByPlaceholder('Check at least one region').waitFor();
    await workbench.quickInput.locator('.quick-input-box input').fill('US-Moon-1');
    await workbench.page.keyboard.press('Enter');
    await workbench.choice('us-east-1').waitFor();
    await workbench.picture('region-picker');
    await workbench.check('us-east-1', 'us-west-2');
    await workbench.row(/^us-east-1/).waitFor();
    await workbench.untilQuiet();
    await untilEqual(
      () => groupRows(workbench),
      [
        'us-east-1 · vault-…56666 · Completed | 1',
        'us-west-2 · vault-…56666 · Completed | 1',
        'us-moon-1: The region is not enabled | Select Regions…',
      ],
    );
    const subject = `reader · 444455556666 (Reporting) · us-east-1, us-west-2, us-moon-1 · endpoint ${cloud.url}`;
    await workbench.view.getByText(subject).waitFor();
    const status = workbench.statusBarItem('backupJobs.connection');
    const others = '444455556666 (Reporting) · us-east-1, us-west-2, us-moon-1';
    await untilEqual(
      async () => (await status.innerText()).trim(),
      `reader · endpoint ${cloud.url} · ${others}`,
    );
    await workbench.pictures('several-regions');
    const asked = cloud.requests.map(({ operation }) => operation).sort();
    assert.equal(asked.filter((operation) => operation === 'AssumeRole').length, 1);
    assert.equal(asked.filter((operation) => operation === 'GetCallerIdentity').length, 1);
  });

  it('opens a job by ID, counts and exports over all regions that answer', async () => {
    const { workbench } = window;
    await workbench.runCommand('Backup Jobs: Select Regions…');
    await workbench.check('us-east-1', 'us-west-2');
    await workbench.row(/^us-west-2/).waitFor();
    await workbench.untilQuiet();
    const openById = async (id: string) => {
      await workbench.runCommand('Backup Jobs: Open Job by ID…');
      await workbench.quickInput.getByPlaceholder('A backup job’s ID').fill(id);
      await workbench.quickInput.getByRole('button', { name: 'Open as JSON' }).click();
    };
    await openById('see job 0F1E2D3C-9EB0-435A-A80B-108B488B0D45, please');
    await workbench.choice('us-west-2').waitFor();
    await untilEqual(() => workbench.choices(), ['us-east-1', 'us-west-2']);
    await workbench.picture('job-by-id-region');
    await workbench.pick('us-west-2');
    await workbench.page.getByRole('tab', { name: '0F1E2D3C-9EB0-435A-A80B-108B488B0D45.json' }).waitFor();
    assert.match(await workbench.editorText(), /"message": "AWS Backup does not have this job"/);
    await openById('444455556666-us-west-2');
    await workbench.page.getByRole('tab', { name: '444455556666-us-west-2.json' }).waitFor();
    assert.match(await workbench.editorText(), /"AccountId": "444455556666"/);

    await workbench.runCommand('Backup Jobs: Export…');
    await workbench.pick('NDJSON');
    const file = path.join(scratchFolder('export'), 'regions.ndjson');
    await saveAs(workbench, file);
    await workbench.page.getByText(/^Exported 2 jobs to regions\.ndjson$/).waitFor();
    const jobs = readFileSync(file, 'utf8')
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    assert.deepEqual(
      jobs.map(({ BackupJobId, Region }) => [Region, BackupJobId]),
      ['us-east-1', 'us-west-2'].map((region) => [region, `444455556666-${region}`]),
    );
    await workbench.runCommand('Notifications: Clear All Notifications');

    await workbench.titleAction('Open Overview');
    const overview = await workbench.webview('[data-section="failures"]');
    await overview.getByText(/^2 jobs, as of/).waitFor();
    assert.equal(
      await overview.locator('.subject').innerText(),
      `reader · 444455556666 (Reporting) · us-east-1, us-west-2 · endpoint ${cloud.url}`,
    );
    await workbench.picture('overview-regions');
    await workbench.runCommand('View: Close All Editors');
  });

  it('changes the regions and keeps the profile', async () => {
    const { workbench } = window;
    await workbench.runCommand('Backup Jobs: Select Regions…');
    await workbench.check('us-west-2');
    await workbench.view.getByText('reader · 444455556666 (Reporting) · us-west-2').waitFor();
  });

  it('has a connection per window, and switching one does not change the other', async () => {
    const { workbench } = window;
    const other = await otherWindow;
    await other.page.bringToFront();
    await other.openBackupJobs();
    const shown = async (one: Workbench) => {
      await one.untilQuiet();
      return [await one.statusBarItem('backupJobs.connection').innerText(), ...(await groupRows(one))];
    };
    const reader = [
      ` reader · endpoint ${cloud.url} · 444455556666 (Reporting) · us-west-2`,
      'vault-of…5556666 · Completed | 1',
    ];
    await other.view.getByRole('button', { name: 'Select Connection…' }).click();
    await other.pick('keys');
    await other.check('us-west-2');
    await other.row(/^vault-of/).waitFor();
    await other.view.getByText('keys · 111122223333 · us-west-2').waitFor();
    const keys = [
      ` keys · endpoint ${cloud.url} · 111122223333 · us-west-2`,
      'vault-of…2223333 · Completed | 1',
    ];
    await untilEqual(async () => [await shown(workbench), await shown(other)], [reader, keys]);
    await other.picture('another-window');
    await workbench.page.bringToFront();
    const framesSeen = await workbench.watchFrames();
    await workbench.selectConnection('first', 'us-west-2');
    await workbench.view.getByText('first · 111122223333 · us-west-2').waitFor();
    // The text above the rows comes first.
    await workbench.row(/^vault-of\S*2223333/).waitFor();
    const frames = await framesSeen();
    assert.ok(
      frames.some((frame) =>
        frame.startsWith(`first · 111122223333 · us-west-2 · endpoint ${cloud.url}\nvault-of…2223333`),
      ),
      frames.join('\n\n'),
    );
    const ofTwo = frames.filter((frame) =>
      /^first.*\nvault-of\S*6666|^reader.*\nvault-of\S*3333/.test(frame),
    );
    assert.deepEqual(ofTwo, [], 'no connection’s name appears above the rows of another');
    await other.page.bringToFront();
    await other.titleAction('Refresh');
    await untilEqual(() => shown(other), keys);
    await other.page.close();
  });

  it('switches during Load All, which aborts its requests, and none of its jobs appear', async () => {
    const { workbench } = window;
    await workbench.selectConnection('keys', 'us-east-1');
    await workbench.view.getByText('keys · 111122223333 · us-east-1').waitFor();
    const ofKeys = ({
      headers,
      operation,
    }: {
      headers: Readonly<Record<string, string>>;
      operation?: unknown;
    }) => operation === 'ListBackupJobs' && (headers['authorization'] ?? '').includes(userKeys.accessKeyId);
    const { answer, fault, seen } = heldAnswers();
    cloud.fail(fault, { times: Number.POSITIVE_INFINITY, where: ofKeys });
    await workbench.runCommand('Backup Jobs: Load All');
    await workbench.row(/^Loading all…/).waitFor();
    while (seen.requests < 2) await workbench.page.waitForTimeout(50);
    await workbench.picture('switch-during-load-all');
    await workbench.selectConnection('reader', 'us-west-2');
    await workbench.row(/^vault-of-444455556666/).waitFor();
    assert.ok(seen.requests >= 2 && seen.aborts === seen.requests, JSON.stringify(seen));
    cloud.forgetRequests();
    answer();
    await workbench.view.getByText('reader · 444455556666 (Reporting) · us-west-2').waitFor();
    await workbench.untilQuiet();
    await untilEqual(() => groupRows(workbench), ['vault-of…5556666 · Completed | 1']);
    assert.deepEqual(cloud.requests.filter(ofKeys), []);
    assert.deepEqual(await workbench.notifications(), []);
    const items = await workbench.titleMenu();
    assert.ok(items.includes('Load All') && !items.includes('Stop Loading'), items.join(', '));
    cloud.heal();
  });

  it('reads the whole organization by account, and returns to its own account when AWS refuses', async () => {
    const { workbench } = window;
    await workbench.runCommand('Backup Jobs: Open the Sample Account');
    await workbench.row(/^prod-vault/).waitFor();
    await workbench.runCommand('Backup Jobs: Filter by Account…');
    await workbench.pick('*');
    await workbench.view.getByText('Sample account · us-east-1 · Account: *').waitFor();
    await workbench.titleAction('Group by Account');
    await workbench.row(/^777788889999/).waitFor();
    await workbench.picture('whole-organization');
    await workbench.selectConnection('keys', 'us-west-2');
    const refused = workbench.row(/^No access to the organization\. Show Own Account$/);
    await refused.waitFor();
    await workbench.untilQuiet();
    await workbench.tooltip(refused, 'management account');
    await workbench.picture('organization-refused');
    await refused.click();
    await workbench.row(/^111122223333 /).waitFor();
    await workbench.untilQuiet();
    await untilEqual(() => groupRows(workbench), ['111122223333 · vault-…23333 · Completed | 1']);
    await workbench.view.getByText('keys · 111122223333 · us-west-2').waitFor();
    await workbench.runCommand('Backup Jobs: Group By…');
    await workbench.pick('Vault › State');
    await workbench.row(/^vault-of-111122223333/).waitFor();
  });

  it('enters one MFA code for all regions in a box that stays open, or cancels it', async () => {
    const { workbench } = window;
    await workbench.selectConnection('mfa', 'us-east-1', 'us-west-2');
    const box = workbench.quickInput.getByText(`The code from ${device.serial}`);
    await box.waitFor();
    await workbench.pictures('mfa-code');
    // On its text: the icons appear in the middle of the title.
    await workbench.page.locator('.sidebar .composite.title').click({ position: { x: 20, y: 15 } });
    assert.ok(await box.isVisible(), 'the box stays open while the person reads the code from the device');
    await workbench.quickInput.locator('.quick-input-box input').press('Escape');
    const row = workbench.row(/^The profile “mfa” needs an MFA code\. Retry$/);
    await row.waitFor();
    assert.deepEqual(await workbench.notifications(), []);
    await workbench.picture('mfa-cancelled');
    await row.click();
    await box.waitFor();
    await workbench.quickInput.locator('.quick-input-box input').fill('000000');
    await workbench.page.keyboard.press('Enter');
    const wrong = workbench.row(/^The MFA code was not accepted\. Retry$/);
    await wrong.click();
    await box.waitFor();
    await workbench.quickInput.locator('.quick-input-box input').fill(device.code);
    await workbench.page.keyboard.press('Enter');
    await workbench.row(/^us-east-1/).waitFor();
    await workbench.view.getByText('mfa · 444455556666 (Reporting) · us-east-1, us-west-2').waitFor();
  });

  it('signs in from the picker, and the jobs appear without another click', async () => {
    const { workbench } = window;
    await workbench.selectConnection('corp', 'us-west-2');
    await workbench.view.getByText('corp · 777788889999 · us-west-2').waitFor();
    await workbench.untilQuiet();
    await workbench.picture('signed-in-from-picker');
    await untilEqual(() => groupRows(workbench), ['vault-of…8889999 · Completed | 1']);
    assert.deepEqual(await workbench.notifications(), []);
  });

  it('sees in the status bar that a sign-in is needed, but only while the view is open', async () => {
    const { workbench } = window;
    const status = workbench.statusBarItem('backupJobs.connection');
    writeFileSync(path.join(home['HOME'] ?? '', tokenFile), '{}');
    cloud.pass(2 * 3_600_000);
    await workbench.titleAction('Refresh');
    await workbench.row(/^AWS sign-in needed\. Sign In$/).waitFor();
    await status
      .getByText(`Sign-in needed: corp · endpoint ${cloud.url} · 777788889999 · us-west-2`)
      .waitFor();
    await untilEqual(
      async () => /warning-kind/.test((await status.getAttribute('class')) ?? ''),
      true,
      'a warning',
    );
    await workbench.pictures('sign-in-needed');
    await workbench.page.keyboard.press('Control+Shift+E');
    await status.waitFor({ state: 'hidden' });
    await workbench.openBackupJobs();
  });

  it('opens the picker from the status bar, signs in with a profile’s button, and returns to the picker', async () => {
    const { workbench } = window;
    const status = workbench.statusBarItem('backupJobs.connection');
    await status.click();
    const corp = workbench.choice('corp');
    await corp.hover();
    await workbench.picture('sign-in-button');
    await corp.getByRole('button', { name: 'Sign In' }).click();
    await workbench.untilGone(workbench.row(/^AWS sign-in needed/));
    await corp.waitFor();
    await untilEqual(
      async () => (await workbench.describedChoices()).find((choice) => choice.startsWith('corp')),
      'corp | SSO · 777788889999 · us-west-2',
      'no sign-in is needed any more',
    );
    await workbench.page.keyboard.press('Escape');
    await untilEqual(
      async () => [(await status.innerText()).trim(), ...(await groupRows(workbench))],
      [`corp · endpoint ${cloud.url} · 777788889999 · us-west-2`, 'vault-of…8889999 · Completed | 1'],
    );
    assert.deepEqual(await workbench.notifications(), []);
  });

  it('opens the line of an AWS file that cannot be parsed', async () => {
    const { workbench } = window;
    writeFileSync(
      path.join(home['HOME'] ?? '', '.aws', 'config'),
      '[profile a]\nregion = us-east-1\nnonsense\n',
    );
    await workbench.runCommand('Backup Jobs: Select Connection…');
    const broken = workbench.choice('Error in line 3 of config');
    await broken.waitFor();
    await workbench.picture('broken-file-in-picker');
    await broken.click();
    await workbench.page.getByText('Ln 3, Col 1').waitFor();
    // The file was already open, and its new text appears a moment later.
    await workbench.page.locator('.editor-instance .view-line', { hasText: 'nonsense' }).waitFor();
  });
});

/** A PATH with a program `aws` that signs in to `corp` as the AWS CLI does: it writes a token file. */
function pathOfSignIn(home: string): string {
  const token = JSON.stringify({ accessToken: 'good', expiresAt: '2099-01-01T00:00:00Z' });
  const file = JSON.stringify(path.join(home, tokenFile));
  return fakeAws(`
if (process.argv.slice(2).join(' ') !== 'sso login --profile=corp') process.exit(1);
require('node:fs').mkdirSync(require('node:path').dirname(${file}), { recursive: true });
require('node:fs').writeFileSync(${file}, ${JSON.stringify(token)});
`);
}

/** The visible rows without those of jobs, whose names are their IDs. */
async function groupRows(workbench: Workbench): Promise<string[]> {
  return (await workbench.rows()).filter((row) => !/^\d{12}-/.test(row));
}
