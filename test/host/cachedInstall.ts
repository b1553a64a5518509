import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';

/** Reports the progress of a long step. */
export type Log = (line: string) => void;

/** The folder of all downloads. It is ignored by git and safe to delete. */
export const cacheFolder = path.resolve('.cache');

/**
 * Creates a folder of the cache if it does not exist yet. `make` fills a temporary folder, which is renamed
 * when it is complete, so that an interrupted run leaves no incomplete one. Resolves to the folder's path.
 */
export async function cachedFolder(name: string, make: (folder: string) => Promise<void>): Promise<string> {
  const folder = path.join(cacheFolder, name);
  if (existsSync(folder)) return folder;
  const unfinished = `${folder}.${process.pid}`;
  await rm(unfinished, { force: true, recursive: true });
  await mkdir(unfinished, { recursive: true });
  await make(unfinished);
  try {
    await rename(unfinished, folder);
  } catch (error) {
    if (!existsSync(folder)) throw error;
    await rm(unfinished, { force: true, recursive: true });
  }
  return folder;
}

/** Installs exact versions of packages into a folder, without running their scripts. */
export async function installPackages(folder: string, packages: Record<string, string>): Promise<void> {
  const manifest = { private: true, dependencies: packages };
  await writeFile(path.join(folder, 'package.json'), JSON.stringify(manifest, undefined, 2));
  await npmInstall(folder);
}

/** Runs `npm install` without scripts. Rejects with npm's output. */
export async function npmInstall(folder: string): Promise<void> {
  const flags = ['install', '--omit=dev', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'];
  const npm = process.env['npm_execpath'];
  const [command, args] = npm === undefined ? [npmCommand, flags] : [process.execPath, [npm, ...flags]];
  const environment = Object.fromEntries(
    Object.entries(process.env).filter(
      ([name]) =>
        !/^npm_(?!execpath|config_(registry|cache|cafile|proxy|https_proxy|userconfig))/i.test(name),
    ),
  );
  const child = spawn(command, args, {
    cwd: folder,
    env: environment,
    shell: process.platform === 'win32' && npm === undefined,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  child.stdout.on('data', (data) => {
    output += data;
  });
  child.stderr.on('data', (data) => {
    output += data;
  });
  const code = await new Promise<number | null>((resolve, reject) => {
    child.on('error', reject);
    child.on('close', resolve);
  });
  if (code !== 0) throw new Error(`npm install failed in ${folder}:\n${output}`);
}

const npmCommand = process.platform === 'win32' ? 'npm.cmd' : 'npm';
