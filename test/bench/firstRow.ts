import { installBrowser } from '../host/browserInstall.js';
import { calmSettings } from '../host/calmSettings.js';
import { defaultVersion, installEditor } from '../host/editorInstall.js';
import { installVsix, startEditor } from '../host/editorServer.js';
import { scratchFolder } from '../host/testEnvironment.js';
import { packageVsix } from '../host/vsix.js';
import { launchBrowser, Workbench } from '../host/workbench.js';
import { type Bench, comparedWith, median } from './bench.js';
import { benchEnvironment, withListServer } from './listServer.js';
import { timeToRow } from './timeToRow.js';

/**
 * From a click on the icon in the activity bar to the first row on the screen: the view is created, the
 * extension activated, the SDK loaded, and the first page of 100,000 jobs requested, read and shown. It is
 * compared with a plain fetch of that page.
 */
export const firstRow: Bench = {
  names: ['firstRow.ms'],
  run: () =>
    withListServer(async ({ url }) => {
      const times: number[] = [];
      const floors: number[] = [];
      for (let window = 0; window < 5; window++) {
        floors.push(await firstPage(url));
        times.push(await firstRowOnce(url));
      }
      const floor = { name: 'firstRow.floor.ms', value: median(floors), unit: 'ms' };
      return [comparedWith({ name: 'firstRow.ms', value: median(times), unit: 'ms' }, floor), floor];
    }),
};

async function firstPage(url: string): Promise<number> {
  const started = performance.now();
  await (await fetch(`${url}/backup-jobs/?maxResults=1000`)).json();
  return performance.now() - started;
}

async function firstRowOnce(url: string): Promise<number> {
  const install = await installEditor(defaultVersion, console.error);
  const dataFolder = scratchFolder('editor');
  await installVsix(install, dataFolder, await packageVsix(() => {}));
  const editor = await startEditor({
    install,
    dataFolder,
    environment: {
      ...benchEnvironment(),
      AWS_REGION: 'us-east-1',
      AWS_ENDPOINT_URL_BACKUP: url,
    },
    settings: calmSettings,
    trustsEveryWorkspace: true,
  });
  const browser = await launchBrowser(await installBrowser(console.error));
  try {
    const workbench = await Workbench.open({ editor, browser, folder: scratchFolder('workspace') });
    const icon = workbench.page.locator('.activitybar .action-label[aria-label^="Backup Jobs"]');
    await icon.waitFor({ timeout: 60_000 });
    // The start of the window, which keeps it busy, is not measured.
    await workbench.page.waitForTimeout(3000);
    return await timeToRow(workbench.page, '.sidebar [role=treeitem][aria-label*=vault]', () => icon.click());
  } finally {
    await browser.close();
    await editor.stop();
  }
}
