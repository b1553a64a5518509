import assert from 'node:assert/strict';
import type { Frame } from 'playwright-core';
import type { BackupJob } from '../../src/jobs/backupJob.js';
import { stateOrder } from '../../src/jobs/jobStates.js';
import { type Theme, takesAllThemes, themes, untilTrue, type Workbench } from '../host/workbench.js';
import { hostileJob, hostileTexts, tripwireName } from '../hostile.js';
import { accessDenied, serviceUnavailable, slow } from '../service/faultKinds.js';
import { accountOf } from '../service/givenAccount.js';
import { accessibilityViolations, whatMoves } from './accessibility.js';
import { lowContrasts } from './contrast.js';
import { untilEqual } from './untilEqual.js';
import { openServedWindow, pictureOfFailure, type ServedWindow } from './window.js';

const hour = 3_600_000;
const now = Date.now();
const resources = Array.from({ length: 12 }, (_, place) => `volume-${place}`);

/**
 * Fourteen nights of twelve resources: the first fails each night, the second from the fourth last night on,
 * and the third takes longer and longer.
 */
function nights(): BackupJob[] {
  return Array.from({ length: 14 }, (_, back) =>
    resources.map((name, place): BackupJob => {
      const created = now - back * 24 * hour - (2 + place / 10) * hour;
      const fails = place === 0 || (place === 1 && back < 4);
      const hasIssues = place === 5 && back % 2 === 0;
      const minutes = place === 2 ? 30 + (14 - back) * 10 : 20 + place;
      return {
        AccountId: '111122223333',
        BackupJobId: `job-${back}-${place}`,
        BackupVaultName: place % 3 === 0 ? 'dev' : 'prod',
        CompletionDate: new Date(created + minutes * 60_000),
        CreatedBy: { BackupPlanId: `plan-${place % 2}`, BackupPlanName: place % 2 ? 'Nightly' : 'Gold' },
        CreationDate: new Date(created),
        InitiationDate: new Date(created),
        MessageCategory: fails ? 'AccessDenied' : hasIssues ? 'VSS_ERROR' : 'SUCCESS',
        ResourceArn: `arn:aws:ec2:us-east-1:111122223333:volume/${name}`,
        ResourceName: name,
        ResourceType: 'EBS',
        State: fails ? (place === 1 ? 'EXPIRED' : 'FAILED') : 'COMPLETED',
        ...(fails && { StatusMessage: `Access denied to arn:aws:kms:us-east-1:1:key/${back} (try ${back})` }),
      };
    }),
  ).flat();
}

/** In the page: adds the colour of every state. */
const swatchesSource = `(() => {
  const states = document.createElement('p');
  states.className = 'all-states';
  for (const state of ${JSON.stringify(stateOrder)}) {
    const swatch = document.createElement('span');
    swatch.className = 'swatch state-' + state.replaceAll(' ', '-');
    states.append(swatch);
  }
  document.querySelector('main').append(states);
})()`;

