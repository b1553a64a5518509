// `npm run pictures`: takes the README's pictures again, of the packaged extension in a real VS Code, and
// others to look at: of a morning, and of the calendar, the tree by outcome and a report. `-- --only readme`,
// `morning` or `evidence` takes only those.
import path from 'node:path';
import { parseArgs } from 'node:util';
import { evidencePicturesFolder, takeEvidencePictures } from '../ui/evidencePictures.js';
import { morningPicturesFolder, takeMorningPictures } from '../ui/morningPictures.js';
import { installBrowser } from './browserInstall.js';
import { calmSettings } from './calmSettings.js';
import { defaultVersion, installEditor } from './editorInstall.js';
import { installVsix, startEditor } from './editorServer.js';
import { scratchFolder, testEnvironment } from './testEnvironment.js';
import { packageVsix } from './vsix.js';
import { launchBrowser, Workbench } from './workbench.js';

const { values: flags } = parseArgs({ options: { only: { type: 'string' } } });

async function main(): Promise<void> {
  const takes = (name: string) => flags.only === undefined || flags.only === name;
  if (takes('readme')) await takeReadmePictures();
  if (takes('morning')) {
    await takeMorningPictures();
    console.log(`The pictures of the morning are in ${path.relative('.', morningPicturesFolder)}.`);
  }
  if (takes('evidence')) {
    await takeEvidencePictures();
    console.log(`The pictures of the evidence are in ${path.relative('.', evidencePicturesFolder)}.`);
  }
  process.exit();
}

async function takeReadmePictures(): Promise<void> {
  const install = await installEditor(defaultVersion, console.log);
  const browserInstall = await installBrowser(console.log);
  const dataFolder = scratchFolder('pictures');
  await installVsix(install, dataFolder, await packageVsix(console.log));
  const editor = await startEditor({
    install,
    dataFolder,
    environment: testEnvironment(),
    settings: calmSettings,
    userSettings: { 'backupJobs.startWithSampleAccount': true },
    trustsEveryWorkspace: true,
  });
  const browser = await launchBrowser(browserInstall);
  const workbench = await Workbench.open({
    editor,
    browser,
    folder: scratchFolder('workspace'),
    scale: 1.5,
    viewport: { width: 1200, height: 680 },
  });
  await workbench.openBackupJobs();
  await workbench.toggle(/^prod-vault/);
  await workbench.toggle(/^Failed,/);
  await workbench.widenSideBar(140);
  await workbench
    .row(/^web-1, Failed,/)
    .first()
    .click();
  const panel = await workbench.webview('[data-field="BackupJobId"] .value');
  await workbench.untilGone(panel.locator('.reading'));
  for (const theme of ['light', 'dark'] as const) {
    await workbench.setTheme(theme);
    await workbench.keepPicture(theme, path.resolve('media/pictures'));
  }
  await workbench.runCommand('View: Close All Editors');
  await workbench.runCommand('Backup Jobs: Open Overview');
  await workbench.webview('[data-section="failures"]');
  await workbench.runCommand('View: Toggle Primary Side Bar Visibility');
  for (const theme of ['light', 'dark'] as const) {
    await workbench.setTheme(theme);
    await workbench.keepPicture(`overview-${theme}`, path.resolve('media/pictures'));
  }
  await workbench.runCommand('View: Close All Editors');
  await workbench.runCommand('Backup Jobs: Open Calendar');
  await workbench.webview('[role="gridcell"]');
  for (const theme of ['light', 'dark'] as const) {
    await workbench.setTheme(theme);
    await workbench.keepPicture(`calendar-${theme}`, path.resolve('media/pictures'));
  }
  console.log('The pictures of the README are in media/pictures.');
  await workbench.close();
  await editor.stop();
}

void main();
