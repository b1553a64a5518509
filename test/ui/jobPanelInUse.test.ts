import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import type { Frame } from 'playwright-core';
import type { Command } from '../../src/app/command.js';
import { commandTable } from '../../src/app/commandTable.js';
import type { BackupJob } from '../../src/jobs/backupJob.js';
import { accountOf } from '../service/givenAccount.js';
import { unfoldAllFields } from './allFields.js';
import { untilEqual } from './untilEqual.js';
import { openServedWindow, pictureOfFailure, type ServedWindow } from './window.js';

const hour = 3_600_000;
const back = 'Backup Jobs: Go Back in the Job Panel';
const forward = 'Backup Jobs: Go Forward in the Job Panel';
const nls = JSON.parse(readFileSync('package.nls.json', 'utf8')) as Readonly<Record<string, string>>;
const names = Array.from({ length: 12 }, (_, place) => `volume-${place}`);

/** Twelve jobs, the newest first; a page holds five. */
function jobs(): BackupJob[] {
  return names.map((name, place) => ({
    AccountId: '111122223333',
    BackupJobId: idOf(place),
    BackupVaultName: place % 2 === 0 ? 'even' : 'odd',
    CompletionDate: new Date(Date.now() - (place + 1) * hour),
    CreationDate: new Date(Date.now() - (place + 2) * hour),
    RecoveryPointArn: `arn:aws:ec2:us-east-1::snapshot/snap-${place}`,
    ResourceArn: `arn:aws:ec2:us-east-1:111122223333:volume/${name}`,
    ResourceName: name,
    ResourceType: 'EBS',
    State: 'COMPLETED',
  }));
}

function idOf(place: number): string {
  return `4A1B${String(place).padStart(4, '0')}-9EB0-435A-A80B-108B488B0D45`;
}

