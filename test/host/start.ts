// `npm start`: the packaged extension in a real VS Code, in the system's browser.
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { parseArgs, promisify } from 'node:util';
import { cacheFolder } from './cachedInstall.js';
import { calmSettings } from './calmSettings.js';
import { defaultVersion, installEditor } from './editorInstall.js';
import { installVsix, startEditor } from './editorServer.js';
import { privateFolder } from './privateFiles.js';
import { startEnvironment } from './startEnvironment.js';
import { openInSystemBrowser } from './systemBrowser.js';
import { packageVsix } from './vsix.js';

const { values: flags } = parseArgs({
  allowNegative: true,
  options: {
    host: { type: 'string', default: defaultVersion },
    open: { type: 'boolean', default: true },
    port: { type: 'string' },
  },
});

async function main(): Promise<void> {
  const vsix = await packageVsix(console.log);
  if (flags.host === 'desktop') await openDesktop(vsix);
  else await openInBrowser(vsix, flags.host);
}

async function openInBrowser(vsix: string, version: string): Promise<void> {
  const dataFolder = await privateFolder(path.join(cacheFolder, `start-${version}`));
  const install = await installEditor(version, console.log);
  console.log('Installing the VSIX …');
  await installVsix(install, dataFolder, vsix);
  console.log('Starting VS Code …');
  const editor = await startEditor({
    install,
    dataFolder,
    port: flags.port === undefined ? undefined : Number(flags.port),
    environment: startEnvironment(process.env),
    settings: calmSettings,
    userSettings: { 'backupJobs.startWithSampleAccount': true },
  });
  // Without a folder: VS Code trusts an empty window without asking.
  const address = editor.address();
  console.log(
    `\nBackup Jobs for AWS is at ${address}\nIts icon is in the activity bar, at the left. Ctrl+C ends it.` +
      '\nAnyone with this address can read your files: keep it to yourself.',
  );
  if (flags.open) await openInSystemBrowser(address, dataFolder);
}

async function openDesktop(vsix: string): Promise<void> {
  const dataFolder = await privateFolder(path.join(cacheFolder, 'start-desktop'));
  const place = ['--user-data-dir', dataFolder, '--extensions-dir', path.join(dataFolder, 'extensions')];
  const code = process.platform === 'win32' ? 'code.cmd' : 'code';
  const run = (...args: string[]) =>
    promisify(execFile)(code, [...place, ...args], { shell: process.platform === 'win32' });
  try {
    await run('--install-extension', vsix, '--force');
  } catch (error) {
    const isMissing = error instanceof Error && 'code' in error && error.code === 'ENOENT';
    throw new Error(
      isMissing ? 'There is no desktop VS Code: the command "code" is not on the PATH' : String(error),
    );
  }
  const settings = path.join(dataFolder, 'User', 'settings.json');
  if (!existsSync(settings)) {
    await mkdir(path.dirname(settings), { recursive: true });
    await writeFile(settings, JSON.stringify({ 'backupJobs.startWithSampleAccount': true }, undefined, 2));
  }
  await run(await emptyFolder());
  console.log('Backup Jobs for AWS is in the activity bar of the window that has opened.');
}

async function emptyFolder(): Promise<string> {
  const folder = path.join(cacheFolder, 'workspace');
  await mkdir(folder, { recursive: true });
  return folder;
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
});