describe('The overview', () => {
  const account = accountOf(nights());
  let window: ServedWindow;
  let page: Frame;

  before(async () => {
    window = await openServedWindow(account);
    await window.workbench.openBackupJobs();
    await window.workbench.row(/^prod, /).waitFor();
  });
  afterEach(async function () {
    await pictureOfFailure.call(this, window);
    window.faulty.heal();
  });
  after(() => window.close());

  it('opens from the view, and counts all jobs without a request where the tree has them', async () => {
    const { faulty, workbench } = window;
    faulty.forgetRequests();
    await workbench.titleAction('Open Overview');
    page = await workbench.webview('[data-card]');
    assert.deepEqual(faulty.requests, []);
    await untilEqual(
      () => cards(page),
      [
        'Succeeded 75% before: 83.3%',
        'Failed 1 before: 1',
        'Expired 1 before: 1',
        'Completed with issues 1 before: 0 (+1)',
        'Completed 9 before: 10 (-1)',
        'Running now 0 before: 1 (-1)',
      ],
    );
    await untilEqual(() => rowsOf(page, 'stale'), ['volume-0', 'volume-1', 'volume-5']);
    assert.match(
      await page.locator('[data-section="messages"] tbody tr').innerText(),
      /^Access denied to <ARN>/,
    );
    await untilEqual(() => barsOf(page, 'resource'), ['volume-0 1 of 1', 'volume-1 1 of 1']);
    await untilEqual(() => barsOf(page, 'growing'), ['volume-2 +10 min a day']);
    await workbench.picture('overview');
  });

  it('is free of what axe-core finds wrong, and reads well in every kind of theme', async () => {
    const { workbench } = window;
    for (const theme of ['dark', 'high-contrast', 'high-contrast-light', 'light'] satisfies Theme[]) {
      await workbench.setTheme(theme);
      assert.deepEqual(await accessibilityViolations(page, theme === 'light' ? 'all' : 'colours'), [], theme);
      const expired = await page.evaluate(
        "getComputedStyle(document.querySelector('.part.state-EXPIRED')).fill",
      );
      assert.equal(String(expired).startsWith('url('), theme.startsWith('high'), `stripes in ${theme}`);
      // The account of this test does not have every state.
      await page.evaluate(swatchesSource);
      assert.deepEqual(await lowContrasts(page), [], theme);
      await page.evaluate("document.querySelector('.all-states').remove()");
      await workbench.picture(`overview-${theme}`);
    }
    assert.deepEqual(await whatMoves(page), []);
    for (const table of await page.getByRole('button', { name: /^Table: / }).all()) await table.click();
    assert.deepEqual(await accessibilityViolations(page), [], 'tables');
    await page.locator('[data-section="days"]').scrollIntoViewIfNeeded();
    await workbench.picture('overview-tables');
    for (const table of await page.getByRole('button', { name: /^Table: / }).all()) await table.click();
  });

  it('copies what a part shows, as a table', async () => {
    const { workbench } = window;
    await page.getByRole('button', { name: 'Copy: Backup plans that fail most' }).click();
    await workbench.page.getByText('Copied “Backup plans that fail most”').waitFor();
    assert.equal(
      await workbench.clipboard(),
      'Backup plan\tPlan ID\tFailing\tAll jobs\tShare\nGold\tplan-0\t1\t6\t16.7%\nNightly\tplan-1\t1\t6\t16.7%\n',
    );
  });

  it('counts over another period', async () => {
    await page.getByLabel('last 7 days').click();
    await page.getByText(/^Jobs created in the last 7 days/).waitFor();
    assert.deepEqual((await cards(page)).slice(0, 3), [
      'Succeeded 82.1% before: 88.1%',
      'Failed 7 before: 7',
      'Expired 4 before: 0 (+4)',
    ]);
    await page.getByLabel('last 24 hours').click();
    await page.getByText(/^Jobs created in the last 24 hours/).waitFor();
  });

  it('leads from a bar to its jobs in the tree, by the keyboard, and says that the tree is another one now', async () => {
    const { faulty, workbench } = window;
    faulty.forgetRequests();
    await page.locator('.chart [tabindex="0"]').focus();
    await page.locator('.chart [tabindex="0"]').press('ArrowLeft');
    await page.locator('.chart [tabindex="0"]').press('ArrowUp');
    const bar = await page.locator('.chart [tabindex="0"]').getAttribute('aria-label');
    assert.match(bar ?? '', /: 1 Failed$/);
    await page.locator('.chart [tabindex="0"]').press('Enter');
    await page.getByText('The tree’s filter has changed').waitFor();
    await workbench.untilQuiet();
    await untilEqual(() => workbench.rows(), ['dev | 1 failed · 1']);
    assert.deepEqual(faulty.requests, [], 'the tree has the jobs of the overview');
    assert.equal((await cards(page)).length, 6, 'the page shows what it showed');
    await workbench.picture('overview-drill-down');
    await page.getByRole('button', { name: 'Use the Tree’s Filter' }).click();
    await page.getByText(/^1 job, as of/).waitFor();
    assert.match((await cards(page))[0] ?? '', /^Succeeded — before: unknown/);
    await page.getByText('The filter excludes jobs that may be good backups, so this is unknown.').waitFor();
    await workbench.picture('overview-filtered');
    await workbench.runCommand('Backup Jobs: Clear Filters');
    await page.getByRole('button', { name: 'Use the Tree’s Filter' }).click();
    await page.getByText(/^168 jobs, as of/).waitFor();
  });

  it('leads from a resource to its jobs, and from a message to the latest job that says so', async () => {
    const { workbench } = window;
    await page
      .locator('[data-section="resource"]')
      .getByRole('button', { name: 'volume-1', exact: true })
      .click();
    await page.getByText('The tree’s filter has changed').waitFor();
    await workbench.untilQuiet();
    await untilEqual(() => workbench.rows(), ['prod | 1']);
    await workbench.runCommand('Backup Jobs: Clear Filters');
    await workbench.untilGone(page.getByText('The tree’s filter has changed'));
    await page.getByRole('button', { name: /^Access denied to/ }).click();
    await workbench.webview('[data-field="BackupJobId"]');
    await workbench.page.getByRole('tab', { name: 'volume-0' }).waitFor();
    await workbench.runCommand('View: Close Editor');
  });

  it('keeps its tables and its place while its tab is hidden', async () => {
    const { workbench } = window;
    await page.getByRole('button', { name: 'Table: Jobs by day' }).click();
    await page.evaluate('scrollTo(0, 500)');
    await workbench.page.waitForTimeout(500);
    await workbench.runCommand('Create: New File...');
    await workbench.pick('Text File');
    await workbench.page.getByRole('tab', { name: /^Untitled-1/ }).waitFor();
    await workbench.runCommand('View: Close Editor');
    page = await workbench.webview('[data-card]');
    await page.locator('[data-section="days"] table').waitFor();
    await untilTrue(page, 'scrollY === 500');
    await workbench.picture('overview-kept-place');
    await page.getByRole('button', { name: 'Table: Jobs by day' }).click();
  });

  it('fits a narrow window and a wide one', async () => {
    const { workbench } = window;
    await workbench.runCommand('View: Toggle Primary Side Bar Visibility');
    for (const width of [1600, 400]) {
      await setPageWidth(workbench, page, width, 1000);
      assert.equal(
        await page.evaluate('document.documentElement.scrollWidth <= innerWidth'),
        true,
        `${width}`,
      );
      await workbench.picture(`overview-${width}`);
      await page.evaluate('scrollTo(0, 1000)');
      await workbench.picture(`overview-${width}-below`);
      await page.evaluate('scrollTo(0, 0)');
    }
    await workbench.page.setViewportSize({ width: 1280, height: 800 });
    await workbench.runCommand('View: Toggle Primary Side Bar Visibility');
  });

  it('says what failed and what mends it, keeps what it had, and reads again', async function () {
    this.timeout(120_000);
    const { faulty, workbench } = window;
    faulty.fail(serviceUnavailable, { times: Number.POSITIVE_INFINITY, operation: 'ListBackupJobs' });
    account.replaceJobs(nights().slice(0, 12));
    await page.getByRole('button', { name: 'Refresh' }).click();
    await page.getByText('AWS Backup is temporarily unavailable').waitFor({ timeout: 60_000 });
    await page.getByText(/^168 jobs, as of/).waitFor();
    await workbench.picture('overview-not-refreshed');
    faulty.heal();
    await page.getByRole('button', { name: 'Retry' }).click();
    await page.getByText(/^12 jobs, as of/).waitFor();
    assert.deepEqual(await workbench.notifications(), []);
  });

  it('says everywhere that there are no jobs', async () => {
    const { workbench } = window;
    account.replaceJobs([]);
    await page.getByRole('button', { name: 'Refresh' }).click();
    await page.getByText(/^0 jobs, as of/).waitFor();
    assert.deepEqual((await cards(page)).slice(0, 2), ['Succeeded — before: unknown', 'Failed 0 before: 0']);
    assert.equal(await page.locator('.empty').count(), 10);
    assert.deepEqual(await accessibilityViolations(page), []);
    await workbench.pictures('overview-empty');
    account.replaceJobs(nights().slice(0, 12));
  });

  it('comes back after a reload of the window, and reads the account when it is asked to', async () => {
    const { faulty, workbench } = window;
    await page.getByLabel('last 14 days').click();
    await page.getByText(/^Jobs created in the last 14 days/).waitFor();
    faulty.forgetRequests();
    await workbench.reload();
    page = await workbench.webview('.notice');
    await page.getByText('The jobs are not loaded yet').waitFor();
    await workbench.row(/^prod, /).waitFor();
    await workbench.untilQuiet();
    assert.equal(faulty.requests.length, 1, 'the tree reads its page, and nobody else anything');
    await workbench.picture('overview-restored');
    assert.deepEqual(await accessibilityViolations(page), []);
    await page.getByRole('button', { name: 'Load All Jobs' }).click();
    await page.getByText(/^Jobs created in the last 14 days/).waitFor();
    await page.getByText(/^12 jobs, as of/).waitFor();
    assert.deepEqual(await workbench.notifications(), []);
  });

  it('never shows one connection’s figures under the name of another', async () => {
    const { workbench } = window;
    await workbench.openBackupJobs();
    await workbench.runCommand('Backup Jobs: Open the Sample Account');
    await page.getByText(/^Sample account/).waitFor();
    assert.doesNotMatch(await page.locator('main').innerText(), /volume-0/);
    await page.getByText(/^\d,\d+ jobs, as of/).waitFor();
    await workbench.picture('overview-sample');
  });
});

