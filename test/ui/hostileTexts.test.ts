import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Locator } from 'playwright-core';
import { visibleLine } from '../../src/jobs/visibleText.js';
import { accounts, type CloudUnderTest, startCloud, userKeys } from '../cloud.js';
import { scratchFolder } from '../host/testEnvironment.js';
import { hostileTexts, tripwireName } from '../hostile.js';
import { errorFault } from '../service/faultKinds.js';
import { saveAs } from './saveAs.js';
import { untilEqual } from './untilEqual.js';
import { awsHome, openWindow, pictureOfFailure, type Window } from './window.js';

/** A link, icons and markup in one line, so that the AWS files can contain it too. */
const text = '[x](command:workbench.action.quit) $(sync~spin) $(alert) <a href="command:b">c</a>';
const profile = '$(sync~spin) (command:b) $(alert)';
const keys = `region = us-east-1
aws_access_key_id = ${userKeys.accessKeyId}
aws_secret_access_key = ${userKeys.secretAccessKey}
`;
const config = `[profile keys]
${keys}[profile mfa]
region = us-east-1
role_arn = arn:aws:iam::444455556666:role/${text}
source_profile = keys
mfa_serial = ${text}
`;

describe('Hostile text', () => {
  let cloud: CloudUnderTest;
  let window: Window;

  before(async () => {
    cloud = await startCloud({ userJobs: 1500 });
    const home = awsHome(config);
    // In this file, a profile may have any name.
    writeFileSync(path.join(home['HOME'] ?? '', '.aws', 'credentials'), `[${profile}]\n${keys}`);
    window = await openWindow({
      environment: { ...home, ...cloud.environment, AWS_MAX_ATTEMPTS: '1' },
      userSettings: {
        'backupJobs.accountAliases': { [accounts.user]: text },
        'backupJobs.savedFilters': { [text]: { state: ['FAILED'] }, [`wrong ${text}`]: { [text]: text } },
      },
    });
    const { workbench } = window;
    await workbench.openBackupJobs();
    await workbench.runCommand('Backup Jobs: Select Connection…');
  });
  afterEach(async function () {
    await pictureOfFailure.call(this, window);
    const hasRun = await window.workbench.page.evaluate(`globalThis.${tripwireName}`);
    assert.equal(hasRun, undefined, 'no script of the text has run');
  });
  after(async () => {
    await window.close();
    await cloud.close();
  });

  it('is shown as plain text in a picker, the status bar and the view', async () => {
    const { workbench } = window;
    const choices = workbench.quickInput.locator('.quick-input-list');
    await choices.getByText(profile, { exact: true }).waitFor();
    await isPlain(choices);
    await workbench.picture('hostile-profiles');
    await workbench.pick(profile);
    await workbench.check('us-east-1');
    await workbench.row(/^vault-of-111122223333/).waitFor();
    const status = workbench.statusBarItem('backupJobs.connection');
    await untilContains(status, visibleLine(text, 60));
    await untilContains(status, `${profile} · endpoint ${cloud.url} · ${accounts.user}`);
    await isPlain(status);
    await untilContains(workbench.view.locator('.message'), visibleLine(text, 60));
    await isPlain(workbench.page.locator('.sidebar .composite.title .title-label'));
    await isPlain(workbench.view);
    await workbench.picture('hostile-connection');
  });

  it('is shown as plain text in the list of saved filters, and when a filter is saved', async () => {
    const { workbench } = window;
    await workbench.runCommand('Backup Jobs: Presets and Saved Filters…');
    const choices = workbench.quickInput.locator('.quick-input-list');
    await choices.getByText(text, { exact: true }).waitFor();
    await choices.getByText(`wrong ${text}`, { exact: true }).waitFor();
    await isPlain(choices);
    await workbench.picture('hostile-saved-filters');
    await workbench.choice(text).click();
    await workbench.runCommand('Backup Jobs: Save Filter…');
    await workbench.quickInput.locator('input').fill(`${text} 2`);
    await workbench.quickInput.getByText('As typed').first().waitFor();
    await isPlain(choices);
    await workbench.page.keyboard.press('Enter');
    const status = workbench.page.locator('.statusbar-item', { hasText: 'Saved the filter' });
    await status.waitFor();
    await untilEqual(() => textOf(status), `Saved the filter “${text} 2”`);
    await isPlain(status);
    await workbench.runCommand('Backup Jobs: Clear Filters');
    await workbench.row(/^vault-of-111122223333/).waitFor();
  });

  it('is shown as plain text in a notification about an error of the service', async function () {
    this.timeout(120_000);
    const { workbench } = window;
    const folder = scratchFolder('export');
    const message = workbench.page.locator('.notification-toast .notification-list-item-message');
    // These mean something in a notification. Unit tests cover the others.
    const { bidi, breakout, commandLink, commandLinks, control, icons, lines, loneReturn, longLine, markup } =
      hostileTexts;
    const short = [bidi, control, loneReturn, lines].join(' ');
    for (const said of [short, breakout, commandLink, icons, longLine, markup, commandLinks]) {
      cloud.fail(errorFault('ResourceNotFoundException', 404, said), {
        times: Number.POSITIVE_INFINITY,
        operation: 'ListBackupJobs',
      });
      await workbench.runCommand('Backup Jobs: Export…');
      await workbench.pick('All jobs');
      await workbench.pick('NDJSON');
      await saveAs(workbench, path.join(folder, 'all.ndjson'));
      await untilContains(message, visibleLine(said.trim(), 100).replace(/[….]$/, ''));
      assert.match(
        await textOf(message),
        /^AWS Backup does not have what was requested\. .*Nothing was exported\.$/,
      );
      await isPlain(message);
      if (said === commandLinks) await workbench.picture('hostile-notification');
      cloud.heal();
      await workbench.runCommand('Notifications: Clear All Notifications');
    }
  });

  it('is shown as plain text in the box for an MFA code', async () => {
    const { workbench } = window;
    await workbench.selectConnection('mfa', 'us-east-1');
    const message = workbench.quickInput.locator('.quick-input-message');
    await message.getByText('The code from').waitFor();
    const role = visibleLine(`arn:aws:iam::444455556666:role/${text}`, 200);
    assert.ok(
      (await textOf(message)).startsWith(`The code from ${text}, for ${role}`),
      await textOf(message),
    );
    await isPlain(message);
    await workbench.picture('hostile-mfa');
    await workbench.page.keyboard.press('Escape');
  });
});

/** Asserts that a part of the window contains no link, markup or icon of the texts. */
async function isPlain(part: Locator): Promise<void> {
  assert.ok((await part.count()) > 0, 'the part exists');
  const icons = ['alert', 'sync'].map((name) => `.codicon-${name}`);
  const found = part.locator(['a[href]:not([href=""])', '[data-href]', 'b', 'img', ...icons].join(', '));
  assert.deepEqual(
    await found.evaluateAll((all: { outerHTML: string }[]) => all.map((one) => one.outerHTML)),
    [],
  );
}

/** The visible text, without the narrow spaces that break a link. */
async function textOf(part: Locator): Promise<string> {
  const words = await part
    .first()
    .textContent({ timeout: 1000 })
    .catch(() => '');
  return (words ?? '').replaceAll('\u200a', '').replaceAll('\u00a0', ' ').replaceAll('\u200b', '').trim();
}

/** Waits until a part of the window contains a text. */
async function untilContains(part: Locator, expected: string): Promise<void> {
  let read = '';
  for (let look = 0; look < 100; look++) {
    const now = await textOf(part);
    if (now.includes(expected)) return;
    read = now || read;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  assert.fail(`“${expected}” is not in “${read}”`);
}
