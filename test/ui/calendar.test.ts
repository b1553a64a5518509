import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { Frame } from 'playwright-core';
import { readCsv } from '../csvReader.js';
import { scratchFolder } from '../host/testEnvironment.js';
import type { Theme } from '../host/workbench.js';
import { hostileJob, hostileTexts, tripwireName } from '../hostile.js';
import { accountOf } from '../service/givenAccount.js';
import { accessibilityViolations, animatedElements } from './accessibility.js';
import { calendarJobs } from './calendarAccount.js';
import { lowContrasts } from './contrast.js';
import { endOfRow } from './endOfRow.js';
import { noonZone, useNoonZone } from './noonZone.js';
import { setPageWidth } from './pageWidth.js';
import { saveAs } from './saveAs.js';
import { untilEqual } from './untilEqual.js';
import { openServedWindow, pictureOfFailure, type ServedWindow } from './window.js';

describe('The calendar', () => {
  const account = accountOf(calendarJobs());
  const folder = scratchFolder('calendar');
  let window: ServedWindow;
  let page: Frame;

  useNoonZone();
  before(async () => {
    window = await openServedWindow(account, {
      // A refresh of running jobs is no request of the calendar.
      settings: { 'backupJobs.runningJobsInterval': 0 },
      environment: { TZ: noonZone },
    });
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
    page = await workbench.webview('.line-head');
    assert.deepEqual(faulty.requests, []);
    await untilEqual(() => titles(page), rowsInOrder);
    await workbench.picture('calendar');
    await untilEqual(
      () => endOfRow(page, 'orders-db'),
      ['completed', 'failed, AccessDenied', 'failed, AccessDenied', 'failed, AccessDenied'],
    );
    await untilEqual(
      () => endOfRow(page, 'silent-vm'),
      ['completed', 'completed', 'overdue run', 'overdue run'],
    );
  });

  it('has no axe violations, and readable marks, in any theme', async () => {
    const { workbench } = window;
    for (const theme of ['dark', 'high-contrast', 'high-contrast-light', 'light'] satisfies Theme[]) {
      await workbench.setTheme(theme);
      assert.deepEqual(await accessibilityViolations(page, theme === 'light' ? 'all' : 'colours'), [], theme);
      assert.deepEqual(await lowContrasts(page), [], theme);
      assert.deepEqual(await page.evaluate(hollowMarks), ['solid', 'solid'], theme);
      await workbench.picture(`calendar-${theme}`);
    }
    assert.deepEqual(await animatedElements(page), []);
  });

  it('moves by the keys of a grid, and is one stop of the Tab key', async () => {
    const { keyboard } = window.workbench.page;
    await page.getByRole('button', { name: 'Open Overview' }).focus();
    await keyboard.press('Tab');
    assert.equal(await focused(page), 'orders-db RDS');
    const keys = [
      'End',
      'ArrowDown',
      'ArrowLeft',
      'Control+End',
      'PageUp',
      'Control+Home',
      'ArrowUp',
      'ArrowRight',
    ];
    const places: string[] = [];
    for (const key of keys) {
      await keyboard.press(key);
      places.push((await focused(page)).replace(/(today, )?\w+, \w+ \d+/, '<day>'));
    }
    assert.deepEqual(places, [
      'orders-db, <day>, failed, AccessDenied',
      'silent-vm, <day>, overdue run',
      'silent-vm, <day>, overdue run',
      'weekly-s3, <day>, completed',
      'orders-db, <day>, failed, AccessDenied',
      'orders-db RDS',
      'Resource',
      '<day>',
    ]);
    await untilEqual(() => page.evaluate(elementsOutOfOrder), 0);
    await keyboard.press('Tab');
    assert.equal(await page.evaluate("document.activeElement.closest('.grid')"), null);
  });

  it('names the month of the first visible day', async () => {
    const monthOf = (time: number) =>
      new Date(time).toLocaleString('en', { month: 'short', year: 'numeric' });
    const grid = page.locator('.grid');
    await grid.evaluate((element: { scrollLeft: number }) => {
      element.scrollLeft = 0;
    });
    await untilEqual(
      () => page.locator('.corner').innerText(),
      `${monthOf(Date.now() - 30 * 86_400_000)}\nResource`,
    );
    await grid.evaluate(scrollToEnd);
    const shown = await grid.evaluate(daysToTheLeft);
    await untilEqual(
      () => page.locator('.corner').innerText(),
      `${monthOf(Date.now() - shown * 86_400_000)}\nResource`,
    );
  });

  it('finds resources by typing, and says how many there are', async () => {
    const field = page.getByRole('searchbox');
    await field.fill('WEB');
    await untilEqual(() => titles(page), ['web-1', 'web-2', 'web-3']);
    await page.getByText('Rows: 3 of 11').waitFor();
    await field.fill('nothing like this');
    await page.getByText('No resource matches the search.').waitFor();
    await field.fill('');
    await untilEqual(() => titles(page), rowsInOrder);
  });

  it('groups the rows like the tree, and folds a group', async () => {
    const { workbench } = window;
    await page.getByRole('combobox', { name: 'Group by' }).selectOption('vault');
    await page.locator('.line.group').first().waitFor();
    await untilEqual(() => groups(page), ['prod-vault 10', 'hourly-vault 1']);
    await workbench.picture('calendar-grouped');
    await page.locator('.line.group', { hasText: 'prod-vault' }).locator('.title').click();
    await untilEqual(() => titles(page), ['prod-vault', 'hourly-vault', 'hourly-db']);
    await page.getByRole('combobox', { name: 'Group by' }).selectOption('none');
    await untilEqual(() => titles(page), rowsInOrder);
  });

  it('opens a day to its hours by its header', async () => {
    const { workbench } = window;
    await page.locator('.grid').evaluate(scrollToEnd);
    await page.locator('.column:has(+ .today)').click();
    await page.locator('.column.hour').first().waitFor();
    await page.locator('.grid').evaluate(scrollToEnd);
    await untilEqual(() => page.locator('.grid').getAttribute('aria-colcount'), '56');
    await workbench.picture('calendar-hours');
    await page.locator('.column.open').click();
    await workbench.untilGone(page.locator('.column.hour').first());
  });

  it('shows the jobs of a day in the tree, and the latest job of a resource in its panel', async () => {
    const { faulty, workbench } = window;
    faulty.forgetRequests();
    await page.locator('.grid').evaluate(scrollToEnd);
    await page.getByRole('gridcell', { name: /^orders-db, today, .*failed, AccessDenied$/ }).click();
    await page.getByText('The tree’s filter has changed').waitFor();
    await workbench.untilQuiet();
    assert.match((await workbench.rows()).join('\n'), /^prod-vault · Failed \| 1\norders-db/);
    assert.deepEqual(faulty.requests, [], 'the tree has the jobs of the calendar');
    await workbench.picture('calendar-drill-down');
    await workbench.runCommand('Backup Jobs: Clear Filters');
    await page.getByRole('rowheader', { name: 'orders-db' }).click();
    await workbench.page.getByRole('tab', { name: /orders-db/ }).waitFor();
    await workbench.runCommand('View: Close Editor');
  });

  it('opens the jobs of a day, the hours of a date and the latest job by Enter', async () => {
    const { workbench } = window;
    const press = async (...keys: readonly string[]) => {
      for (const key of keys) await workbench.page.keyboard.press(key);
    };
    page = await workbench.webview('.line-head');
    await page.locator('.grid [tabindex="0"]').focus();
    await press('Control+Home', 'End', 'Enter');
    await page.getByText('The tree’s filter has changed').waitFor();
    await workbench.untilQuiet();
    assert.match((await workbench.rows()).join('\n'), /^prod-vault · Failed \| 1\norders-db/);
    await workbench.runCommand('Backup Jobs: Clear Filters');
    await page.locator('.grid [tabindex="0"]').focus();
    await press('ArrowUp', 'ArrowLeft', 'Enter');
    await page.locator('.column.hour').first().waitFor();
    await press('Enter');
    await workbench.untilGone(page.locator('.column.hour').first());
    await press('ArrowDown', 'Home', 'Enter');
    await workbench.page.getByRole('tab', { name: /orders-db/ }).waitFor();
    await workbench.runCommand('View: Close Editor');
  });

  it('copies the rows as Markdown, and exports them as CSV', async () => {
    const { workbench } = window;
    page = await workbench.webview('.line-head');
    await page.getByRole('searchbox').fill('orders');
    await page.getByText('Rows: 1 of 11').waitFor();
    await page.getByRole('button', { name: 'Copy as Markdown' }).click();
    await workbench.page.getByText('Copied the calendar').waitFor();
    const markdown = await workbench.clipboard();
    assert.match(markdown, /^\*\*Backup calendar\*\*/);
    assert.match(markdown, /\n\| `orders-db` \| .* `failed, AccessDenied` \|\n$/);
    await page.getByRole('button', { name: 'Export as CSV…' }).click();
    await saveAs(workbench, path.join(folder, 'calendar.csv'), 'Export as CSV');
    await workbench.page.getByText(/^Exported the table to calendar\.csv$/).waitFor();
    const [titlesOfCsv = [], ...rows] = readCsv(
      (await readFile(path.join(folder, 'calendar.csv'), 'utf8')).slice(1),
    );
    assert.deepEqual(titlesOfCsv.slice(0, 3), ['Resource', 'ARN', 'Resource type']);
    assert.deepEqual(
      rows.map((row) => [row[0], row.at(-1)]),
      [['orders-db', 'failed, AccessDenied']],
    );
    await page.getByRole('searchbox').fill('');
  });

  it('opens from the overview, and from a group with the jobs of the group', async () => {
    const { workbench } = window;
    await workbench.runCommand('View: Close All Editors');
    await workbench.runCommand('Backup Jobs: Open Overview');
    const overview = await workbench.webview('[data-section="failures"]');
    await overview.getByRole('button', { name: 'Open Calendar' }).click();
    page = await workbench.webview('.line-head');
    await untilEqual(() => titles(page), rowsInOrder);
    await workbench.chooseInMenu(workbench.row(/^hourly-vault, /), 'Open Calendar');
    await untilEqual(() => titles(page), ['hourly-db']);
    await page.getByText(/Vault: hourly-vault$/).waitFor();
    await workbench.picture('calendar-group');
    await workbench.runCommand('Backup Jobs: Open Calendar');
    await untilEqual(() => titles(page), rowsInOrder);
  });

  it('opens for a single resource from what changed, a missed run and a job, without a request', async () => {
    const { faulty, workbench } = window;
    faulty.forgetRequests();
    await page.getByRole('searchbox').fill('web');
    await untilEqual(() => titles(page), ['web-1', 'web-2', 'web-3']);
    await workbench.runCommand('Backup Jobs: Open Overview');
    const overview = await workbench.webview('[data-section="changes"]');
    const changed = overview.locator('[data-section="changes"]');
    await changed.getByRole('button', { name: 'Show in the Calendar: orders-db' }).click();
    page = await workbench.webview('.line-head');
    await untilEqual(() => titles(page), ['orders-db']);
    await page.getByText(/Resource: arn:aws:rds:us-east-1:111122223333:orders-db/).waitFor();
    await workbench.picture('calendar-resource');
    await page.locator('.grid').evaluate(scrollToEnd);
    await page.getByRole('gridcell', { name: /^orders-db, today, .*failed, AccessDenied$/ }).click();
    await workbench.view.getByText(/Resource ARN: arn:aws:rds:us-east-1:111122223333:orders-db/).waitFor();
    await workbench.untilQuiet();
    // The calendar of a resource does not follow the tree's filter.
    assert.equal(await page.getByText('The tree’s filter has changed').count(), 0);
    await workbench.chooseInMenu(workbench.row(/^orders-db, /), 'Open Calendar');
    await untilEqual(() => page.locator('.grid').getAttribute('aria-colcount'), '2');
    assert.deepEqual(faulty.requests, []);
    await workbench.runCommand('Backup Jobs: Clear Filters');
    await workbench.runCommand('Backup Jobs: Group By…');
    await workbench.pick('Outcome');
    await workbench.chooseInMenu(workbench.row(/^silent-vm, /), 'Open Calendar');
    await untilEqual(() => titles(page), ['silent-vm']);
    await untilEqual(
      () => endOfRow(page, 'silent-vm'),
      ['completed', 'completed', 'overdue run', 'overdue run'],
    );
    await page.getByRole('button', { name: 'Show All Resources' }).click();
    await untilEqual(() => titles(page), rowsInOrder);
    assert.equal(await page.getByRole('button', { name: 'Show All Resources' }).count(), 0);
  });

  it('fits into 400 and 1600 pixels in any theme', async () => {
    const { workbench } = window;
    await workbench.runCommand('View: Toggle Primary Side Bar Visibility');
    for (const width of [400, 1600]) {
      await setPageWidth(workbench, page, width, 700);
      assert.equal(
        await page.evaluate('document.documentElement.scrollWidth <= innerWidth'),
        true,
        `${width}`,
      );
      assert.deepEqual(await page.evaluate(misplacedCells), [], `cells at ${width}`);
      await page.locator('.column.today').click({ trial: true, timeout: 5000 });
      await workbench.pictures(`calendar-${width}`);
    }
    await workbench.page.setViewportSize({ width: 1280, height: 800 });
    await workbench.runCommand('View: Toggle Primary Side Bar Visibility');
  });

  it('waits after a reload of the window until its jobs are requested', async () => {
    const { faulty, workbench } = window;
    await workbench.runCommand('View: Close All Editors');
    await workbench.runCommand('Backup Jobs: Open Calendar');
    await workbench.webview('.line-head');
    faulty.forgetRequests();
    await workbench.reload();
    page = await workbench.webview('.notice');
    await page.getByText('The jobs are not loaded yet').waitFor();
    await page.getByRole('button', { name: 'Load All Jobs' }).click();
    await page.locator('.line').first().waitFor();
    await untilEqual(() => titles(page), rowsInOrder);
  });

  it('shows hostile text as plain text', async function () {
    this.timeout(120_000);
    const { workbench } = window;
    await workbench.runCommand('View: Close All Editors');
    const { long, markup, ...others } = hostileTexts;
    const now = Date.now();
    const jobs = [markup, long, ...Object.values(others)].map((text, place) => ({
      ...hostileJob(text.length < 10_000 ? text : text.slice(0, 10_000)),
      AccountId: markup,
      BackupJobId: `job-${place}`,
      CreationDate: new Date(now - place * 3_600_000),
      CompletionDate: new Date(now),
      State: place % 2 === 0 ? 'FAILED' : text.slice(0, 100),
    }));
    await workbench.openBackupJobs();
    await window.serve(accountOf(jobs, { accountId: markup }));
    await workbench.runCommand('Backup Jobs: Open Calendar');
    page = await workbench.webview('.line-head');
    await page.getByText('<img src=x onerror=', { exact: false }).first().waitFor();
    await page.getByRole('combobox', { name: 'Group by' }).selectOption('plan');
    await page.locator('.line.group').first().waitFor();
    await workbench.picture('calendar-hostile');
    for (const frame of workbench.page.frames())
      assert.equal(await frame.evaluate(`window.${tripwireName}`), undefined, frame.url());
    assert.equal(await page.locator('main :is(img, script, iframe, a, svg)').count(), 0);
    assert.deepEqual(await accessibilityViolations(page), []);
    await page.getByRole('button', { name: 'Copy as Markdown' }).click();
    await workbench.page.getByText('Copied the calendar').waitFor();
    const lines = (await workbench.clipboard()).split('\n').filter((line) => line.startsWith('|'));
    assert.deepEqual(
      new Set(lines.map((line) => line.replaceAll('\\|', '').split('|').length)).size,
      1,
      'each line has the same cells',
    );
    assert.deepEqual(await workbench.notifications(), []);
  });
});

