import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { Log } from './cachedInstall.js';
import { startGroup } from './processes.js';

/** Where a step runs; by default in the project and its environment. */
export interface StepOptions {
  readonly cwd?: string;
  readonly env?: NodeJS.ProcessEnv;
}

/**
 * Packs the extension as users get it; resolves to the path of the VSIX. Rejects with the output of the step
 * that failed.
 */
export async function packageVsix(log: Log, options: StepOptions = {}): Promise<string> {
  log('Packing the VSIX …');
  const steps = [['esbuild.mjs', '--production'], ['test/checks/package.mjs']];
  await runSteps('The VSIX could not be packed', steps, options);
  const folder = options.cwd ?? '.';
  const { name, version } = JSON.parse(await readFile(path.join(folder, 'package.json'), 'utf8')) as {
    name: string;
    version: string;
  };
  return path.resolve(folder, `${name}-${version}.vsix`);
}

/** Rebuilds the extension without minifying, as the tests need it. Rejects with the output of the build. */
export async function buildExtension(): Promise<void> {
  await runSteps('The extension could not be built', [['esbuild.mjs']]);
}

async function runSteps(
  failure: string,
  steps: readonly (readonly string[])[],
  options: StepOptions = {},
): Promise<void> {
  for (const step of steps) {
    const child = startGroup(process.execPath, step, { ...options, stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    for (const stream of [child.stdout, child.stderr])
      stream?.on('data', (data) => {
        output += data;
      });
    const [code] = await once(child, 'close');
    if (code !== 0) throw new Error(`${failure}:\n${output}`);
  }
}
