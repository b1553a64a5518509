import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { dayAfter } from '../../src/jobs/knownIssue.js';
import { accountOf } from '../service/givenAccount.js';
import { recentJobs } from '../unit/schedule/recentJobs.js';
import { untilEqual } from './untilEqual.js';
import { openServedWindow, pictureOfFailure, type ServedWindow } from './window.js';

const denied = {
  State: 'FAILED',
  MessageCategory: 'AccessDenied',
  StatusMessage: 'Access denied to key 0a1b2c3d-0000-4000-8000-0123456789ab.',
};
const full = { State: 'FAILED', MessageCategory: 'Limit', StatusMessage: 'The vault is full: 90 of 90.' };
const account = accountOf([
  ...recentJobs({ resource: 'orders', more: (run) => (run === 0 ? denied : {}) }),
  ...recentJobs({ resource: 'users', plan: 'dev', more: (run) => (run === 0 ? full : {}) }),
  ...recentJobs({ resource: 'carts', plan: 'web', to: 2 }),
]);

describe('A person who accepts known issues', () => {
  let window: ServedWindow;

  before(async () => {
    window = await openServedWindow(account, { settings: { 'backupJobs.showNeedsAttention': true } });
    await window.workbench.openBackupJobs();
  });
  afterEach(function () {
    return pictureOfFailure.call(this, window);
  });
  after(() => window.close());

  it('accepts a failure by mouse for the workspace: it is counted apart at once', async () => {
    const { folder, workbench } = window;
    await workbench.row(/^Needs attention, 2 resources without/).waitFor();
    await workbench.chooseInMenu(workbench.row(/^orders, Failed/).first(), 'Accept as Known Issue…');
    await workbench.choice('This message').waitFor();
    await workbench.pictures('known-issue-match');
    await workbench.pick('This message');
    await workbench.quickInput.getByPlaceholder(/^Type the reason/).fill('The key is being rotated');
    await workbench.choice('As typed').waitFor();
    await workbench.page.keyboard.press('Enter');
    await workbench.choice('90 days').waitFor();
    await workbench.picture('known-issue-end');
    await workbench.pick('30 days');
    await workbench.pick('For this workspace');
    await untilEqual(attention, [
      'Needs attention | 1 failed · 1 overdue · known: 1 failed · last # h',
      'users | Limit · EBS · # h ago',
      'carts | overdue since # · EBS',
      'orders | known: The key is being rotated · AccessDenied · EBS · # h ago',
    ]);
    const settings = JSON.parse(readFileSync(path.join(folder, '.vscode', 'settings.json'), 'utf8'));
    assert.deepEqual(settings['backupJobs.knownIssues'], [
      {
        statusMessage: 'Access denied to key *.',
        accountId: '111122223333',
        reason: 'The key is being rotated',
        until: dayAfter(new Date(), 30),
      },
    ]);
    await workbench.tooltip(workbench.row(/^orders, Failed/).first(), 'The key is being rotated');
    await workbench.pictures('known-issues');
  });

  it('accepts a run without a job and a failure with the keyboard', async () => {
    const { workbench } = window;
    const { keyboard } = workbench.page;
    const acceptFocused = async (match: string, reason: string) => {
      await keyboard.press('Shift+F10');
      const item = workbench.page.getByRole('menuitem', { name: 'Accept as Known Issue…' });
      await item.waitFor();
      while (!(await item.evaluate((element) => element.matches(':focus, :focus-within, .focused *'))))
        await keyboard.press('ArrowDown');
      await keyboard.press('Enter');
      await workbench.choice(match).waitFor();
      await keyboard.type(match, { delay: 20 });
      await keyboard.press('Enter');
      await workbench.quickInput.getByPlaceholder(/^Type the reason/).waitFor();
      await keyboard.type(reason, { delay: 20 });
      await workbench.choice('As typed').waitFor();
      await keyboard.press('Enter');
      await workbench.choice('90 days').waitFor();
      await keyboard.press('ArrowDown');
      await keyboard.press('Enter');
      await workbench.choice('For me').waitFor();
      await keyboard.press('Enter');
      await workbench.quickInput.waitFor({ state: 'hidden' });
    };
    await focusInAttention(2);
    await acceptFocused('This resource', 'Deleted');
    await untilEqual(attention, [
      'Needs attention | 1 failed · known: 1 failed, 1 overdue · last # h',
      'users | Limit · EBS · # h ago',
      'orders | known: The key is being rotated · AccessDenied · EBS · # h ago',
      'carts | known: Deleted · overdue since # · EBS',
    ]);
    await focusInAttention(1);
    await acceptFocused('This rule', 'A small vault');
    await untilEqual(
      async () => (await attention())[0],
      'Needs attention | known: 2 failed, 1 overdue · last # h',
    );
    await workbench.pictures('known-issues-only');
  });

  it('lists them with reason and end date, and removes one, which comes back', async () => {
    const { workbench } = window;
    await workbench.runCommand('Backup Jobs: Known Issues…');
    await workbench.choice('Deleted').waitFor();
    await workbench.pictures('known-issues-list');
    await workbench.pick('A small vault');
    await workbench.pick('Remove');
    await untilEqual(() => workbench.choices(), ['Deleted', 'The key is being rotated']);
    await workbench.page.keyboard.press('Escape');
    await untilEqual(
      async () => (await attention())[0],
      'Needs attention | 1 failed · known: 1 failed, 1 overdue · last # h',
    );
  });

  /** Moves the focus to a row of what needs attention, by its place from 1. */
  async function focusInAttention(place: number): Promise<void> {
    const { workbench } = window;
    // A click also collapses the group.
    await workbench.row(/^Needs attention/).click({ position: { x: 60, y: 8 } });
    await workbench.page.locator('[aria-label^="Needs attention"][aria-expanded="false"]').waitFor();
    await workbench.page.keyboard.press('ArrowRight');
    await workbench.page.locator('[aria-label^="Needs attention"][aria-expanded="true"]').waitFor();
    for (let row = 0; row < place; row++) await workbench.page.keyboard.press('ArrowDown');
  }

  /** The rows of what needs attention, without hours and times, which differ. */
  async function attention(): Promise<string[]> {
    const rows = await window.workbench.rows();
    return rows.slice(0, 4).map((row) =>
      row
        .replace(/last \d+ h/, 'last # h')
        .replace(/\d+ h ago/, '# h ago')
        .replace(/since .*?\d+:\d+.[AP]M/, 'since #'),
    );
  }
});