describe('The overview while jobs are read', () => {
  const many = Array.from({ length: 40 }, () => nights())
    .flat()
    .map(
      (job, place): BackupJob => ({
        ...job,
        BackupJobId: `job-${place}`,
        CreationDate: new Date(now - place * 5 * 60_000),
      }),
    );
  let window: ServedWindow;

  before(async () => {
    window = await openServedWindow(accountOf(many), { settings: { 'backupJobs.pageSize': 100 } });
    await window.workbench.openBackupJobs();
    await window.workbench.row(/^Load more…/).waitFor();
  });
  afterEach(async function () {
    await pictureOfFailure.call(this, window);
    window.faulty.heal();
  });
  after(() => window.close());

  it('tells how far it has come, stops, says what is not known, and reads the rest', async () => {
    const { faulty, workbench } = window;
    faulty.fail(slow(15_000), { times: Number.POSITIVE_INFINITY, operation: 'ListBackupJobs' });
    await workbench.runCommand('Backup Jobs: Open Overview');
    const page = await workbench.webview('.progress');
    await page.getByText(/^Loading backup jobs… [\d,]+ so far/).waitFor();
    await workbench.picture('overview-reading');
    await page.getByRole('button', { name: 'Stop' }).click();
    await page.getByText(/^Not all jobs are loaded|^Not all jobs from before/).waitFor();
    assert.match((await cards(page)).join('\n'), /Running now — before: unknown/);
    await page.getByLabel('Last 14 days').click();
    await page.getByText(/^Jobs created in the last 14 days/).waitFor();
    assert.match((await cards(page)).join('\n'), /Succeeded — before: unknown/);
    assert.match((await cards(page)).join('\n'), /Completed [\d,]+\+ before: unknown/);
    await workbench.picture('overview-partial');
    assert.deepEqual(await accessibilityViolations(page), []);
    faulty.heal();
    faulty.fail(accessDenied, { times: Number.POSITIVE_INFINITY, operation: 'ListBackupJobs' });
    await page.getByRole('button', { name: 'Load the Rest' }).click();
    await page.locator('.notice', { hasText: /not allowed|denied|permission/i }).waitFor();
    await workbench.picture('overview-failed');
    faulty.heal();
    await page.getByRole('button', { name: 'Load the Rest' }).click();
    await page.getByText(/^6,720 jobs, as of/).waitFor();
    await workbench.untilQuiet();
    assert.equal(await workbench.row(/^Load more…/).count(), 0, 'the tree has them all too');
    assert.deepEqual(await workbench.notifications(), []);
  });
});

