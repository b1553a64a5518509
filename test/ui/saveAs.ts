import type { Workbench } from '../host/workbench.js';

/** Has the export that asks where to save written to this file. */
export async function saveAs(workbench: Workbench, file: string): Promise<void> {
  const box = workbench.quickInput.locator('.quick-input-box input');
  await workbench.quickInput.getByText('Export Backup Jobs').waitFor();
  // The box fills in the name that is proposed, and then looks at each path that is typed.
  while (!/backup-jobs-[\w-]*\d\.\w+$/.test(await box.inputValue())) await workbench.page.waitForTimeout(50);
  await workbench.page.waitForTimeout(500);
  await box.fill(file);
  await workbench.page.waitForTimeout(500);
  await workbench.page.keyboard.press('Enter');
  await workbench.quickInput.waitFor({ state: 'hidden' });
}
