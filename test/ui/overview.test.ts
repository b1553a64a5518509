import assert from 'node:assert/strict';
import type { Frame } from 'playwright-core';
import type { BackupJob } from '../../src/jobs/backupJob.js';
import { stateOrder } from '../../src/jobs/jobStates.js';
import { type Theme, takesAllThemes, themes, untilTrue, type Workbench } from '../host/workbench.js';
import { hostileJob, hostileTexts, tripwireName } from '../hostile.js';
import { accessDenied, serviceUnavailable, slow } from '../service/faultKinds.js';
import { accountOf } from '../service/givenAccount.js';
import { accessibilityViolations, animatedElements } from './accessibility.js';
import { lowContrasts } from './contrast.js';
import { setPageWidth } from './pageWidth.js';
import { takeWindow } from './sharedWindow.js';
import { untilEqual } from './untilEqual.js';
import { pictureOfFailure, type ServedWindow } from './window.js';

const hour = 3_600_000;
const now = Date.now();
const resources = Array.from({ length: 12 }, (_, place) => `volume-${place}`);

/**
 * Fourteen nights of twelve resources: the first fails each night, the second in the last four nights, and
 * the third takes longer each night.
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

/** In the page: how many of these look different. */
const differentSwatches = `new Set([...document.querySelectorAll('.all-states .swatch')].map((swatch) => {
  const { backgroundColor, backgroundImage } = getComputedStyle(swatch);
  return backgroundColor + backgroundImage.startsWith('repeating');
})).size`;

