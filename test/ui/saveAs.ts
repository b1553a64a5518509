import type { Workbench } from '../host/workbench.js';

/** Enters a file in the dialog that asks where to save an export. */
export async function saveAs(
  workbench: Workbench,
  file: string,
  title = 'Export Backup Jobs',
): Promise<void> {
  const { quickInput } = workbench;
  const box = quickInput.locator('.quick-input-box input');
  await quickInput.getByText(title).waitFor();
  // The dialog lists the proposed folder before it selects the proposed name.
  while (!(await box.evaluate(hasSelectedName))) await workbench.page.waitForTimeout(50);
  const hidden = () =>
    quickInput.waitFor({ state: 'hidden', timeout: 1500 }).then(
      () => true,
      () => false,
    );
  for (let attempt = 0; attempt < 10; attempt++) {
    await box.fill(file);
    // The dialog looks up the typed folder. An earlier Enter would only show that folder.
    await workbench.untilGone(quickInput.locator('.monaco-progress-container.active'));
    await workbench.page.keyboard.press('Enter');
    if (await hidden()) return;
  }
  throw new Error(`The dialog did not take ${file}`);
}

/** Runs in the page: whether the proposed name is selected in the box, without its extension. */
function hasSelectedName(box: {
  readonly value: string;
  readonly selectionStart: number;
  readonly selectionEnd: number;
}): boolean {
  return /^backup-[\w-]*\d/.test(box.value.slice(box.selectionStart, box.selectionEnd));
}
