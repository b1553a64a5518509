import type { Frame } from 'playwright-core';

/** What the last four cells of a resource of the calendar say. */
export async function endOfRow(page: Frame, name: string): Promise<string[]> {
  const labels = (await page.evaluate(
    `[...document.querySelectorAll('[role=gridcell]')].map((cell) => cell.getAttribute('aria-label'))`,
  )) as string[];
  return labels
    .filter((label) => label.startsWith(`${name}, `))
    .slice(-4)
    .map((label) => label.replace(/^[^,]+, (today, )?\w+, \w+ \d+, /, ''));
}
