import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { installBrowser } from '../host/browserInstall.js';
import { defaultVersion, installEditor } from '../host/editorInstall.js';
import { runSuite, type SuiteOptions } from '../host/runSuite.js';
import { scratchFolder, testEnvironment } from '../host/testEnvironment.js';

/**
 * Runs a script of `inHost/` in the extension host of a new window, in place of a suite. Resolves to the JSON
 * in the file BENCH_RESULT, which the script writes. Rejects if the script does.
 */
export async function runInHost<Result>(
  script: string,
  options: Partial<Pick<SuiteOptions, 'environment' | 'prepare' | 'settings'>> = {},
): Promise<Result> {
  const result = path.join(scratchFolder('bench'), 'result.json');
  const lines: string[] = [];
  const code = await runSuite({
    ...options,
    install: await installEditor(defaultVersion, console.error),
    browserInstall: await installBrowser(console.error),
    dataFolder: scratchFolder('editor'),
    folder: scratchFolder('workspace'),
    extension: path.resolve('.'),
    tests: path.resolve(`out/bench/inHost/${script}.js`),
    environment: { ...testEnvironment(), ...options.environment, BENCH_RESULT: result },
    onLog: (line) => lines.push(line),
  });
  if (code !== 0)
    throw new Error(`${script} has failed in the extension host\n${lines.slice(-20).join('\n')}`);
  return JSON.parse(await readFile(result, 'utf8')) as Result;
}
