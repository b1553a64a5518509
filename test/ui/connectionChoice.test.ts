import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { type CloudUnderTest, cloudConfig, device, startCloud, tokenFile } from '../cloud.js';
import { scratchFolder } from '../host/testEnvironment.js';
import { saveAs } from './saveAs.js';
import { awsHome, openWindow, pictureOfFailure, type Window } from './window.js';

describe('A person with many profiles', () => {
  let cloud: CloudUnderTest;
  let home: Record<string, string>;
  let window: Window;

  before(async () => {
    cloud = await startCloud();
    home = awsHome(cloudConfig);
    window = await openWindow({
      environment: {
        ...home,
        ...cloud.environment,
        PATH: `${awsThatSignsIn(home['HOME'] ?? '')}${path.delimiter}${process.env['PATH']}`,
      },
    });
    await window.workbench.openBackupJobs();
  });
  afterEach(function () {
    return pictureOfFailure.call(this, window);
  });
  after(async () => {
    await window.close();
    await cloud.close();
  });

  it('sees of each what kind it is, whose account, and which sign-in has expired', async () => {
    const { workbench } = window;
    await workbench.view.getByRole('button', { name: 'Select Connection…' }).click();
    await workbench.choice('reader').waitFor();
    assert.deepEqual(await workbench.describedChoices(), [
      'keys | access keys',
      'reader | role · 444455556666',
      'first | role · 111122223333',
      'chain | role · 444455556666',
      'mfa | role · 444455556666',
      'web | web identity · 444455556666',
      'corp | SSO · 777788889999 · us-west-2 · sign-in needed',
      'Default credentials | what the AWS CLI uses where no profile is named',
      'Sample account | built in, needs no AWS account',
    ]);
    await workbench.picture('connection-picker');
  });

  it('reads several regions side by side, and one that fails is one row', async () => {
    const { workbench } = window;
    await workbench.pick('reader');
    await workbench.choice('us-east-1').waitFor();
    await workbench.check('us-east-1', 'us-west-1', 'us-west-2');
    await workbench.row(/^us-east-1/).waitFor();
    await workbench.untilQuiet();
    assert.deepEqual(await workbench.rows(), [
      'us-east-1 | 1',
      'us-west-1: AWS does not know these credentials in us-west-1 | Select Connection…',
      'us-west-2 | 1',
    ]);
    const subject = 'reader · 444455556666 · us-east-1, us-west-1, us-west-2';
    await workbench.view.getByText(subject).waitFor();
    const status = await workbench.statusBarItem('backupJobs.connection').innerText();
    assert.equal(status.trim(), subject);
    await workbench.picture('several-regions');
    const asked = cloud.requests.map(({ operation }) => operation).sort();
    assert.equal(asked.filter((operation) => operation === 'AssumeRole').length, 1);
    assert.equal(asked.filter((operation) => operation === 'GetCallerIdentity').length, 1);
  });

  it('opens a job by its id, counts and exports over all regions that answer', async () => {
    const { workbench } = window;
    await workbench.runCommand('Backup Jobs: Select Regions…');
    await workbench.check('us-east-1', 'us-west-2');
    await workbench.row(/^us-west-2/).waitFor();
    await workbench.untilQuiet();
    const openById = async (id: string) => {
      await workbench.runCommand('Backup Jobs: Open Job by ID…');
      await workbench.quickInput.getByPlaceholder('A backup job’s id').fill(id);
      await workbench.quickInput.getByRole('button', { name: 'Open as JSON' }).click();
    };
    await openById('see job 0F1E2D3C-9EB0-435A-A80B-108B488B0D45, please');
    await workbench.choice('us-west-2').waitFor();
    assert.deepEqual(await workbench.choices(), ['us-east-1', 'us-west-2']);
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
    const overview = await workbench.webview('[data-card]');
    await overview.getByText(/^2 jobs, as of/).waitFor();
    assert.equal(
      await overview.locator('.subject').innerText(),
      'reader · 444455556666 · us-east-1, us-west-2',
    );
    await workbench.picture('overview-regions');
    await workbench.runCommand('View: Close All Editors');
  });

  it('changes the regions alone', async () => {
    const { workbench } = window;
    await workbench.runCommand('Backup Jobs: Select Regions…');
    await workbench.check('us-west-2');
    await workbench.view.getByText('reader · 444455556666 · us-west-2').waitFor();
  });

  it('is asked for one MFA code in a box that stays, and may rather not', async () => {
    const { workbench } = window;
    await workbench.selectConnection('mfa', 'us-east-1', 'us-west-2');
    const box = workbench.quickInput.getByText(`The code of ${device.serial}`);
    await box.waitFor();
    await workbench.picture('mfa-code');
    await workbench.page.locator('.sidebar .composite.title').click();
    assert.ok(await box.isVisible(), 'the box stays while the person looks at the device');
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
    await workbench.view.getByText('mfa · 444455556666 · us-east-1, us-west-2').waitFor();
  });

  it('signs in from the picker, and the tree comes alive by itself', async () => {
    const { workbench } = window;
    await workbench.selectConnection('corp', 'us-west-2');
    await workbench.view.getByText('corp · 777788889999 · us-west-2').waitFor();
    await workbench.untilQuiet();
    await workbench.picture('signed-in-from-picker');
    await workbench.runCommand('Backup Jobs: Select Connection…');
    await workbench.choice('corp').waitFor();
    const [corp] = (await workbench.describedChoices()).filter((choice) => choice.startsWith('corp'));
    assert.equal(corp, 'corp | SSO · 777788889999 · us-west-2');
    await workbench.page.keyboard.press('Escape');
    assert.deepEqual(await workbench.notifications(), []);
  });

  it('is warned in the status bar when a sign-in is needed, and not when looking elsewhere', async () => {
    const { workbench } = window;
    const status = workbench.statusBarItem('backupJobs.connection');
    writeFileSync(path.join(home['HOME'] ?? '', tokenFile), '{}');
    cloud.pass(2 * 3_600_000);
    await workbench.titleAction('Refresh');
    await workbench.row(/^Sign in to AWS needed\. Sign In$/).waitFor();
    await status.getByText('corp · 777788889999 · us-west-2: sign-in needed').waitFor();
    assert.match((await status.getAttribute('class')) ?? '', /warning-kind/);
    await workbench.picture('status-bar-warning');
    await workbench.page.keyboard.press('Control+Shift+E');
    await status.waitFor({ state: 'hidden' });
  });

  it('is led to the line of a file that cannot be understood', async () => {
    const { workbench } = window;
    writeFileSync(
      path.join(home['HOME'] ?? '', '.aws', 'config'),
      '[profile a]\nregion = us-east-1\nnonsense\n',
    );
    await workbench.runCommand('Backup Jobs: Select Connection…');
    const broken = workbench.choice('An AWS file cannot be understood');
    await broken.waitFor();
    await workbench.picture('broken-file-in-picker');
    await broken.click();
    await workbench.page.getByText('Ln 3, Col 1').waitFor();
    assert.match(await workbench.editorText(), /nonsense/);
  });
});

/** A folder with a program `aws` that signs in to `corp` as the AWS CLI does: by leaving a token. */
function awsThatSignsIn(home: string): string {
  const folder = scratchFolder('bin');
  const token = JSON.stringify({ accessToken: 'good', expiresAt: '2099-01-01T00:00:00Z' });
  const file = JSON.stringify(path.join(home, tokenFile));
  const program = `#!${process.execPath}
if (process.argv.slice(2).join(' ') !== 'sso login --profile=corp') process.exit(1);
require('node:fs').mkdirSync(require('node:path').dirname(${file}), { recursive: true });
require('node:fs').writeFileSync(${file}, ${JSON.stringify(token)});
`;
  writeFileSync(path.join(folder, 'aws'), program, { mode: 0o755 });
  return folder;
}
