import { existsSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { cachedFolder, installPackages, type Log, npmInstall } from './cachedInstall.js';

/** A VS Code server, and the Node that runs it. */
export interface EditorInstall {
  readonly version: string;
  readonly node: string;
  /** The folder of the server; its entry point is `out/server-main.js`. */
  readonly server: string;
}

/** The VS Code versions that npm provides: the package of code-server contains the built server. */
const releases: Readonly<Record<string, { readonly codeServer: string; readonly node: string }>> = {
  '1.139.1': { codeServer: '4.139.1', node: '24.21.0' },
  '1.105.1': { codeServer: '4.105.1', node: '22.23.3' },
};

/** The version that tests and `npm start` use by default. */
export const defaultVersion = '1.139.1';

/** The versions that {@link installEditor} knows. */
export const knownVersions: readonly string[] = Object.keys(releases);

/** Installs a VS Code server in the cache, unless it is there already. */
export async function installEditor(version: string, log: Log): Promise<EditorInstall> {
  const release = releases[version];
  if (release === undefined) throw new Error(`VS Code ${version} is not one of ${knownVersions.join(', ')}`);
  const nodePackage = `node-${process.platform === 'win32' ? 'win' : process.platform}-${process.arch}`;
  const folder = await cachedFolder(`vscode-${version}`, async (unfinished) => {
    log(`Setting up VS Code ${version} (once, about 800 MB in .cache) …`);
    await installPackages(unfinished, { 'code-server': release.codeServer, [nodePackage]: release.node });
    const server = serverOf(unfinished);
    await removeParcelWatcher(server);
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
 * Version 4.105.1 depends on @parcel/watcher by a git address, which npm registries do not serve. Nothing
 * here needs it.
 */
async function removeParcelWatcher(server: string): Promise<void> {
  for (const name of ['package.json', 'npm-shrinkwrap.json']) {
    const file = path.join(server, name);
    if (!existsSync(file)) continue;
    const manifest = JSON.parse(await readFile(file, 'utf8')) as Manifest;
    const roots = [manifest, manifest.packages?.['']];
    const version = roots.map((root) => root?.dependencies?.[watcher]).find(Boolean) ?? '';
    if (!version.includes('/')) continue;
    for (const root of roots) delete root?.dependencies?.[watcher];
    delete manifest.packages?.[`node_modules/${watcher}`];
    await writeFile(file, JSON.stringify(manifest, undefined, 2));
  }
}

interface Manifest {
  readonly dependencies?: Record<string, string>;
  readonly packages?: Record<string, { readonly dependencies?: Record<string, string> }>;
}

const watcher = '@parcel/watcher';
