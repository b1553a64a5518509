import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { installBrowser } from '../host/browserInstall.js';
import { defaultVersion, installEditor } from '../host/editorInstall.js';
import { runSuite } from '../host/runSuite.js';
import { scratchFolder, testEnvironment } from '../host/testEnvironment.js';
import { packageVsix } from '../host/vsix.js';
import { type Bench, median } from './bench.js';

/**
 * How long `activate()` takes in the extension host of a real VS Code, each time in a window of its own, with
 * the production build. Beside it, how long the bundle takes to load before.
 */
export const activation: Bench = {
  names: ['activate.ms'],
  run: async () => {
    await packageVsix(() => {});
    const measured: { activateMs: number; loadMs: number }[] = [];
    for (let window = 0; window < 7; window++) measured.push(await activateOnce());
    return [
      {
        name: 'activate.ms',
        value: median(measured.map(({ activateMs }) => activateMs)),
        unit: 'ms',
        bound: 15,
      },
      { name: 'activate.load.ms', value: median(measured.map(({ loadMs }) => loadMs)), unit: 'ms' },
    ];
  },
};

async function activateOnce(): Promise<{ activateMs: number; loadMs: number }> {
  const result = path.join(scratchFolder('bench'), 'activation.json');
  const code = await runSuite({
    install: await installEditor(defaultVersion, console.error),
    browserInstall: await installBrowser(console.error),
    dataFolder: scratchFolder('editor'),
    folder: scratchFolder('workspace'),
    extension: path.resolve('.'),
    tests: path.resolve('out/bench/inHost/activate.js'),
    environment: { ...testEnvironment(), BENCH_RESULT: result },
  });
  if (code !== 0) throw new Error('The extension could not be activated');
  return JSON.parse(await readFile(result, 'utf8')) as { activateMs: number; loadMs: number };
}