describe('The overview of an account', () => {
  let window: ServedWindow;

  afterEach(async function () {
    await pictureOfFailure.call(this, window);
    await window.close();
  });

  it('full of hostile text shows it as text', async function () {
    this.timeout(180_000);
    const { long, markup, ...others } = hostileTexts;
    const accountId = markup;
    const jobs = [markup, long, ...Object.values(others)].flatMap((text, place) => {
      // Megabytes stand where the overview and the tree look; in every field they would only take their time
      // on the way.
      const isShort = text.length < 10_000;
      const named = { BackupVaultName: text, MessageCategory: text, ResourceArn: text, StatusMessage: text };
      return (isShort ? ['FAILED', text, 'COMPLETED'] : ['FAILED']).map((State, turn) => ({
        ...(isShort ? hostileJob(text) : named),
        AccountId: accountId,
        BackupJobId: `job-${place}-${turn}`,
        CreationDate: new Date(now - place * hour),
        CompletionDate: new Date(now - place * hour + 60_000 * (place + 1)),
        State,
      }));
    });
    window = await openServedWindow(accountOf(jobs, { accountId }));
    const { workbench } = window;
    await workbench.openBackupJobs();
    await workbench.runCommand('Backup Jobs: Open Overview');
    let page = await workbench.webview('[data-card]');
    await page.locator('[data-section="messages"] tbody tr').first().waitFor();
    for (const table of await page.getByRole('button', { name: /^Table: / }).all()) await table.click();
    await page.getByText('<img src=x onerror=', { exact: false }).first().waitFor();
    await workbench.page.waitForTimeout(500);
    await assertNothingHasRun(workbench);
    assert.equal(await page.locator('main :is(img, script, iframe, a, svg > svg)').count(), 0);
    assert.equal(await page.evaluate('document.documentElement.scrollWidth <= innerWidth'), true);
    assert.deepEqual(await accessibilityViolations(page), []);
    await copied(workbench, page, 'Resources that fail most');
    const cells = (await workbench.clipboard()).split(/[\t\n]/);
    assert.deepEqual(
      cells.filter((cell) => /^[=+\-@]/.test(cell)),
      [],
      'no cell is a formula',
    );
    await workbench.chooseInMenu(workbench.row(/^<img src=x/), 'Open as JSON');
    await workbench.page.getByRole('tab', { name: 'BackupJobs.json' }).waitFor();
    assert.ok((await workbench.editorText()).includes(`"BackupVaultName": ${JSON.stringify(markup)}`));
    await workbench.picture('json-hostile-group');
    await workbench.runCommand('Backup Jobs: Group By…');
    await workbench.pick('None: one list of jobs');
    await workbench.untilQuiet();
    for (const [row, id, whole] of [
      [/^<img src=x/, 'job-0', markup],
      [/^x{30}/, 'job-1', `${long.slice(0, 2000)}…`],
    ] as const) {
      const tooltip = await workbench.tooltip(workbench.row(row).first(), `BackupJobId: ${id}-`);
      assert.ok((await tooltip.innerText()).includes(whole), `the message in ${await tooltip.innerText()}`);
      assert.equal(await tooltip.locator('img, a, script').count(), 0);
      await workbench.page.mouse.move(640, 790);
    }
    await workbench.page.getByRole('tab', { name: 'Backup Overview' }).click();
    page = await workbench.webview('[data-card]');
    await workbench.runCommand('View: Toggle Primary Side Bar Visibility');
    // What is wide depends on borders, which the themes of high contrast have.
    for (const theme of takesAllThemes
      ? (Object.keys(themes) as Theme[])
      : (['light', 'high-contrast'] as const)) {
      await workbench.setTheme(theme);
      for (const width of [1600, 400]) {
        await setPageWidth(workbench, page, width, 2400);
        assert.deepEqual(await page.evaluate(tooWide), [], `${theme} ${width}`);
        if (theme === 'light' || takesAllThemes)
          await workbench.picture(`overview-hostile-${theme}-${width}`);
        await page.evaluate(switchTables);
      }
    }
    assert.deepEqual(await accessibilityViolations(page), []);
    await assertNothingHasRun(workbench);
    assert.deepEqual(await workbench.notifications(), []);
  });
});

