import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { Log } from './cachedInstall.js';
import { startGroup } from './processes.js';

/** Packs the extension as a user gets it; resolves to the path of the VSIX. Rejects with what the package step said. */
export async function packageVsix(log: Log): Promise<string> {
  log('Packing the VSIX …');
  await runSteps(
    'The VSIX could not be packed',
    ['esbuild.mjs', '--production'],
    ['test/checks/package.mjs'],
  );
  const { name, version } = JSON.parse(await readFile('package.json', 'utf8')) as {
    name: string;
    version: string;
  };
  return path.resolve(`${name}-${version}.vsix`);
}

/** Builds the extension anew as the tests look at it. Rejects with what the build said. */
export async function buildExtension(): Promise<void> {
  await runSteps('The extension could not be built', ['esbuild.mjs']);
}

async function runSteps(failure: string, ...steps: readonly string[][]): Promise<void> {
  for (const step of steps) {
    const child = startGroup(process.execPath, step, { stdio: ['ignore', 'pipe', 'pipe'] });
    let words = '';
    for (const stream of [child.stdout, child.stderr])
      stream?.on('data', (data) => {
        words += data;
      });
    const [code] = await once(child, 'close');
    if (code !== 0) throw new Error(`${failure}:\n${words}`);
  }
}
