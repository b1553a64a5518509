import { existsSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { cachedFolder, installPackages, type Log, npmInstall } from './cachedInstall.js';

/** A VS Code server, and the Node that it wants to run on. */
export interface EditorInstall {
  readonly version: string;
  readonly node: string;
  /** The folder of the server: `out/server-main.js` is its start. */
  readonly server: string;
}

/** VS Code versions that can be had from npm: code-server's package holds the built server. */
const releases: Readonly<Record<string, { readonly codeServer: string; readonly node: string }>> = {
  '1.139.1': { codeServer: '4.139.1', node: '24.21.0' },
  '1.105.1': { codeServer: '4.105.1', node: '22.23.3' },
};

/** The version that tests and `npm start` use where none is named. */
export const defaultVersion = '1.139.1';

/** The versions that {@link installEditor} knows. */
export const knownVersions: readonly string[] = Object.keys(releases);

/** Sets up a VS Code server of a version in the cache; where it is there already this takes no time. */
export async function installEditor(version: string, log: Log): Promise<EditorInstall> {
  const release = releases[version];
  if (release === undefined) throw new Error(`VS Code ${version} is not one of ${knownVersions.join(', ')}`);
  const nodePackage = `node-${process.platform === 'win32' ? 'win' : process.platform}-${process.arch}`;
  const folder = await cachedFolder(`vscode-${version}`, async (unfinished) => {
    log(`Setting up VS Code ${version} (once, about 800 MB in .cache) …`);
    await installPackages(unfinished, { 'code-server': release.codeServer, [nodePackage]: release.node });
    const server = serverOf(unfinished);
    await leaveOutParcelWatcher(server);
    log('Setting up what it needs …');
    await npmInstall(server);
  });
  const binary = process.platform === 'win32' ? 'node.exe' : 'node';
  return {
    version,
    node: path.join(folder, 'node_modules', nodePackage, 'bin', binary),
    server: serverOf(folder),
  };
}

function serverOf(folder: string): string {
  return path.join(folder, 'node_modules', 'code-server', 'lib', 'vscode');
}

/**
 * 4.105.1 names @parcel/watcher by a git address, which the registry does not serve; nothing here needs it.
 */
async function leaveOutParcelWatcher(server: string): Promise<void> {
  for (const name of ['package.json', 'npm-shrinkwrap.json']) {
    const file = path.join(server, name);
    if (!existsSync(file)) continue;
    const manifest = JSON.parse(await readFile(file, 'utf8')) as Manifest;
    const wholes = [manifest, manifest.packages?.['']];
    const version = wholes.map((whole) => whole?.dependencies?.[watcher]).find(Boolean) ?? '';
    if (!version.includes('/')) continue;
    for (const whole of wholes) delete whole?.dependencies?.[watcher];
    delete manifest.packages?.[`node_modules/${watcher}`];
    await writeFile(file, JSON.stringify(manifest, undefined, 2));
  }
}

interface Manifest {
  readonly dependencies?: Record<string, string>;
  readonly packages?: Record<string, { readonly dependencies?: Record<string, string> }>;
}

const watcher = '@parcel/watcher';
