import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Page } from 'playwright-core';
import { generateAccount } from '../../src/sample/generateAccount.js';
import { cacheFolder } from '../host/cachedInstall.js';
import { slow } from '../service/faultKinds.js';
import { accessibilityViolations } from './accessibility.js';
import { exportWindow } from './exportWindow.js';
import { untilEqual } from './untilEqual.js';
import { busyBrowser } from './window.js';

const now = Date.now();
const always = { times: Number.POSITIVE_INFINITY, operation: 'ListBackupJobs' } as const;

describe('A person who exports a report', () => {
  const account = generateAccount({ seed: 3, jobs: 2600, now });
  const own = account.jobs
    .map((job) => job.wire(now))
    .filter(({ AccountId }) => AccountId === '111122223333');
  const ids = own.map(({ BackupJobId }) => String(BackupJobId));
  const exported = exportWindow('report', account, 'Export Backup Report');
  const { clearNotifications, folder, saveAs } = exported;

  it('gets a partial report on the loaded jobs, in Markdown, which says so', async () => {
    const { faulty, workbench } = exported.window;
    faulty.forgetRequests();
    await workbench.runCommand('Backup Jobs: Export Report…');
    await workbench.quickInput.getByPlaceholder(/A report on the loaded jobs is partial/).waitFor();
    await workbench.picture('report-scope');
    await workbench.pick('The loaded jobs');
    await workbench.picture('report-files');
    await workbench.pick('The report');
    await saveAs('partial.md');
    await workbench.page
      .getByText(/^Exported a partial report on 1,000 jobs to partial\.md\. It says what was not read\.$/)
      .waitFor();
    await workbench.picture('report-partial');
    assert.deepEqual([faulty.requests, readdirSync(folder)], [[], ['partial.md']]);
    const text = await readFile(path.join(folder, 'partial.md'), 'utf8');
    assert.match(
      text,
      /^> \*\*This report is partial: not all jobs were read\. Each count is a minimum\.\*\*$/m,
    );
    assert.equal(text.match(/^\d+\. /gm)?.length, 1000);
    await clearNotifications();
  });

  it('cancels it, which leaves no file', async () => {
    const { faulty, workbench } = exported.window;
    faulty.fail(slow(1500), always);
    await workbench.runCommand('Backup Jobs: Export Report…');
    await workbench.pick('All jobs');
    await workbench.pick('The report and its jobs');
    await saveAs('cancelled.html');
    const progress = workbench.page.locator('.notification-list-item', { hasText: 'Exporting the report' });
    await progress.waitFor();
    await progress.getByRole('button', { name: 'Cancel' }).click();
    await workbench.page.getByText('Export cancelled. No file was written').waitFor();
    await untilEqual(async () => readdirSync(folder), ['partial.md']);
  });

  it('gets one on all jobs with these beside it, which reads well in a browser and on paper', async () => {
    const { workbench } = exported.window;
    await workbench.runCommand('Backup Jobs: Export Report…');
    await workbench.pick('All jobs');
    await workbench.pick('The report and its jobs');
    await saveAs('report.html');
    await workbench.page.getByText(/^Exported a report on 2,\d+ jobs to report\.html$/).waitFor();
    await workbench.picture('report-done');
    const [text, jobs] = await Promise.all(
      ['report.html', 'report.ndjson'].map((file) => readFile(path.join(folder, file), 'utf8')),
    );
    assert.ok(
      text?.includes(
        createHash('sha256')
          .update(jobs ?? '')
          .digest('hex'),
      ),
    );
    const listed = [...(text ?? '').matchAll(/<li><code>([^<]+)<\/code>, \d{4}/g)].map(([, id]) => id);
    assert.deepEqual(listed.toSorted(), ids.toSorted());
    await lookAt(path.join(folder, 'report.html'));
    await clearNotifications();
  });

  it('gets one from the overview, and sees before its jobs replace others', async () => {
    const { workbench } = exported.window;
    await workbench.titleAction('Open Overview');
    const page = await workbench.webview('[data-section="days"]');
    await page.getByRole('button', { name: 'Export Report…' }).click();
    await workbench.pick('The report and its jobs');
    await saveAs('report.md');
    const dialog = workbench.page.locator('.monaco-dialog-box');
    await dialog.getByText('report.ndjson already exists').waitFor();
    await workbench.picture('report-replace');
    await dialog.getByRole('button', { name: 'Replace' }).click();
    await workbench.page.getByText(/^Exported a report on [\d,]+ jobs to report\.md$/).waitFor();
    const text = await readFile(path.join(folder, 'report.md'), 'utf8');
    assert.equal(text.match(/^\d+\. /gm)?.length, own.length);
  });

  /** Checks the page at two widths, in two color schemes and on paper, and keeps pictures of it. */
  async function lookAt(file: string): Promise<void> {
    // axe examines every element.
    const context = await (await busyBrowser()).newContext();
    const page = await context.newPage();
    const problems: string[] = [];
    page.on('console', (message) => problems.push(message.text()));
    page.on('request', (request) => {
      if (!request.url().startsWith('file:')) problems.push(request.url());
    });
    try {
      for (const width of [1600, 400]) {
        await page.setViewportSize({ width, height: 900 });
        await page.goto(pathToFileURL(file).href);
        assert.equal(await page.evaluate('document.documentElement.scrollWidth'), width);
        assert.equal(await page.evaluate(captionsWiderThan(width)), 0, 'captions are not cut');
        await keepPictures(page, `report-${width}`);
      }
      assert.deepEqual(await accessibilityViolations(page.mainFrame()), []);
      await page.emulateMedia({ colorScheme: 'dark' });
      assert.deepEqual(await accessibilityViolations(page.mainFrame(), 'colours'), []);
      await page.emulateMedia({ colorScheme: 'light', media: 'print' });
      await page.setViewportSize({ width: 680, height: 1000 });
      assert.equal(await page.evaluate('document.documentElement.scrollWidth'), 680, 'as wide as A4');
      await keepPictures(page, 'report-print');
      const pdf = await page.pdf({ format: 'A4', path: path.join(pictures(), 'report.pdf') });
      assert.equal(pdf.subarray(0, 5).toString(), '%PDF-');
      assert.deepEqual(problems, []);
    } finally {
      await context.close();
    }
  }
});

/** Runs in the page: how many captions of tables need more than the width of the page. */
function captionsWiderThan(width: number): string {
  return `[...document.querySelectorAll('caption')].filter((one) => one.getBoundingClientRect().right > ${width}).length`;
}

/** Pictures of the top of a page and of two of its sections. */
async function keepPictures(page: Page, name: string): Promise<void> {
  for (const anchor of ['', 'results', 'resources', 'jobs']) {
    const target = anchor === '' ? 'body' : `#${anchor}`;
    await page.locator(target).evaluate((element: { scrollIntoView(): void }) => element.scrollIntoView());
    await page.screenshot({ path: path.join(pictures(), `${name}${anchor && `-${anchor}`}.png`) });
  }
}

function pictures(): string {
  const folder = path.join(cacheFolder, 'pictures');
  mkdirSync(folder, { recursive: true });
  return folder;
}
