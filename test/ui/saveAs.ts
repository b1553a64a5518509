import type { Workbench } from '../host/workbench.js';

/** Has the export that asks where to save written to this file. */
export async function saveAs(workbench: Workbench, file: string): Promise<void> {
  const { quickInput } = workbench;
  const box = quickInput.locator('.quick-input-box input');
  await quickInput.getByText('Export Backup Jobs').waitFor();
  // The dialog lists the folder of the proposed name before it selects that name in the box.
  while (!(await box.evaluate(hasSelectedName))) await workbench.page.waitForTimeout(50);
  const hidden = () =>
    quickInput.waitFor({ state: 'hidden', timeout: 1500 }).then(
      () => true,
      () => false,
    );
  for (let attempt = 0; attempt < 10; attempt++) {
    await box.fill(file);
    // It looks up the folder of what is typed. An Enter before that only shows the folder.
    await workbench.untilGone(quickInput.locator('.monaco-progress-container.active'));
    await workbench.page.keyboard.press('Enter');
    if (await hidden()) return;
  }
  throw new Error(`The dialog did not take ${file}`);
}

/** In the page: whether the proposed name is in the box and selected, without its ending. */
function hasSelectedName(box: {
  readonly value: string;
  readonly selectionStart: number;
  readonly selectionEnd: number;
}): boolean {
  return /^backup-jobs-[\w-]*\d/.test(box.value.slice(box.selectionStart, box.selectionEnd));
}
