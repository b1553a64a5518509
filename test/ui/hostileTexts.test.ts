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

/** A link, an icon and markup in one line, which the AWS files can hold too. */
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

describe('A text that nobody here wrote', () => {
  let cloud: CloudUnderTest;
  let window: Window;

  before(async () => {
    cloud = await startCloud({ userJobs: 1500 });
    const home = awsHome(config);
    // There a profile may have any name.
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
    assert.equal(hasRun, undefined, 'nothing of it has run');
  });
  after(async () => {
    await window.close();
    await cloud.close();
  });

  it('is no icon in a picker, the status bar and the view, and its words are there', async () => {
    const { workbench } = window;
    const choices = workbench.quickInput.locator('.quick-input-list');
    await choices.getByText(profile, { exact: true }).waitFor();
    await isPlain(choices);
    await workbench.picture('hostile-profiles');
    await workbench.pick(profile);
    await workbench.check('us-east-1');
    await workbench.row(/^vault-of-111122223333/).waitFor();
    const status = workbench.statusBarItem('backupJobs.connection');
    await untilItReads(status, visibleLine(text, 60));
    await untilItReads(status, `${profile} · endpoint ${cloud.url} · ${accounts.user}`);
    await isPlain(status);
    await untilItReads(workbench.view.locator('.message'), visibleLine(text, 60));
    await isPlain(workbench.page.locator('.sidebar .composite.title .title-label'));
    await isPlain(workbench.view);
    await workbench.picture('hostile-connection');
  });

  it('is no icon among the saved filters, nor where one is saved', async () => {
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
    await workbench.quickInput.getByText('As typed').waitFor();
    await isPlain(choices);
    await workbench.page.keyboard.press('Enter');
    await workbench.pick('For me');
    const status = workbench.page.locator('.statusbar-item', { hasText: 'Saved the filter' });
    await status.waitFor();
    await untilEqual(() => wordsOf(status), `Saved the filter “${text} 2”`);
    await isPlain(status);
    await workbench.runCommand('Backup Jobs: Clear Filters');
    await workbench.row(/^vault-of-111122223333/).waitFor();
  });

  it('is no link in a notification, whatever the service says', async function () {
    this.timeout(120_000);
    const { workbench } = window;
    const folder = scratchFolder('export');
    const message = workbench.page.locator('.notification-toast .notification-list-item-message');
    // Those that mean something there; the others are in the unit tests of what makes them harmless.
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
      await untilItReads(message, visibleLine(said.trim(), 100).replace(/[….]$/, ''));
      assert.match(
        await wordsOf(message),
        /^AWS Backup does not have what was requested\. .*Nothing was exported\.$/,
      );
      await isPlain(message);
      if (said === commandLinks) await workbench.picture('hostile-notification');
      cloud.heal();
      await workbench.runCommand('Notifications: Clear All Notifications');
    }
  });

  it('is neither a link nor an icon where an MFA code is asked for', async () => {
    const { workbench } = window;
    await workbench.selectConnection('mfa', 'us-east-1');
    const message = workbench.quickInput.locator('.quick-input-message');
    await message.getByText('The code from').waitFor();
    const role = visibleLine(`arn:aws:iam::444455556666:role/${text}`, 200);
    assert.ok(
      (await wordsOf(message)).startsWith(`The code from ${text}, for ${role}`),
      await wordsOf(message),
    );
    await isPlain(message);
    await workbench.picture('hostile-mfa');
    await workbench.page.keyboard.press('Escape');
  });
});

/** Asserts that nothing in a part of the window is a link or one of the icons that the texts name. */
async function isPlain(part: Locator): Promise<void> {
  assert.ok((await part.count()) > 0, 'it is there');
  const icons = ['alert', 'sync'].map((name) => `.codicon-${name}`);
  const found = part.locator(['a[href]:not([href=""])', '[data-href]', 'b', 'img', ...icons].join(', '));
  assert.deepEqual(
    await found.evaluateAll((all: { outerHTML: string }[]) => all.map((one) => one.outerHTML)),
    [],
  );
}

/** What a person reads, without the narrow spaces that break a link. */
async function wordsOf(part: Locator): Promise<string> {
  const words = await part
    .first()
    .textContent({ timeout: 1000 })
    .catch(() => '');
  return (words ?? '').replaceAll('\u200a', '').replaceAll('\u00a0', ' ').replaceAll('\u200b', '').trim();
}

/** Waits until a part of the window holds some words. */
async function untilItReads(part: Locator, words: string): Promise<void> {
  let read = '';
  for (let look = 0; look < 100; look++) {
    const now = await wordsOf(part);
    if (now.includes(words)) return;
    read = now || read;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  assert.fail(`“${words}” is not in “${read}”`);
}