describe('A person who uses the tree and job panels', () => {
  let window: ServedWindow;
  let panel: Frame;

  before(async () => {
    window = await openServedWindow(accountOf(jobs()), { settings: { 'backupJobs.pageSize': 5 } });
    const { workbench } = window;
    await workbench.openBackupJobs();
    await workbench.runCommand('Backup Jobs: Group By…');
    await workbench.pick('None: one list of jobs');
    await workbench.row(/^Load more…/).waitFor();
    await workbench.untilQuiet();
  });
  afterEach(async function () {
    await pictureOfFailure.call(this, window);
  });
  after(() => window.close());

  it('sees the selected job in the panel, not one that Load More or Reveal in Tree selects', async () => {
    const { workbench } = window;
    await workbench.row(/^volume-1, /).click();
    panel = await workbench.webview('[data-key=back]');
    await untilShown(1);
    await workbench.row(/^Load more…/).click();
    await workbench.row(/^volume-9, /).waitFor();
    await workbench.untilQuiet();
    const selected = workbench.page.locator('.sidebar .monaco-list-row.selected');
    assert.match(String(await selected.getAttribute('aria-label')), /^volume-4, /);
    await assertStays(1);
    await workbench.picture('panel-load-more');
    await workbench.chooseInMenu(workbench.row(/^volume-7, /), 'Open in New Panel');
    const own = await workbench.webview(`[data-field=BackupJobId]:has-text("${idOf(7)}")`);
    await own.getByRole('button', { name: 'Reveal in Tree' }).click();
    await workbench.page.locator('.sidebar .monaco-list-row.selected', { hasText: 'volume-7' }).waitFor();
    await assertStays(1);
    await workbench.page.keyboard.press('ArrowUp');
    await workbench.page.keyboard.press('Enter');
    await untilShown(6);
    await workbench.runCommand('View: Close All Editors');
  });

  it('opens with Enter, takes the focus with a second Enter, and gives it back with Escape', async () => {
    const { workbench } = window;
    const { keyboard } = workbench.page;
    await workbench.row(/^volume-1, /).click();
    panel = await workbench.webview('[data-key=back]');
    await untilShown(1);
    await keyboard.press('ArrowDown');
    await keyboard.press('Enter');
    await untilShown(2);
    assert.equal(await hasFocus(), false, 'the first Enter only shows the job');
    await keyboard.press('Enter');
    await untilEqual(hasFocus, true);
    await keyboard.press('Tab');
    await panel.locator('main :focus').first().waitFor({ state: 'attached' });
    await keyboard.press('Escape');
    await untilEqual(hasFocus, false);
    await keyboard.press('ArrowDown');
    await keyboard.press('Enter');
    await untilShown(3);
    assert.equal(await hasFocus(), false);
    await workbench.row(/^volume-3, /).click();
    await assertStays(3);
    assert.equal(await hasFocus(), false, 'a click never takes the focus away from the tree');
    await workbench.runCommand('View: Close All Editors');
  });

  it('copies the ID of the job used last, in the tree or in a panel', async () => {
    const { workbench } = window;
    await workbench.chooseInMenu(workbench.row(/^volume-4, /), 'Open in New Panel');
    const own = await workbench.webview(`[data-field=BackupJobId]:has-text("${idOf(4)}")`);
    await workbench.row(/^volume-2, /).click();
    assert.equal(await copiedByPalette(), idOf(2));
    await own.locator('h1').click();
    assert.equal(await copiedByPalette(), idOf(4));
    await workbench.row(/^volume-2, /).click();
    assert.equal(await copiedByPalette(), idOf(2));
    await own.locator('h1').click({ button: 'right' });
    await workbench.page.getByRole('menuitem', { name: 'Copy Job ID' }).waitFor();
    await workbench.picture('panel-menu');
    await workbench.chooseItem('Copy Job ID');
    await untilEqual(() => workbench.clipboard(), idOf(4));
    await workbench.runCommand('View: Close All Editors');
  });

  it('runs commands on several selected jobs, and the menu offers no others', async () => {
    const { workbench } = window;
    const { page } = workbench;
    const [first, second] = [workbench.row(/^volume-1, /), workbench.row(/^volume-3, /)];
    await first.click();
    await second.click({ modifiers: ['ControlOrMeta'] });
    await second.click({ button: 'right' });
    const items = page.getByRole('menuitem');
    await items.first().waitFor();
    await workbench.picture('several-jobs-menu');
    // The second line of an item is its key.
    const offered = (await items.allInnerTexts()).map((text) => text.trim().split('\n')[0]).filter(Boolean);
    // These jobs are good: there is nothing to accept.
    const ofJobs = Object.entries<Command>(commandTable).filter(
      ([name, { jobs }]) => jobs !== undefined && name !== 'acceptIssue',
    );
    const titles = ofJobs.map(([name]) => nls[`command.${name}`]);
    assert.ok(titles.includes('Copy Job ID'));
    assert.deepEqual(offered.sort(), titles.sort());
    await page.keyboard.press('Escape');
    await workbench.chooseInMenu(second, 'Copy Job ID');
    await page.getByText('Copied the BackupJobId of 2 of 2 backup jobs').waitFor();
    assert.equal(await workbench.clipboard(), `${idOf(1)}\n${idOf(3)}`);
    await workbench.chooseInMenu(second, 'Copy Status Message');
    await page.getByText('None of the 2 selected backup jobs has a StatusMessage').waitFor();
    await workbench.chooseInMenu(first, 'Open as JSON');
    await page.getByRole('tab', { name: 'BackupJobs.json' }).waitFor();
    await page.locator('.view-line', { hasText: `"BackupJobId": "${idOf(3)}"` }).waitFor();
    await workbench.picture('several-jobs-json');
    assert.deepEqual(
      (JSON.parse(await workbench.editorText()) as { BackupJobs: BackupJob[] }).BackupJobs.map(
        ({ BackupJobId }) => BackupJobId,
      ),
      [idOf(1), idOf(3)],
    );
    await workbench.runCommand('View: Close All Editors');
  });

  it('goes back and forward one job per key press, and the palette offers only possible directions', async () => {
    const { workbench } = window;
    const { keyboard } = workbench.page;
    for (const place of [0, 1, 2]) {
      await openById(idOf(place));
      await untilShown(place);
    }
    await panel.locator('h1').click();
    await keyboard.press('Alt+ArrowLeft');
    await untilShown(1);
    await assertStays(1);
    await keyboard.press('Alt+ArrowRight');
    await untilShown(2);
    await untilEqual(() => offeredWays(), [back]);
    await keyboard.press('Alt+ArrowLeft');
    await untilShown(1);
    await untilEqual(() => offeredWays(), [back, forward]);
    await keyboard.press('Alt+ArrowLeft');
    await untilShown(0);
    await untilEqual(() => offeredWays(), [forward]);
    await workbench.runCommand('View: Close All Editors');
    await untilEqual(() => offeredWays(), []);
  });

  it('copies fields of a job in the panel that no list contains', async () => {
    const { workbench } = window;
    await openById(idOf(11));
    await untilShown(11);
    for (const [command, value] of [
      ['Copy Resource ARN', 'arn:aws:ec2:us-east-1:111122223333:volume/volume-11'],
      ['Copy Recovery Point ARN', 'arn:aws:ec2:us-east-1::snapshot/snap-11'],
    ] as const) {
      await workbench.runCommand(`Backup Jobs: ${command}`);
      await workbench.page
        .getByText(`Copied ${command.slice(5).replaceAll(' ', '').replace('ARN', 'Arn')}`)
        .waitFor();
      assert.equal(await workbench.clipboard(), value);
    }
  });

  it('filters the tree from the panel, and sees the tree even if the side bar was hidden', async () => {
    const { workbench } = window;
    await workbench.runCommand('View: Toggle Primary Side Bar Visibility');
    await workbench.page.locator('.part.sidebar').waitFor({ state: 'hidden' });
    await panel.getByRole('button', { name: 'Resource', exact: true }).click();
    await workbench.row(/^volume-11, /).waitFor();
    await workbench.untilQuiet();
    await workbench.picture('panel-filter-hidden-tree');
    assert.equal((await workbench.rows()).length, 1);
    await workbench.runCommand('Backup Jobs: Clear Filters');
    await workbench.untilQuiet();
  });

  it('finds the panel scrolled as before after its tab was hidden or reloaded, with Find and an icon', async () => {
    const { workbench } = window;
    const { page } = workbench;
    await page.setViewportSize({ width: 1280, height: 500 });
    await unfoldAllFields(panel);
    // Parts that come later would move the content.
    await workbench.untilGone(panel.locator('.reading'));
    await workbench.untilQuiet();
    await panel.evaluate('scrollTo(0, 300)');
    await page.waitForTimeout(500);
    const top = await panel.evaluate('scrollY');
    assert.equal(top, 300);
    // A click on the panel's own button would scroll to it.
    await workbench.runCommand('Backup Jobs: Open as JSON');
    await page.getByRole('tab', { name: `${idOf(11)}.json` }).waitFor();
    const tab = page.getByRole('tab', { name: 'volume-11', exact: true });
    assert.match(String(await page.evaluate(tabIcons)), /media(\/|%2F)job-(light|dark)\.svg/);
    await tab.click();
    await untilScrolled(300);
    await workbench.picture('panel-kept-place');
    await page.keyboard.press('Control+F');
    await page.locator('.simple-find-part.visible').waitFor();
    await page.keyboard.type('snap-11');
    await workbench.picture('panel-find');
    await page.keyboard.press('Escape');
    await workbench.reload();
    await untilScrolled(300);
    await openById(idOf(10));
    await untilScrolled(0);
    await page.setViewportSize({ width: 1280, height: 800 });
    await workbench.runCommand('View: Close All Editors');
  });

  it('opens JSON from any text with a job ID, and keeps the document when the window reloads', async () => {
    const { workbench } = window;
    const { page } = workbench;
    const event = {
      id: 'aaaaaaaa-bbbb-cccc-dddd-eeeeeeeeeeee',
      'detail-type': 'Backup Job State Change',
      detail: { backupJobId: idOf(3) },
    };
    await openById(JSON.stringify(event), 'Open as JSON');
    const tab = page.getByRole('tab', { name: `${idOf(3)}.json` });
    await page.locator('.view-line', { hasText: `"BackupJobId": "${idOf(3)}"` }).waitFor();
    await tab.dblclick();
    await workbench.reload();
    await page.locator('.view-line', { hasText: `"BackupJobId": "${idOf(3)}"` }).waitFor();
    await page.locator('.statusbar-item[id="status.editor.mode"]', { hasText: 'JSON' }).waitFor();
    await workbench.picture('json-after-reload');
    await page.locator('.editor-instance .view-line').first().click();
    await page.keyboard.type('x');
    await page.locator('p', { hasText: 'Editor is read-only because' }).waitFor();
    await page.keyboard.press('Escape');
    assert.deepEqual(await workbench.notifications(), []);
  });

  it('enters a job ID in a box that stays open after a click elsewhere, and rejects other IDs', async () => {
    const { workbench } = window;
    await workbench.runCommand('Backup Jobs: Open Job by ID…');
    const box = workbench.quickInput.getByPlaceholder('A backup job’s ID');
    await box.fill('{"detail": {"copyJobId": "aaaaaaaa-bbbb-cccc-dddd-eeeeeeeeeeee"}}');
    await workbench.page.mouse.click(900, 700);
    await workbench.page.waitForTimeout(500);
    await box.press('Enter');
    await workbench.quickInput.getByText('This text contains no ID of a backup job').waitFor();
    await workbench.picture('open-by-id-refused');
    await workbench.page.keyboard.press('Escape');
  });

  it('runs commands of the view title on the whole tree, whatever row has the focus', async () => {
    const { workbench } = window;
    await workbench.runCommand('Backup Jobs: Refresh');
    await workbench.runCommand('Backup Jobs: Group By…');
    await workbench.pick('Vault › State');
    await workbench.row(/^even/).click();
    await workbench.row(/^Completed, /).waitFor();
    await workbench.untilQuiet();
    const title = workbench.page.locator('.sidebar .composite.title');
    await title.hover();
    await title.locator('.codicon-toolbar-more').click();
    await workbench.chooseItem('Load All');
    await untilEqual(
      async () => (await workbench.rows()).map((row) => row.replace(/^volume-.*/, 'a job')),
      ['even · Completed | 6', ...Array(6).fill('a job'), 'odd · Completed | 6'],
    );
  });

  /**
   * What Copy Job ID copies when it is run from the palette. Waits until the palette is closed: a later
   * Escape would reach the tree and clear its selection.
   */
  async function copiedByPalette(): Promise<string> {
    const { workbench } = window;
    await workbench.page.evaluate("navigator.clipboard.writeText('nothing yet')");
    await workbench.runCommand('Backup Jobs: Copy Job ID');
    await workbench.quickInput.waitFor({ state: 'hidden' });
    for (;;) {
      const copied = await workbench.clipboard();
      if (copied !== 'nothing yet') return copied;
      await workbench.page.waitForTimeout(50);
    }
  }

  /** Waits until the panel that follows the tree shows a job. */
  async function untilShown(place: number): Promise<void> {
    await panel
      .locator('[data-field=BackupJobId] .value', { hasText: idOf(place) })
      .waitFor({ state: 'attached' });
  }

  /** Whether the panel has the focus of the window. */
  async function hasFocus(): Promise<boolean> {
    return (await panel.evaluate('document.hasFocus()')) === true;
  }

  /** Asserts that the panel still shows a job after a second, when late messages have arrived. */
  async function assertStays(place: number): Promise<void> {
    await window.workbench.page.waitForTimeout(1000);
    assert.equal(await panel.locator('[data-field=BackupJobId] .value').textContent(), idOf(place));
  }

  /** The commands that the palette offers for going back and forward in the panel. */
  async function offeredWays(): Promise<string[]> {
    const { workbench } = window;
    await workbench.typeInPalette('in the Job Panel');
    // The palette updates its choices a moment after the text.
    await workbench.page.waitForTimeout(500);
    const choices = await workbench.choices();
    const found = [back, forward].filter((way) => choices.includes(way));
    await workbench.page.keyboard.press('Escape');
    return found;
  }

  async function untilScrolled(top: number): Promise<void> {
    for (let look = 0; ; look++) {
      panel = await window.workbench.webview('[data-key=back]');
      const now = await panel.evaluate('scrollY').catch(() => undefined);
      if (now === top) return;
      assert.ok(look < 100, `${String(now)}`);
      await window.workbench.page.waitForTimeout(100);
    }
  }

  async function openById(id: string, button?: string): Promise<void> {
    const { workbench } = window;
    await workbench.runCommand('Backup Jobs: Open Job by ID…');
    await workbench.quickInput.getByPlaceholder('A backup job’s ID').fill(id);
    if (button !== undefined) return workbench.quickInput.getByRole('button', { name: button }).click();
    await workbench.page.keyboard.press('Enter');
    panel = await workbench.webview('[data-key=back]');
  }
});

/** Runs in the page: the icons of the tabs. */
const tabIcons = `[...document.querySelectorAll('.tabs-container *')]
  .flatMap((one) => [getComputedStyle(one).backgroundImage, getComputedStyle(one, '::before').backgroundImage])
  .join(' ')`;
