import { takeMorningPictures } from './morningPictures.js';
import { openWindow } from './window.js';

const folder = '/tmp/h-w3/walk';
describe('A newcomer walk', () => {
  it('is pictured', async function () {
    this.timeout(390_000);
    const window = await openWindow({ isBusy: true, settings: { 'backupJobs.showNeedsAttention': true } });
    const { workbench } = window;
    const { page } = workbench;
    let step = 0;
    const shot = async (name: string) => {
      await page.waitForTimeout(400);
      await workbench.keepPicture(`${String(++step).padStart(2, '0')}-${name}`, folder);
    };
    const attempt = async (name: string, act: () => Promise<unknown>) => {
      try {
        await act();
      } catch (error) {
        console.log(name, String(error).slice(0, 300));
      }
      await shot(name);
    };
    page.setDefaultTimeout(12_000);
    await page.setViewportSize({ width: 1000, height: 700 });
    await workbench.openBackupJobs();
    await shot('welcome');
    await attempt('sample', async () => {
      await workbench.runCommand('Backup Jobs: Open the Sample Account');
      await page.locator('.sidebar [role=treeitem][aria-level="2"]').first().waitFor();
      await workbench.untilQuiet();
    });
    const first = page.locator('.sidebar [role=treeitem][aria-level="2"]').first();
    await attempt('why-1000', async () => {
      await first.click();
      await (await workbench.webview('.story.known')).locator('.sameCause').waitFor();
    });
    await attempt('menu', async () => {
      await first.click({ button: 'right' });
    });
    await page.keyboard.press('Escape');
    await page.setViewportSize({ width: 1600, height: 1000 });
    await shot('why-1600');
    await page.setViewportSize({ width: 1000, height: 700 });
    await attempt('overview-1000', async () => {
      await workbench.titleAction('Open Overview');
      const overview = await workbench.webview('[data-section="failures"] tbody tr');
      await overview.locator('main[aria-busy=false]').waitFor();
    });
    await attempt('tree-after-overview', async () => {
      await workbench.untilQuiet();
    });
    const overview = await workbench.webview('[data-section="failures"]');
    for (const digit of [3, 4, 5])
      await attempt(`overview-section-${digit}`, async () => {
        await overview
          .locator('nav button')
          .nth(digit - 1)
          .click();
      });
    await page.setViewportSize({ width: 1600, height: 1000 });
    await attempt('overview-1600', async () => {
      await overview.evaluate('scrollTo(0, 0)');
    });
    await window.close();
    await takeMorningPictures();
  });
});
