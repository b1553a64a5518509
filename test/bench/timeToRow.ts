import type { Page } from 'playwright-core';

/**
 * The time in milliseconds from a user action (`act`, a key or a click) until the screen shows a row that
 * matches a selector. The window's own clock measures it: Playwright itself takes time, and after a while it
 * polls only every half second.
 */
export async function timeToRow(page: Page, selector: string, act: () => Promise<void>): Promise<number> {
  await page.evaluate(`(() => {
    globalThis.rowShownAfter = undefined;
    let started;
    for (const type of ['keydown', 'pointerdown'])
      addEventListener(type, () => { started ??= performance.now(); }, { capture: true, once: true });
    new MutationObserver((_, observer) => {
      if (started === undefined || document.querySelector(${JSON.stringify(selector)}) === null) return;
      observer.disconnect();
      globalThis.rowShownAfter = performance.now() - started;
    }).observe(document.body, { subtree: true, childList: true, attributes: true });
  })()`);
  await act();
  const shownAfter = await page.waitForFunction('globalThis.rowShownAfter');
  return (await shownAfter.jsonValue()) as number;
}