describe('The overview', () => {
  const account = accountOf(nights());
  let window: ServedWindow;
  let page: Frame;

  before(async () => {
    window = await takeWindow(account);
    await window.workbench.openBackupJobs();
    await window.workbench.row(/^prod, /).waitFor();
  });
  afterEach(async function () {
    await pictureOfFailure.call(this, window);
    window.faulty.heal();
  });
  after(() => window.close());

  it('opens from the view, and sends no request if the tree has all jobs', async () => {
    const { faulty, workbench } = window;
    faulty.forgetRequests();
    await workbench.titleAction('Open Overview');
    page = await workbench.webview('[data-section="failures"]');
    assert.deepEqual(faulty.requests, []);
    assert.deepEqual(await sectionsOf(page), [
      ...['failures', 'changes', 'stale', 'missed', 'messages', 'days'],
      ...['health', 'resource', 'vault', 'plan', 'longest', 'growing', 'notJudged'].map(
        (name) => `${name}, folded`,
      ),
    ]);
    await workbench.picture('overview-first');
    await unfold(page, 'health', 'resource', 'growing');
    await untilEqual(
      () => cards(page),
      [
        'Succeeded 75% before: 83.3%',
        'Failed 1 before: 1',
        'Expired 1 before: 1',
        'Completed with issues 1 before: 0 (+1)',
        'Completed 9 before: 10 (-1)',
        'Running now 0 24 hours ago: 1 (-1)',
      ],
    );
    assert.match(
      await page.locator('.verdict').innerText(),
      /^\d+ of \d+ jobs that ended in the (24|72) hours before .+ made no complete backup; 2 of their resources have had no good backup for more than one night\.$/,
    );
    await untilEqual(() => rowsOf(page, 'failures'), ['volume-0', 'volume-1']);
    await untilEqual(() => rowsOf(page, 'stale'), ['volume-0', 'volume-1', 'volume-5']);
    assert.deepEqual(await page.locator('[data-section="stale"] .group').allInnerTexts(), [
      'Latest job made no complete backup · 2',
      'Latest job completed with issues · 1',
    ]);
    const cause = page.locator('.cause');
    assert.match(await cause.innerText(), /^Access denied to <ARN>/);
    await cause.locator('summary').click();
    await cause.getByText(/^Suggested fix: Find what the message names/).waitFor();
    assert.deepEqual(await cause.locator('.link').allInnerTexts(), ['volume-0', 'volume-1']);
    await untilEqual(() => barsOf(page, 'resource'), ['volume-0 100% · 1 of 1', 'volume-1 100% · 1 of 1']);
    await untilEqual(() => barsOf(page, 'growing'), ['volume-2 +10 min a day']);
    await workbench.picture('overview');
  });

  it('has no axe violations in any theme', async () => {
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
      assert.equal(await page.evaluate(differentSwatches), stateOrder.length, `states in ${theme}`);
      await page.evaluate("document.querySelector('.all-states').remove()");
      await workbench.picture(`overview-${theme}`);
    }
    assert.deepEqual(await animatedElements(page), []);
    for (const table of await page.getByRole('button', { name: /^Table: / }).all()) await table.click();
    assert.deepEqual(await accessibilityViolations(page), [], 'tables');
    await page.evaluate(
      `document.querySelector('[data-section="days"]').scrollIntoView({ block: 'nearest' })`,
    );
    await workbench.picture('overview-tables');
    for (const table of await page.getByRole('button', { name: /^Table: / }).all()) await table.click();
  });

  it('copies a folded section with a head that says what it is about, as text and as HTML', async () => {
    const { workbench } = window;
    await copied(workbench, page, 'Backup plans that fail most');
    const text = await workbench.clipboard();
    const [head, rows] = text.split('\n\n');
    assert.match(
      head ?? '',
      /^Backup plans that fail most\nThe share of jobs created in the last 24 hours .+\nEnvironment · 111122223333 · us-east-1 .+\nread .+, complete$/,
    );
    assert.equal(
      rows,
      'Backup plan\tPlan ID\tNo complete backup\tAll jobs\tShare\nGold\tplan-0\t1\t6\t16.7%\nNightly\tplan-1\t1\t6\t16.7%\n',
    );
    const html = await copiedHtml(workbench);
    assert.match(html, /<strong>Backup plans that fail most<\/strong>/);
    assert.match(html, /<td align="left"[^>]*>Gold<\/td>/);
  });

  it('copies a summary as Markdown and as HTML, and as text alone if the page may not write', async () => {
    const { workbench } = window;
    await page.getByRole('button', { name: 'Copy Summary' }).click();
    await workbench.page.getByText('Copied a summary of 2 resources').waitFor();
    const markdown = await workbench.clipboard();
    assert.match(markdown, /^\*\*2 resources without a complete backup in the (24|72) hours before /);
    assert.match(await copiedHtml(workbench), /<li><strong><code>volume-0<\/code><\/strong>/);
    await page.evaluate("navigator.clipboard.write = () => Promise.reject(new Error('refused'))");
    await copied(workbench, page, 'Causes');
    assert.match(await workbench.clipboard(), /^Causes\n/);
    assert.equal(await copiedHtml(workbench), '');
    await page.evaluate('delete navigator.clipboard.write');
  });

  it('counts over another period', async () => {
    await page.getByRole('radio', { name: 'Last 7 days' }).click();
    await page.getByText(/^Jobs created in the last 7 days/).waitFor();
    assert.deepEqual((await cards(page)).slice(0, 3), [
      'Succeeded 82.1% before: 88.1%',
      'Failed 7 before: 7',
      'Expired 4 before: 0 (+4)',
    ]);
    await page.getByRole('radio', { name: 'Last 24 hours' }).click();
    await page.getByText(/^Jobs created in the last 24 hours/).waitFor();
  });

  it('shows the jobs of a bar in the tree, by keyboard, and says that the tree’s filter has changed', async () => {
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
    await untilEqual(() => rowsOfOneJob(workbench), ['dev · Failed | 1', 'volume']);
    assert.deepEqual(faulty.requests, [], 'the tree has the jobs of the overview');
    assert.equal((await cards(page)).length, 6, 'the figures stay');
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

  it('goes from section to section by Tab, and within one by the arrow keys', async () => {
    const { keyboard } = window.workbench.page;
    const focused = (what: string) => page.evaluate(`document.activeElement.${what}`);
    const sections: unknown[] = [];
    await page.getByRole('button', { name: 'Export Report…' }).focus();
    for (let stop = 0; stop < 12; stop++) {
      await keyboard.press('Tab');
      sections.push(
        await focused(
          `closest('nav') ? 'nav' : document.activeElement.closest('[data-section]').dataset.section`,
        ),
      );
    }
    assert.deepEqual(sections, [
      'nav',
      ...['failures', 'changes', 'stale', 'messages', 'days'].flatMap((name) => [name, name]),
      'health',
    ]);
    await page.locator('[data-section="failures"]').getByRole('button', { name: 'volume-0' }).first().focus();
    const keys: unknown[] = [];
    for (const key of ['ArrowRight', 'ArrowDown', 'ArrowLeft', 'ArrowDown', 'Home']) {
      await keyboard.press(key);
      keys.push(await focused(`getAttribute('data-key')`));
    }
    assert.deepEqual(keys, [
      'filter-failures-0',
      'filter-failures-1',
      'failures-1',
      'failures-1',
      'failures-0',
    ]);
  });

  it('goes to a section by its navigation, which marks the current one', async () => {
    const { workbench } = window;
    const nav = page.getByRole('navigation', { name: 'Sections' });
    const current = () => nav.locator('[aria-current]').allInnerTexts();
    await page.evaluate('scrollTo(0, 0)');
    await untilEqual(current, ['No complete backup']);
    await nav.getByRole('button', { name: 'Jobs by day' }).click();
    assert.deepEqual(await current(), ['Jobs by day']);
    await untilTrue(
      page,
      `Math.abs(document.querySelector('[data-section=days]').getBoundingClientRect().top
        - document.querySelector('nav').getBoundingClientRect().bottom - 8) < 2`,
    );
    await nav.getByRole('button', { name: 'No complete backup' }).focus();
    for (const key of ['End', 'ArrowLeft', 'ArrowLeft', 'Enter']) await workbench.page.keyboard.press(key);
    assert.deepEqual(await current(), ['Longest']);
    await page.locator('[data-section="longest"] .bars').waitFor();
    assert.equal(await sectionInFocus(page), 'longest', 'the focus goes along');
    await workbench.picture('overview-navigation');
    await page.evaluate("document.querySelector('[data-section=messages]').scrollIntoView()");
    await untilEqual(current, ['Causes']);
    await page.locator('[data-key="fold-longest"]').click();
    await page.evaluate('scrollTo(0, 0)');
  });

  it('goes from section to section by Alt+PageDown and Alt+PageUp, or to one by its number, with the focus', async () => {
    const { workbench } = window;
    const { keyboard } = workbench.page;
    const current = () => page.locator('nav [aria-current]').allInnerTexts();
    await page.locator('[data-section="failures"] tbody button').first().focus();
    await page.evaluate('scrollTo(0, 0)');
    await untilEqual(current, ['No complete backup']);
    const places: unknown[] = [];
    const times = (count: number, key: string) => Array.from({ length: count }, () => key);
    for (const key of [...times(5, 'PageDown'), ...times(6, 'PageUp')]) {
      await keyboard.press(`Alt+${key}`);
      places.push([...(await current()), await sectionInFocus(page)]);
    }
    assert.deepEqual(places, [
      ['What changed', 'changes'],
      ['No good backup', 'stale'],
      ['Missed', 'heading'],
      ['Causes', 'messages'],
      ['Jobs by day', 'days'],
      ['Causes', 'messages'],
      ['Missed', 'heading'],
      ['No good backup', 'stale'],
      ['What changed', 'changes'],
      ['No complete backup', 'failures'],
      ['No complete backup', 'failures'],
    ]);
    await keyboard.press('Shift+Alt+Digit3');
    assert.deepEqual([...(await current()), await sectionInFocus(page)], ['No good backup', 'stale']);
    await page.evaluate('scrollTo(0, 0)');
  });

  it('shows failures of a day on a scale of their own, and all of its date', async () => {
    const { workbench } = window;
    const heights = await page
      .locator('.day:last-child .part')
      .evaluateAll((parts) =>
        parts.map((part) => Number((part as { getAttribute(name: string): string }).getAttribute('height'))),
      );
    const [failed = 0, expired = 0, ...others] = heights;
    assert.ok(failed > Math.max(...others) / 12, `1 of 1 to 2 failures: ${heights}`);
    assert.equal(failed, expired);
    assert.equal(
      await page.evaluate(`[...document.querySelectorAll('.chart text')].every((text) =>
        text.getBoundingClientRect().right <= document.querySelector('.chart').getBoundingClientRect().right)`),
      true,
    );
    // The date below the bars belongs to the day too.
    await page.locator('.day:last-child .whole').click({ position: { x: 5, y: 250 } });
    await page.getByText('The tree’s filter has changed').waitFor();
    await workbench.runCommand('Backup Jobs: Clear Filters');
    await workbench.untilGone(page.getByText('The tree’s filter has changed'));
  });

  it('has several failures in sight in a small window, with their causes', async () => {
    const { workbench } = window;
    await workbench.page.setViewportSize({ width: 1000, height: 700 });
    await page.evaluate('scrollTo(0, 0)');
    await untilTrue(
      page,
      `document.querySelectorAll('[data-section="failures"] tbody tr')[1].getBoundingClientRect().bottom < innerHeight`,
    );
    // There is room for as many rows below the first two.
    assert.equal(
      await page.evaluate(`(() => {
        const [first, second] = [...document.querySelectorAll('[data-section="failures"] tbody tr')].map((row) => row.getBoundingClientRect());
        return second.bottom + 2 * first.height <= innerHeight;
      })()`),
      true,
    );
    await workbench.pictures('overview-1000');
    await workbench.page.setViewportSize({ width: 1280, height: 800 });
  });

  it('leads from a card to the jobs that it counts', async () => {
    const { workbench } = window;
    await page.getByRole('button', { name: /^Expired 1 / }).click();
    await page.getByText('The tree’s filter has changed').waitFor();
    await workbench.untilQuiet();
    await untilEqual(() => rowsOfOneJob(workbench), ['prod · Expired | 1', 'volume']);
    await workbench.runCommand('Backup Jobs: Clear Filters');
    await workbench.untilGone(page.getByText('The tree’s filter has changed'));
  });

  it('leads from a cause to all its jobs', async () => {
    const { workbench } = window;
    await page
      .locator('.causes')
      .getByRole('button', { name: 'Filter the Tree: Access denied to <ARN>' })
      .click();
    await page.getByText('The tree’s filter has changed').waitFor();
    await workbench.untilQuiet();
    await page.getByText(/^It shows: .*Access denied to <ARN>/).waitFor();
    await workbench.picture('overview-cause');
    await workbench.runCommand('Backup Jobs: Clear Filters');
    await workbench.untilGone(page.getByText('The tree’s filter has changed'));
  });

  it('leads from a resource to its jobs, and from a cause to the latest job of a resource', async () => {
    const { workbench } = window;
    await page
      .locator('[data-section="resource"]')
      .getByRole('button', { name: 'volume-1', exact: true })
      .click();
    await page.getByText('The tree’s filter has changed').waitFor();
    await workbench.untilQuiet();
    await untilEqual(() => rowsOfOneJob(workbench), ['prod · Expired | 1', 'volume']);
    await workbench.runCommand('Backup Jobs: Clear Filters');
    await workbench.untilGone(page.getByText('The tree’s filter has changed'));
    await page.locator('.cause').getByRole('button', { name: 'volume-0' }).click();
    await workbench.webview('[data-field="BackupJobId"]');
    await workbench.page.getByRole('tab', { name: 'volume-0' }).waitFor();
    const panel = await workbench.webview('[data-field="BackupJobId"]');
    await panel.getByRole('button', { name: 'Copy Summary' }).click();
    await workbench.page.getByText('Copied a summary of 1 resource', { exact: true }).waitFor();
    assert.match(await copiedHtml(workbench), /<li><strong><code>volume-0<\/code><\/strong>/);
    await workbench.runCommand('View: Close Editor');
    page = await workbench.webview('[data-section="failures"]');
  });

  it('keeps its tables and its scroll position while its tab is hidden', async () => {
    const { workbench } = window;
    await page.getByRole('button', { name: 'Table: Jobs by day' }).click();
    await page.evaluate('scrollTo(0, 500)');
    await workbench.page.waitForTimeout(500);
    await workbench.runCommand('Create: New File...');
    await workbench.pick('Text File');
    await workbench.page.getByRole('tab', { name: /^Untitled-1/ }).waitFor();
    await workbench.runCommand('View: Close Editor');
    page = await workbench.webview('[data-section="failures"]');
    await page.locator('[data-section="days"] table').waitFor();
    assert.deepEqual((await sectionsOf(page)).slice(6), [
      'health',
      'resource',
      'vault, folded',
      'plan, folded',
      'longest, folded',
      'growing',
      'notJudged, folded',
    ]);
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
      assert.equal(
        await page.evaluate(
          "document.querySelector('nav ul').scrollWidth > document.querySelector('nav').clientWidth",
        ),
        width === 400,
        'a narrow navigation scrolls',
      );
      await workbench.pictures(`overview-${width}`);
      await page.evaluate('scrollTo(0, 1000)');
      await workbench.picture(`overview-${width}-below`);
      await page.evaluate('scrollTo(0, 0)');
    }
    await workbench.page.setViewportSize({ width: 1280, height: 800 });
    await workbench.runCommand('View: Toggle Primary Side Bar Visibility');
  });

  it('keeps its figures when a refresh fails, says why, and retries', async function () {
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

  it('says in every section that there are no jobs', async () => {
    const { workbench } = window;
    account.replaceJobs([]);
    await page.getByRole('button', { name: 'Refresh' }).click();
    await page.getByText(/^0 jobs, as of/).waitFor();
    assert.deepEqual((await cards(page)).slice(0, 2), ['Succeeded — before: unknown', 'Failed 0 before: 0']);
    assert.deepEqual(
      await page
        .locator('section:has(.empty)')
        .evaluateAll((found) =>
          found.map((one) => (one as { dataset: { section: string } }).dataset.section),
        ),
      ['failures', 'changes', 'stale', 'missed', 'messages', 'days', 'growing'],
    );
    assert.match(await page.locator('.verdict').innerText(), /^No job ended in the /);
    assert.deepEqual(await accessibilityViolations(page), []);
    await workbench.pictures('overview-empty');
    account.replaceJobs(nights().slice(0, 12));
  });

  it('is restored after a reload of the window, and loads all jobs only on request', async () => {
    const { faulty, workbench } = window;
    await page.getByRole('radio', { name: 'Last 14 days' }).click();
    await page.getByText(/^Jobs created in the last 14 days/).waitFor();
    faulty.forgetRequests();
    await workbench.reload();
    page = await workbench.webview('.notice');
    await page.getByText('The jobs are not loaded yet').waitFor();
    await workbench.row(/^prod, /).waitFor();
    await workbench.untilQuiet();
    assert.equal(faulty.requests.length, 1, 'only the tree reads a page');
    await workbench.picture('overview-restored');
    assert.deepEqual(await accessibilityViolations(page), []);
    await page.getByRole('button', { name: 'Load All Jobs' }).click();
    await page.getByText(/^Jobs created in the last 14 days/).waitFor();
    await page.getByText(/^12 jobs, as of/).waitFor();
    assert.deepEqual(await workbench.notifications(), []);
  });

  it('shows no figures of one connection under the name of another', async () => {
    const { workbench } = window;
    await workbench.openBackupJobs();
    await workbench.runCommand('Backup Jobs: Open the Sample Account');
    await page.getByText(/^Sample account/).waitFor();
    assert.doesNotMatch(await page.locator('main').innerText(), /volume-0/);
    await page.getByText(/^\d,\d+ jobs, as of/).waitFor();
    await workbench.picture('overview-sample');
  });

  it('shows its progress, stops, says what is unknown, and loads the rest', async () => {
    const { faulty, workbench } = window;
    await workbench.runCommand('View: Close All Editors');
    await workbench.selectConnection('Environment', 'us-east-1');
    await workbench.view.getByText('Environment · 111122223333 · us-east-1').waitFor();
    await window.serve(accountOf(sevenPages()));
    await workbench.row(/^Load more…/).waitFor();
    faulty.fail(slow(15_000), { times: Number.POSITIVE_INFINITY, operation: 'ListBackupJobs' });
    await workbench.runCommand('Backup Jobs: Open Overview');
    page = await workbench.webview('.progress');
    await page.getByText(/^Loading backup jobs… [\d,]+ so far/).waitFor();
    await workbench.picture('overview-reading');
    await page.getByRole('button', { name: 'Stop' }).click();
    await page.getByText(/^Not all jobs are loaded|^Not all jobs from before/).waitFor();
    await unfold(page, 'health');
    assert.match((await cards(page)).join('\n'), /Running now — 24 hours ago: unknown/);
    await page.getByRole('radio', { name: 'Last 14 days' }).click();
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

  it('shows runs that made no job, what to check, and the jobs of the resource', async () => {
    const { workbench } = window;
    await workbench.runCommand('View: Close All Editors');
    await window.serve(accountOf(scheduledJobs()));
    await workbench.runCommand('Backup Jobs: Open Overview');
    page = await workbench.webview('[data-section="missed"] td');
    const missed = page.locator('[data-section="missed"]');
    assert.deepEqual(await missed.locator('.group').allInnerTexts(), [
      'Missed: there are jobs before and after',
      'Overdue: there is no job since, for a reason that is not known',
    ]);
    await untilEqual(
      async () => (await rowsOf(page, 'missed')).map((row) => row.trim()),
      ['orders', 'Rule nightly · 2 resources'],
    );
    assert.match(await page.locator('.verdict').innerText(), / 2 resources are overdue\.$/);
    assert.deepEqual(await accessibilityViolations(page), []);
    await workbench.pictures('overview-missed');
    await copied(workbench, page, 'Missed and overdue runs');
    assert.match(await workbench.clipboard(), /\norders\tGold · daily\t1\t/);
    await missed.locator('button.filter').first().click();
    await page.getByText('The tree’s filter has changed').waitFor();
    await workbench.untilQuiet();
    assert.match((await workbench.rows()).join('\n'), /\| 19$/m);
    await workbench.runCommand('Backup Jobs: Clear Filters');
  });

  it('shows hostile text as plain text', async function () {
    this.timeout(180_000);
    const { long, markup, ...others } = hostileTexts;
    const accountId = markup;
    const jobs = [markup, long, ...Object.values(others)].flatMap((text, place) => {
      // A text of megabytes is only in the fields that the overview and the tree show: in every field it
      // would only slow the test down.
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
    const { workbench } = window;
    await workbench.runCommand('View: Close All Editors');
    await window.serve(accountOf(jobs, { accountId }));
    await workbench.runCommand('Backup Jobs: Open Overview');
    page = await workbench.webview('[data-section="failures"]');
    await page.locator('.cause').first().waitFor();
    await unfold(
      page,
      ...['health', 'category', 'plan', 'resource', 'vault', 'longest', 'growing', 'notJudged'],
    );
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
    await workbench.chooseInMenu(workbench.row(/^<img src=x/).first(), 'Open as JSON');
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
    page = await workbench.webview('[data-section="failures"]');
    await workbench.runCommand('View: Toggle Primary Side Bar Visibility');
    // Only the high contrast themes have borders, which change widths.
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

/** Twenty days of a daily rule that missed yesterday's run of one resource, and a rule that stopped. */
function scheduledJobs(): BackupJob[] {
  const latest = Math.floor((now - 4 * hour) / hour) * hour;
  const jobs = (name: string, rule: string, without: (back: number) => boolean) =>
    Array.from({ length: 20 }, (_, back) => back)
      .filter((back) => !without(back))
      .map((back): BackupJob => {
        const created = latest - back * 24 * hour;
        return {
          AccountId: '111122223333',
          BackupJobId: `${name}-${back}`,
          BackupVaultName: 'prod',
          CompletionDate: new Date(created + hour / 2),
          CreatedBy: {
            BackupPlanId: 'gold',
            BackupPlanName: 'Gold',
            BackupRuleCron: `cron(0 ${new Date(latest).getUTCHours()} ? * * *)`,
            BackupRuleId: rule,
            BackupRuleName: rule,
          },
          CreationDate: new Date(created),
          InitiationDate: new Date(created),
          MessageCategory: 'SUCCESS',
          ResourceArn: `arn:aws:dynamodb:us-east-1:111122223333:table/${name}`,
          ResourceName: name,
          ResourceType: 'DynamoDB',
          StartBy: new Date(created + hour),
          State: 'COMPLETED',
        };
      });
  return [
    ...jobs('orders', 'daily', (back) => back === 1),
    ...jobs('carts', 'daily', () => false),
    ...jobs('reports', 'nightly', (back) => back < 5),
    ...jobs('invoices', 'nightly', (back) => back < 5),
  ];
}

/** Enough jobs for seven pages, the newest first. */
function sevenPages(): BackupJob[] {
  return Array.from({ length: 40 }, () => nights())
    .flat()
    .map(
      (job, place): BackupJob => ({
        ...job,
        BackupJobId: `job-${place}`,
        CreationDate: new Date(now - place * 5 * 60_000),
      }),
    );
}

/** Runs in the page: switches each section between chart and table. */
const switchTables = `document.querySelectorAll('[data-key^="table-"]').forEach((button) => button.click())`;

/** Runs in the page: the elements that are wider than the page, or than the box of their table. */
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

/** The HTML on the clipboard; empty if there is none. */
async function copiedHtml({ page }: Workbench): Promise<string> {
  const html = await page.evaluate(`navigator.clipboard.read().then(async ([item]) =>
    item.types.includes('text/html') ? (await item.getType('text/html')).text() : '')`);
  return String(html);
}

/** The text of each card, such as `Failed 1 before: 2 (-1)`. */
async function cards(page: Frame): Promise<string[]> {
  return partsOf(page, '[data-card]');
}

/** The names of the sections in their order, with those that are folded. */
async function sectionsOf(page: Frame): Promise<string[]> {
  const names = await page.evaluate(`[...document.querySelectorAll('section')].map((section) =>
    section.dataset.section + (section.querySelector('.fold[aria-expanded=false]') ? ', folded' : ''))`);
  return names as string[];
}

/** Unfolds sections, if they are folded. */
async function unfold(page: Frame, ...names: readonly string[]): Promise<void> {
  for (const name of names) {
    const heading = page.locator(`[data-key="fold-${name}"]`);
    if ((await heading.getAttribute('aria-expanded')) === 'false') await heading.click();
  }
}

/** The row headers of a section's table. */
async function rowsOf(page: Frame, section: string): Promise<string[]> {
  return page.locator(`[data-section="${section}"] tbody th[scope="row"]`).allInnerTexts();
}

/** The titles of a section's bars, such as `web-1 3 of 4`. */
async function barsOf(page: Frame, section: string): Promise<string[]> {
  return partsOf(page, `[data-section="${section}"] .bar-title`);
}

/** The text of elements, even before the page is laid out. */
async function partsOf(page: Frame, selector: string): Promise<string[]> {
  const join = (found: { readonly children: Iterable<{ readonly textContent: string }> }[]) =>
    found.map(({ children }) => [...children].map(({ textContent }) => textContent).join(' '));
  return page.locator(selector).evaluateAll(join as never);
}

/** The visible rows of the tree; of a job only the start of its name. */
async function rowsOfOneJob(workbench: Workbench): Promise<string[]> {
  return (await workbench.rows()).map((row) => row.replace(/^volume-.*/, 'volume'));
}

/** The section that has the focus, below its heading. */
function sectionInFocus(page: Frame): Promise<unknown> {
  return page.evaluate(`(() => {
    const { activeElement } = document;
    return activeElement.closest('.heading') === null
      ? activeElement.closest('section')?.getAttribute('data-section')
      : 'heading';
  })()`);
}
