import assert from 'node:assert/strict';
import { accountOf } from '../service/givenAccount.js';
import { unfoldAllFields } from './allFields.js';
import { untilEqual } from './untilEqual.js';
import { openServedWindow, pictureOfFailure, type ServedWindow } from './window.js';

/** As far from the browser's UTC as a zone can be: half of all moments are on another day. */
const zone = 'Pacific/Kiritimati';
const created = new Date(Math.floor(Date.now() / 1000) * 1000 - 26 * 3_600_000);

describe('A person whose extension host is in another time zone than the window', () => {
  let window: ServedWindow;

  before(async () => {
    const job = {
      AccountId: '111122223333',
      BackupJobId: '4A1B0000-9EB0-435A-A80B-108B488B0D45',
      BackupVaultName: 'prod',
      CreationDate: created,
      CompletionDate: new Date(created.getTime() + 60_000),
      ResourceArn: 'arn:aws:ec2:us-east-1:111122223333:volume/volume-1',
      ResourceName: 'volume-1',
      ResourceType: 'EBS',
      State: 'COMPLETED',
    };
    window = await openServedWindow(accountOf([job]), { environment: { TZ: zone } });
    const { workbench } = window;
    await workbench.openBackupJobs();
    await workbench.runCommand('Backup Jobs: Group By…');
    await workbench.pick('Day › State');
  });
  afterEach(async function () {
    await pictureOfFailure.call(this, window);
  });
  after(() => window.close());

  it('reads every time in the one of the extension host, which says so', async () => {
    const { workbench } = window;
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
    await untilEqual(() => days.locator('tbody tr').last().innerText(), `${day}\t1\t1`);
    await workbench.picture('time-zone-overview');
  });
});