const rowsInOrder = [
  'orders-db',
  'silent-vm',
  'by-hand',
  'web-1',
  'hourly-db',
  'missing-fs',
  'app-1',
  'files-1',
  'web-2',
  'web-3',
  'weekly-s3',
];

/** Runs in the page: the frames of the marks of missed and overdue runs. */
const hollowMarks = `['missed', 'overdue'].map((result) =>
  getComputedStyle(document.querySelector('.grid .result-' + result), '::before').borderTopStyle)`;

/** Runs in the page: how many lines, headers and cells come after one that they should precede. */
const elementsOutOfOrder = `(() => {
  const outOfOrder = (elements, attribute) => {
    const places = [...elements].map((one) => Number(one.getAttribute(attribute)));
    return places.filter((place, at) => at > 0 && place <= places[at - 1]).length;
  };
  const rows = [...document.querySelectorAll('[role=row]')];
  const inRows = rows.map((row) => outOfOrder(row.children, 'aria-colindex'));
  return inRows.reduce((sum, one) => sum + one, outOfOrder(rows, 'aria-rowindex'));
})()`;

/** Runs in the page: the cells that are not below the header of their column. */
const misplacedCells = `(() => {
  const leftOf = (one) => Math.round(one.getBoundingClientRect().left);
  const lefts = new Map([...document.querySelectorAll('.column')].map((one) => [one.ariaColIndex, leftOf(one)]));
  return [...document.querySelectorAll('[role=gridcell]')]
    .filter((one) => lefts.get(one.ariaColIndex) !== leftOf(one))
    .map((one) => one.ariaLabel);
})()`;

/** Runs in the page: how many days lie between the first visible day and today. */
function daysToTheLeft(grid: { readonly scrollLeft: number }): number {
  return 30 - Math.round(grid.scrollLeft / 30);
}

/** Runs in the page. */
function scrollToEnd(grid: { scrollLeft: number; readonly scrollWidth: number }): void {
  grid.scrollLeft = grid.scrollWidth;
}

/** The name of the focused element of the grid. */
async function focused(page: Frame): Promise<string> {
  const name = await page.evaluate(
    "document.activeElement.getAttribute('aria-label') ?? [...document.activeElement.childNodes].map((node) => node.textContent).join(' ')",
  );
  return String(name);
}

/** The titles of the groups with their numbers. */
async function groups(page: Frame): Promise<string[]> {
  const texts = await page.locator('.line.group .line-head').allInnerTexts();
  return texts.map((text) => text.replaceAll(/\s+/g, ' '));
}

/** The titles of the visible rows. */
async function titles(page: Frame): Promise<string[]> {
  return page.locator('.line .title').allInnerTexts();
}
