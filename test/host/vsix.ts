import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { Log } from './cachedInstall.js';
import { startGroup } from './processes.js';

/** Packs the extension as a user gets it; resolves to the path of the VSIX. Rejects with what the package step said. */
export async function packageVsix(log: Log): Promise<string> {
  log('Packing the VSIX …');
  for (const step of [['esbuild.mjs', '--production'], ['test/checks/package.mjs']]) {
    const child = startGroup(process.execPath, step, { stdio: ['ignore', 'pipe', 'pipe'] });
    let words = '';
    child.stdout?.on('data', (data) => {
      words += data;
    });
    child.stderr?.on('data', (data) => {
      words += data;
    });
    const [code] = await once(child, 'close');
    if (code !== 0) throw new Error(`The VSIX could not be packed:\n${words}`);
  }
  const { name, version } = JSON.parse(await readFile('package.json', 'utf8')) as {
    name: string;
    version: string;
  };
  return path.resolve(`${name}-${version}.vsix`);
}
