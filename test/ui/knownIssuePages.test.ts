import assert from 'node:assert/strict';
import type { Frame } from 'playwright-core';
import { dayAfter } from '../../src/jobs/knownIssue.js';
import type { Theme } from '../host/workbench.js';
import { accountOf } from '../service/givenAccount.js';
import { accessibilityViolations } from './accessibility.js';
import { calendarJobs } from './calendarAccount.js';
import { lowContrasts } from './contrast.js';
import { endOfRow } from './endOfRow.js';
import { noonZone } from './noonZone.js';
import { setPageWidth } from './pageWidth.js';
import { untilEqual } from './untilEqual.js';
import { openServedWindow, pictureOfFailure, type ServedWindow } from './window.js';

const until = dayAfter(new Date(), 5);
const message = 'Access denied to the role of backups';

describe('The pages with known issues', () => {
  let window: ServedWindow;
  let page: Frame;

  before(async () => {
    window = await openServedWindow(accountOf(jobs()), {
      environment: { TZ: noonZone },
      userSettings: {
        'backupJobs.knownIssues': [
          { statusMessage: message, reason: 'The role is replaced', until },
          {
            statusMessage: 'VSS failed until now',
            reason: 'No VSS on file servers',
            until: dayAfter(new Date(), 90),
          },
        ],
      },
    });
    await window.workbench.openBackupJobs();
    await window.workbench.row(/^prod-vault, /).waitFor();
  });
  afterEach(function () {
    return pictureOfFailure.call(this, window);
  });
  after(() => window.close());

  it('list them last in the overview, with the reason, and in a section of their own', async () => {
    await window.workbench.runCommand('Backup Jobs: Open Overview');
    page = await window.workbench.webview('[data-section="knownIssues"]');
    await untilEqual(failures, [
      'web-9 | Failed · Limit · The vault is full',
      'Known issues · 1',
      'orders-db | Known issue: The role is replaced · Failed',
    ]);
    await untilEqual(known, [
      'The role is replaced | ends in 5 days | Jobs: 3 · resources: 1',
      'No VSS on file servers |  | nothing',
    ]);
  });

  it('have no axe violations, readable texts and no cut column in the overview, in any theme', async () => {
    await picturesOf('overview-known');
  });

  it('accept a failure from the overview by keyboard, which counts it apart at once', async () => {
    const { workbench } = window;
    const { keyboard } = workbench.page;
    await page.getByRole('button', { name: 'Accept as Known Issue…: web-9' }).first().focus();
    await keyboard.press('Enter');
    await workbench.choice('This message').waitFor();
    await workbench.pick('This message');
    await workbench.quickInput.getByPlaceholder(/^Type the reason/).fill('Vaults are cleaned on Monday');
    await workbench.choice('As typed').waitFor();
    await keyboard.press('Enter');
    await workbench.pick('30 days');
    await workbench.pick('For me');
    page = await workbench.webview('[data-section="knownIssues"]');
    await untilEqual(
      async () => (await failures()).sort(),
      [
        'Known issues · 2',
        'orders-db | Known issue: The role is replaced · Failed',
        'web-9 | Known issue: Vaults are cleaned on Monday · Failed',
      ],
    );
    assert.match(await page.locator('.verdict').innerText(), /made no complete backup: known issues\./);
    await workbench.picture('overview-known-only');
  });

  it('name it in the status of the job, with a way to all known issues', async () => {
    const { workbench } = window;
    await page.getByRole('button', { name: 'orders-db', exact: true }).first().click();
    const panel = await workbench.webview('[data-section="status"]');
    await panel
      .getByText(/^Known issue until .+: The role is replaced$/)
      .first()
      .waitFor();
    assert.deepEqual(await accessibilityViolations(panel), []);
    await workbench.pictures('job-panel-known');
    await panel.locator('[data-key="manageKnownIssues"]').click();
    await workbench.choice('The role is replaced').waitFor();
    await workbench.page.keyboard.press('Escape');
  });

  it('mark them in the calendar, with the reason in their names', async () => {
    const { workbench } = window;
    await workbench.runCommand('View: Close All Editors');
    await workbench.runCommand('Backup Jobs: Open Calendar');
    page = await workbench.webview('.line-head');
    await untilEqual(
      () => endOfRow(page, 'orders-db'),
      ['completed', ...Array(3).fill('failed, known issue: The role is replaced')],
    );
    await picturesOf('calendar-known');
    assert.deepEqual(await lowContrasts(page), []);
  });

  /** Takes pictures in four themes, narrow and wide, and looks for violations. */
  async function picturesOf(name: string): Promise<void> {
    const { workbench } = window;
    await workbench.runCommand('View: Toggle Primary Side Bar Visibility');
    for (const theme of ['dark', 'high-contrast', 'high-contrast-light', 'light'] satisfies Theme[]) {
      await workbench.setTheme(theme);
      assert.deepEqual(await accessibilityViolations(page, theme === 'light' ? 'all' : 'colours'), [], theme);
      for (const width of [400, 1600]) {
        await setPageWidth(workbench, page, width, 1400);
        assert.equal(
          await page.evaluate('document.documentElement.scrollWidth <= innerWidth'),
          true,
          `${theme} ${width}`,
        );
        await workbench.picture(`${name}-${theme}-${width}`);
      }
    }
    await workbench.page.setViewportSize({ width: 1280, height: 800 });
    await workbench.runCommand('View: Toggle Primary Side Bar Visibility');
  }

  /** The rows of the failures, without dates. */
  async function failures(): Promise<string[]> {
    const rows = await page.locator('[data-section="failures"] tbody tr').all();
    const texts = await Promise.all(
      rows.map((row) => row.locator('th:not(:has(.row-title)), .link, .clamped').allInnerTexts()),
    );
    return texts.map((parts) =>
      parts
        .join(' | ')
        .replace(/until .+?: /, '')
        .replace('Known issue ', 'Known issue: ')
        .replace(/ · Failed · .*/, ' · Failed'),
    );
  }

  /** The rows of the section of known issues, without dates. */
  async function known(): Promise<string[]> {
    const rows = await page.locator('[data-section="knownIssues"] tbody tr').all();
    const texts = await Promise.all(rows.map((row) => row.locator('th, td').allInnerTexts()));
    return texts.map(([reason, , end = '', accepted]) =>
      [reason?.trim(), end.split(' · ')[1] ?? '', accepted].join(' | '),
    );
  }
});

/** The jobs of the calendar, and one more failure in the latest run. */
function jobs() {
  const given = calendarJobs().filter(({ ResourceName }) => ResourceName !== 'hourly-db');
  const [latest = {}] = given.filter(({ ResourceName }) => ResourceName === 'web-2');
  return [
    ...given,
    {
      ...latest,
      BackupJobId: 'web-9-job',
      MessageCategory: 'Limit',
      ResourceArn: 'arn:aws:ebs:us-east-1:111122223333:web-9',
      ResourceName: 'web-9',
      State: 'FAILED',
      StatusMessage: 'The vault is full',
    },
  ];
}
