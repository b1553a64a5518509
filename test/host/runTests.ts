// `npm test`: unit tests, suites in the extension host, and UI tests beside them; one closing line with the totals.
import { once } from 'node:events';
import { mkdir, readFile, rm } from 'node:fs/promises';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { installBrowser } from './browserInstall.js';
import { cacheFolder } from './cachedInstall.js';
import { defaultVersion, installEditor } from './editorInstall.js';
import { installVsix } from './editorServer.js';
import { hostileWorkspace } from './hostileWorkspace.js';
import { InTurn } from './inTurn.js';
import { startGroup } from './processes.js';
import { runInElectron } from './runInElectron.js';
import { runSuite } from './runSuite.js';
import { scratchFolder, testEnvironment } from './testEnvironment.js';
import { readTotals, type Totals } from './totalsReporter.js';
import { buildExtension, packageVsix } from './vsix.js';

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
  const haveWindows = flags.host !== 'electron' && wanted.some((part) => part !== 'unit');
  // Once, for those that run side by side.
  if (haveWindows) await Promise.all([installEditor(flags.host, console.log), installBrowser(console.log)]);
  // Packing takes the place of what is built, which the others look at.
  const vsix = wanted.includes('ui') ? packageVsix(console.log) : undefined;
  await vsix?.catch(() => {});
  if (wanted.length > 1 && vsix !== undefined) await buildExtension();
  let before: Promise<unknown> = Promise.resolve();
  const totals: Promise<Totals>[] = [];
  for (const part of wanted) {
    const { say } = new InTurn(before, (text) => process.stdout.write(text));
    say(`\n── ${part} ──\n`);
    // A window waits much of its time: the UI tests leave the others enough of the processor, but not two of them.
    const start = part === 'ui' ? Promise.resolve() : before;
    const ended = start.then(() => totalsOf({ part, say, vsix }));
    totals.push(ended);
    before = ended;
  }
  const all = { passed: 0, failed: 0, skipped: 0 };
  for (const { passed, failed, skipped } of await Promise.all(totals)) {
    all.passed += passed;
    all.failed += failed;
    all.skipped += skipped;
  }
  console.log(`\n${all.passed} passed, ${all.failed} failed, ${all.skipped} skipped`);
  process.exit(all.failed > 0 || all.passed === 0 ? 1 : 0);
}

/** What a part of the tests is run with. */
interface Run {
  readonly part: Part;
  /** Takes what it prints. */
  readonly say: (text: string) => void;
  readonly vsix: Promise<string> | undefined;
}

/** A part that breaks off, or that runs nothing though nothing was left out, counts as one failure. */
async function totalsOf(run: Run): Promise<Totals> {
  const { part, say } = run;
  const file = path.join(cacheFolder, `totals-${part}.json`);
  await mkdir(cacheFolder, { recursive: true });
  await rm(file, { force: true });
  try {
    await runners[part](run, { ...process.env, TEST_TOTALS: file });
  } catch (error) {
    say(`${error instanceof Error ? error.message : error}\n`);
  }
  const totals = readTotals(file);
  const isEmpty = totals === undefined || (totals.passed + totals.failed === 0 && flags.grep === undefined);
  if (isEmpty) say(`The ${part} tests did not run to their end\n`);
  return isEmpty ? { passed: 0, failed: 1, skipped: 0 } : totals;
}
const runners: Record<Part, (run: Run, environment: NodeJS.ProcessEnv) => Promise<unknown>> = {
  unit: ({ say }, environment) => mocha('out/unit', say, environment),
  suite: async ({ say }, environment) => {
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
      say(`${words}\n`);
    });
  },
  ui: async ({ say, vsix }, environment) => {
    const install = await installEditor(flags.host, console.log);
    await installBrowser(console.log);
    if (vsix === undefined) throw new Error('The UI tests need the VSIX');
    return mocha('out/ui', say, {
      ...environment,
      TEST_HOST: flags.host,
      TEST_EXTENSIONS: await installVsix(install, scratchFolder('installed'), await vsix),
    });
  },
};

async function mocha(folder: string, say: Run['say'], environment: NodeJS.ProcessEnv): Promise<void> {
  const grep = flags.grep === undefined ? [] : ['--grep', flags.grep];
  const child = startGroup(process.execPath, ['out/host/runMocha.js', folder, ...grep], {
    env: { ...environment, ...(process.stdout.isTTY && { FORCE_COLOR: '1' }) },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  for (const stream of [child.stdout, child.stderr]) stream?.setEncoding('utf8').on('data', say);
  await once(child, 'close');
}

void main();
