import type { Page } from 'playwright-core';

/**
 * The milliseconds from a user action to the first row on the screen that matches a selector, by the window's
 * own clock: Playwright takes time itself, and polls only every half second after a while. `act` is a key or
 * a click.
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
