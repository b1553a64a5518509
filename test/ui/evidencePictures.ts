import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Page } from 'playwright-core';
import { cacheFolder } from '../host/cachedInstall.js';
import { scratchFolder } from '../host/testEnvironment.js';
import type { Theme, Workbench } from '../host/workbench.js';
import { accountOf } from '../service/givenAccount.js';
import { contentOf, reportOf } from '../unit/documents/report/reportOf.js';
import { calendarJobs } from './calendarAccount.js';
import { noonZone } from './noonZone.js';
import { setPageWidth } from './pageWidth.js';
import { openServedWindow } from './window.js';

/** The pictures of {@link takeEvidencePictures}: `calendar-dark-400.png`. */
export const evidencePicturesFolder = path.join(cacheFolder, 'pictures', 'evidence');

const themes = ['light', 'dark', 'high-contrast', 'high-contrast-light'] satisfies Theme[];
/** The wide ones first: a side bar stays narrow. */
const widths = [1600, 400];

/**
 * Takes pictures of the calendar, of the tree by outcome and of a report, for somebody to look at: in each
 * theme, narrow and wide, and the report on paper.
 */
export async function takeEvidencePictures(): Promise<void> {
  const window = await openServedWindow(accountOf(calendarJobs()), {
    environment: { TZ: noonZone },
    isBusy: true,
    settings: { 'backupJobs.showNeedsAttention': true },
  });
  const { workbench } = window;
  await workbench.openBackupJobs();
  await takeTree(workbench);
  await workbench.runCommand('Backup Jobs: Open Calendar');
  await workbench.runCommand('View: Toggle Primary Side Bar Visibility');
  await takeCalendar(workbench);
  await takeReport(workbench.page);
  await window.close();
}

async function takeTree(workbench: Workbench): Promise<void> {
  await workbench.runCommand('Backup Jobs: Load All');
  await workbench.runCommand('Backup Jobs: Group By…');
  await workbench.pick('Outcome');
  for (const row of [/^Newly failing, |^Still failing, /, /^Missed, /, /^Overdue, /])
    if ((await workbench.row(row).count()) > 0) await workbench.toggle(row);
  await workbench.untilQuiet();
  for (const width of widths)
    for (const theme of themes) {
      await workbench.setTheme(theme);
      await workbench.page.setViewportSize({ width, height: 900 });
      await workbench.page.waitForTimeout(layoutMs);
      await workbench.keepPicture(`outcome-${theme}-${width}`, evidencePicturesFolder);
    }
  await workbench.page.setViewportSize({ width: 1280, height: 800 });
}

async function takeCalendar(workbench: Workbench): Promise<void> {
  const page = await workbench.webview('.line-head');
  for (const width of widths)
    for (const theme of themes) {
      await workbench.setTheme(theme);
      await setPageWidth(workbench, page, width, 700);
      await workbench.page.waitForTimeout(layoutMs);
      await workbench.keepPicture(`calendar-${theme}-${width}`, evidencePicturesFolder);
    }
}

/** In the colors of a browser, which knows light, dark and forced colors. */
async function takeReport(ofWindow: Page): Promise<void> {
  const content = await contentOf({ 'us-east-1': calendarJobs(), 'eu-west-1': [] }, new Date());
  const { text } = await reportOf(content, 'html', 'report.ndjson');
  const file = path.join(scratchFolder('evidence'), 'report.html');
  writeFileSync(file, text);
  const context = await ofWindow.context().browser()?.newContext();
  const page = await context?.newPage();
  if (context === undefined || page === undefined) throw new Error('There is no browser');
  await page.goto(pathToFileURL(file).href);
  const keep = (name: string) =>
    page.screenshot({ path: path.join(evidencePicturesFolder, `report-${name}.png`), fullPage: true });
  for (const width of widths)
    for (const colorScheme of ['light', 'dark'] as const)
      for (const forcedColors of ['none', 'active'] as const) {
        await page.setViewportSize({ width, height: 900 });
        await page.emulateMedia({ colorScheme, forcedColors });
        await keep(`${forcedColors === 'active' ? 'forced-' : ''}${colorScheme}-${width}`);
      }
  await page.emulateMedia({ colorScheme: 'light', forcedColors: 'none', media: 'print' });
  await page.setViewportSize({ width: 680, height: 1000 });
  await keep('print');
  await context.close();
}

/** The milliseconds for a page to lay itself out in another size. */
const layoutMs = 250;