/** Makes a page that is alone in its window this wide, and waits until it has been laid out. */
async function setPageWidth(workbench: Workbench, page: Frame, width: number, height: number): Promise<void> {
  await workbench.page.setViewportSize({ width: width + activityBarWidth, height });
  // The frame of the editor takes some pixels too.
  await untilTrue(page, `Math.abs(innerWidth - ${width}) < ${activityBarWidth}`);
  await page.evaluate(
    'new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)))',
  );
}

const activityBarWidth = 48;

/** Shows charts as tables, and those as charts. */
const switchTables = `document.querySelectorAll('[data-key^="table-"]').forEach((button) => button.click())`;

/** What of a page does not fit into its width, or into that of a table's box. */
const tooWide = `[document.documentElement, ...document.querySelectorAll('.table')]
  .filter((one) => one.scrollWidth > one.clientWidth)
  .map((one) => one.className + ': ' + one.scrollWidth + ' in ' + one.clientWidth)`;

async function assertNothingHasRun({ page }: Workbench): Promise<void> {
  for (const frame of page.frames())
    assert.equal(await frame.evaluate(`window.${tripwireName}`), undefined, frame.url());
}

async function copied(workbench: Workbench, page: Frame, title: string): Promise<void> {
  await page.getByRole('button', { name: `Copy: ${title}` }).click();
  await workbench.page.getByText(`Copied “${title}”`).waitFor();
}

/** The health line: `Failed 1 before: 2 (-1)`. */
async function cards(page: Frame): Promise<string[]> {
  return partsOf(page, '[data-card]');
}

/** The first cells of a part's table. */
async function rowsOf(page: Frame, section: string): Promise<string[]> {
  return page.locator(`[data-section="${section}"] tbody th`).allInnerTexts();
}

/** The bars of a part: `web-1 3 of 4`. */
async function barsOf(page: Frame, section: string): Promise<string[]> {
  return partsOf(page, `[data-section="${section}"] .bar-title`);
}

/** What elements hold, whether or not the page has been laid out yet. */
async function partsOf(page: Frame, selector: string): Promise<string[]> {
  const join = (found: { readonly children: Iterable<{ readonly textContent: string }> }[]) =>
    found.map(({ children }) => [...children].map(({ textContent }) => textContent).join(' '));
  return page.locator(selector).evaluateAll(join as never);
}
