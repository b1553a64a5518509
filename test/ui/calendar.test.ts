import assert from 'node:assert/strict';
import type { Frame } from 'playwright-core';
import type { Theme } from '../host/workbench.js';
import { accountOf } from '../service/givenAccount.js';
import { accessibilityViolations, animatedElements } from './accessibility.js';
import { calendarJobs } from './calendarAccount.js';
import { lowContrasts } from './contrast.js';
import { untilEqual } from './untilEqual.js';
import { openServedWindow, pictureOfFailure, type ServedWindow } from './window.js';

describe('The calendar', () => {
  const account = accountOf(calendarJobs());
  let window: ServedWindow;
  let page: Frame;

  before(async () => {
    window = await openServedWindow(account);
    await window.workbench.openBackupJobs();
    await window.workbench.row(/^prod-vault, /).waitFor();
  });
  afterEach(async function () {
    await pictureOfFailure.call(this, window);
    window.faulty.heal();
  });
  after(() => window.close());

  it('opens from the palette, with the resources that need attention first, and sends no request', async () => {
    const { faulty, workbench } = window;
    faulty.forgetRequests();
    await workbench.runCommand('Backup Jobs: Open Calendar');
    page = await workbench.webview('.line');
    assert.deepEqual(faulty.requests, []);
    await untilEqual(
      () => titles(page),
      [
        'orders-db',
        'silent-vm',
        'web-1',
        'app-1',
        'files-1',
        'hourly-db',
        'missing-fs',
        'web-2',
        'web-3',
        'weekly-s3',
        'by-hand',
      ],
    );
    await workbench.picture('calendar');
    await untilEqual(
      () => endOfRow(page, 'orders-db'),
      ['completed', 'failed, AccessDenied', 'failed, AccessDenied', 'failed, AccessDenied'],
    );
    await untilEqual(
      () => endOfRow(page, 'silent-vm'),
      ['completed', 'completed', 'overdue run', 'no job, not judged'],
    );
  });

  it('has no axe violations, and readable marks, in any theme', async () => {
    const { workbench } = window;
    for (const theme of ['dark', 'high-contrast', 'high-contrast-light', 'light'] satisfies Theme[]) {
      await workbench.setTheme(theme);
      assert.deepEqual(await accessibilityViolations(page, theme === 'light' ? 'all' : 'colours'), [], theme);
      assert.deepEqual(await lowContrasts(page), [], theme);
      await workbench.picture(`calendar-${theme}`);
    }
    assert.deepEqual(await animatedElements(page), []);
  });
});

/** The titles of the visible rows. */
async function titles(page: Frame): Promise<string[]> {
  return page.locator('.line .title').allInnerTexts();
}

/** What the last four cells of a row say. */
async function endOfRow(page: Frame, name: string): Promise<string[]> {
  const labels = await page.evaluate(
    `[...document.querySelectorAll('[role=gridcell]')].map((cell) => cell.getAttribute('aria-label'))`,
  );
  return (labels as string[])
    .filter((label) => label.startsWith(`${name}, `))
    .slice(-4)
    .map((label) => label.replace(/^[^,]+, (today, )?\w+, \w+ \d+, /, ''));
}
