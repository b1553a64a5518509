import assert from 'node:assert/strict';
import { openWindow, type Window } from './window.js';

describe('A newcomer without an AWS account', () => {
  let window: Window;

  before(async () => {
    window = await openWindow();
    await window.workbench.openBackupJobs();
  });
  after(() => window.close());

  it('is told that there is no AWS configuration, and opens the sample account with one click', async () => {
    const { workbench } = window;
    await workbench.view.getByText('There is no AWS configuration on this machine.').waitFor();
    await workbench.picture('welcome');
    await workbench.view.getByRole('button', { name: 'Open the Sample Account' }).click();
    await workbench.row(/^Load more…/).waitFor();
    const rows = await workbench.rows();
    assert.ok(
      rows.some((row) => /^prod-vault [\d,]+\+ · [\d,]+\+ failed$/.test(row)),
      rows.join('\n'),
    );
  });

  it('opens a vault and sees what needs attention first', async () => {
    const { workbench } = window;
    await workbench.toggle(/^prod-vault/);
    await workbench.row(/^Failed,/).waitFor();
    await workbench.toggle(/^Failed,/);
    await workbench
      .row(/, Failed, /)
      .first()
      .waitFor();
    await workbench.picture('failed-jobs');
    const rows = await workbench.rows();
    assert.match(rows[rows.findIndex((row) => row.startsWith('prod-vault')) + 1] ?? '', /^Failed \d+/);
  });

  it('loads more until all is known', async () => {
    const { workbench } = window;
    for (let page = 0; page < 5 && (await workbench.row(/^Load more…/).count()) > 0; page++) {
      await workbench.page.locator('.sidebar .monaco-list').press('End');
      await workbench
        .row(/^Load more…/)
        .last()
        .click();
      await workbench.page.waitForTimeout(1000);
    }
    await workbench.page.locator('.sidebar .monaco-list').press('Home');
    const rows = await workbench.rows();
    assert.ok(
      rows.every((row) => !/Load more/.test(row)),
      rows.join('\n'),
    );
    await workbench.picture('all-loaded');
  });

  it('opens a job as JSON from its row', async () => {
    const { workbench } = window;
    const job = workbench.row(/, Failed, /).first();
    await job.hover();
    await job.getByRole('button', { name: 'Open as JSON' }).click();
    const text = await workbench.editorText();
    assert.match(text, /"AccountId": "111122223333"/);
    assert.match(text, /"CreationDate": "20\d\d-\d\d-\d\dT[\d:.]+Z"/);
    await workbench.picture('json');
    assert.deepEqual(await workbench.notifications(), []);
  });
});
