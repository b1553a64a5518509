// `npm test`: unit tests, suites in the extension host, UI tests; one closing line with the totals.
import { once } from 'node:events';
import { mkdir, readFile, rm } from 'node:fs/promises';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { installBrowser } from './browserInstall.js';
import { cacheFolder } from './cachedInstall.js';
import { defaultVersion, installEditor } from './editorInstall.js';
import { hostileWorkspace } from './hostileWorkspace.js';
import { startGroup } from './processes.js';
import { runInElectron } from './runInElectron.js';
import { runSuite } from './runSuite.js';
import { scratchFolder, testEnvironment } from './testEnvironment.js';
import { readTotals, type Totals } from './totalsReporter.js';
import { packageVsix } from './vsix.js';

const { values: flags } = parseArgs({
  options: {
    grep: { type: 'string' },
    host: { type: 'string', default: defaultVersion },
    only: { type: 'string' },
  },
});
const parts = ['unit', 'suite', 'ui'] as const;
type Part = (typeof parts)[number];

async function main(): Promise<void> {
  // A desktop VS Code runs the suite; its window is not driven.
  const known = parts.filter((part) => flags.host !== 'electron' || part !== 'ui');
  const wanted = known.filter((part) => flags.only === undefined || flags.only === part);
  const all = { passed: 0, failed: 0, skipped: 0 };
  for (const part of wanted) {
    console.log(`\n── ${part} ──`);
    const { passed, failed, skipped } = await totalsOf(part);
    all.passed += passed;
    all.failed += failed;
    all.skipped += skipped;
  }
  console.log(`\n${all.passed} passed, ${all.failed} failed, ${all.skipped} skipped`);
  process.exit(all.failed > 0 || all.passed === 0 ? 1 : 0);
}

/** A part that breaks off, or that runs nothing though nothing was left out, counts as one failure. */
async function totalsOf(part: Part): Promise<Totals> {
  const file = path.join(cacheFolder, `totals-${part}.json`);
  await mkdir(cacheFolder, { recursive: true });
  await rm(file, { force: true });
  try {
    await run[part]({ ...process.env, TEST_TOTALS: file });
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
  }
  const totals = readTotals(file);
  const isEmpty = totals === undefined || (totals.passed + totals.failed === 0 && flags.grep === undefined);
  if (isEmpty) console.error(`The ${part} tests did not run to their end`);
  return isEmpty ? { passed: 0, failed: 1, skipped: 0 } : totals;
}

const run: Record<Part, (environment: NodeJS.ProcessEnv) => Promise<unknown>> = {
  unit: (environment) => mocha('out/unit', environment),
  suite: async (environment) => {
    const report = path.join(scratchFolder('report'), 'report.txt');
    const log: string[] = [];
    const options = {
      environment: {
        ...testEnvironment(),
        TEST_GREP: flags.grep,
        TEST_REPORT: flags.host === 'electron' ? undefined : report,
        TEST_TOTALS: environment['TEST_TOTALS'],
      },
      extension: path.resolve('.'),
      tests: path.resolve('out/suite/index.js'),
      // Whatever the suites do, no file of the workspace may have a say in it.
      folder: hostileWorkspace('http://127.0.0.1:9/evil'),
    };
    if (flags.host === 'electron') return runInElectron(options);
    return runSuite({
      ...options,
      install: await installEditor(flags.host, console.log),
      browserInstall: await installBrowser(console.log),
      dataFolder: scratchFolder('suite'),
      onLog: (line) => log.push(line),
    }).finally(async () => {
      const words = await readFile(report, 'utf8').catch(() => log.slice(-40).join('\n'));
      console.log(words);
    });
  },
  ui: async (environment) => {
    await installEditor(flags.host, console.log);
    await installBrowser(console.log);
    return mocha('out/ui', {
      ...environment,
      TEST_HOST: flags.host,
      TEST_VSIX: await packageVsix(console.log),
    });
  },
};

async function mocha(folder: string, environment: NodeJS.ProcessEnv): Promise<void> {
  const grep = flags.grep === undefined ? [] : ['--grep', flags.grep];
  const child = startGroup(process.execPath, ['out/host/runMocha.js', folder, ...grep], {
    env: environment,
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  await once(child, 'exit');
}

void main();
