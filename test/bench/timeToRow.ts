import type { Page } from 'playwright-core';

/**
 * Milliseconds from what a person does to the first row on the screen that a selector finds, by the window's own clock: what drives the window takes
 * its time too, and looks every half a second after a while. `act` is a key or a click.
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
