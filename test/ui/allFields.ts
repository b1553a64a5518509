import type { Frame } from 'playwright-core';

/** Unfolds the fields of a job panel. All panels that open later in the window show them, too. */
export async function unfoldAllFields(panel: Frame): Promise<void> {
  const details = panel.locator('[data-section=allFields] details');
  if ((await details.getAttribute('open')) === null) await details.locator('> summary').click();
  await panel.locator('[data-section=allFields] details[open]').waitFor();
}
