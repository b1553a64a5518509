import type { Frame } from 'playwright-core';
import { untilTrue, type Workbench } from '../host/workbench.js';

/** Gives the only webview of a window a width, and waits for its layout. */
export async function setPageWidth(
  workbench: Workbench,
  page: Frame,
  width: number,
  height: number,
): Promise<void> {
  await workbench.page.setViewportSize({ width: width + activityBarWidth, height });
  // The editor's frame also takes some pixels.
  await untilTrue(page, `Math.abs(innerWidth - ${width}) < ${activityBarWidth}`);
  await page.evaluate(
    'new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)))',
  );
}

const activityBarWidth = 48;
