// `npm test`: unit tests, tests of the history, suites in the extension host and UI tests, a few at a time.
// The last line has the totals.
import { once } from 'node:events';
import { readdir, readFile, stat } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { installBrowser } from './browserInstall.js';
import { defaultVersion, installEditor } from './editorInstall.js';
import { installVsix } from './editorServer.js';
import { hostileWorkspace } from './hostileWorkspace.js';
import { Lanes } from './lanes.js';
import { OrderedOutput } from './orderedOutput.js';
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
    seed: { type: 'string' },
    themes: { type: 'boolean', default: false },
  },
});
const parts = ['unit', 'history', 'suite', 'ui'];

/** Tests that run in a separate process. */
interface Task {
  readonly title: string;
  /** Runs the tests. `environment` names the file for their totals; `write` gets their output. */
  run(write: Write, environment: NodeJS.ProcessEnv): Promise<unknown>;
}
type Write = (text: string) => void;

interface TaskResult extends Totals {
  readonly title: string;
  readonly seconds: number;
}

async function main(): Promise<void> {
  // The UI tests cannot drive the window of a desktop VS Code, and its Node does not run alone.
  const known = parts.filter((part) => flags.host !== 'electron' || !['history', 'ui'].includes(part));
  const wanted = known.filter((part) => flags.only === undefined || flags.only === part);
  const haveEditor = flags.host !== 'electron' && wanted.some((part) => part !== 'unit');
  const haveWindows = haveEditor && wanted.some((part) => part !== 'unit' && part !== 'history');
  // Before the tasks start, because they run in parallel.
  await Promise.all([
    haveEditor && installEditor(flags.host, console.log),
    haveWindows && installBrowser(console.log),
  ]);
  const others = [unitTask, historyTask, suiteTask].filter(({ title }) => wanted.includes(title));
  const ui = wanted.includes('ui') ? await uiTasks() : [];
  // Packing replaces the build output, which the other tests read.
  if (others.length > 0 && ui.length > 0) await buildExtension();
  const total = { passed: 0, failed: 0, skipped: 0 };
  const failures: string[] = [];
  const results = await runTasks([...others, ...ui]);
  for (const totals of results) {
    total.passed += totals.passed;
    total.failed += totals.failed;
    total.skipped += totals.skipped;
    failures.push(...totals.failures);
  }
  const slowest = results.sort((one, other) => other.seconds - one.seconds);
  console.log(`\nSeconds: ${slowest.map(({ seconds, title }) => `${title} ${seconds}`).join(', ')}`);
  // Again, because they are thousands of lines above.
  for (const failure of failures) console.log(`Failed: ${failure}`);
  console.log(`\n${total.passed} passed, ${total.failed} failed, ${total.skipped} skipped`);
  process.exit(total.failed > 0 || total.passed === 0 ? 1 : 0);
}

/** Runs a few tasks at a time. Their output appears in the order of the tasks. */
function runTasks(tasks: readonly Task[]): Promise<TaskResult[]> {
  // A UI test waits for half of its time: one lane more than processors keeps them busy.
  const lanes = new Lanes(Math.max(3, Math.min(availableParallelism() + 1, 4)));
  const totals: Promise<TaskResult>[] = [];
  for (const task of tasks) {
    const print = (text: string) => process.stdout.write(text);
    const { write } = new OrderedOutput(Promise.all(totals), print);
    write(`\n── ${task.title} ──\n`);
    totals.push(
      lanes.run(async () => {
        const start = Date.now();
        const own = await totalsOf(task, write);
        return { ...own, title: task.title, seconds: Math.round((Date.now() - start) / 1000) };
      }),
    );
  }
  return Promise.all(totals);
}

/** A task that crashes, or runs no test although there is no `--grep`, counts as one failure. */
async function totalsOf({ run, title }: Task, write: Write): Promise<Totals> {
  const file = path.join(scratchFolder('totals'), 'totals.json');
  try {
    await run(write, { ...process.env, TEST_TOTALS: file });
  } catch (error) {
    write(`${error instanceof Error ? error.message : error}\n`);
  }
  const totals = readTotals(file);
  const isEmpty = totals === undefined || (totals.passed + totals.failed === 0 && flags.grep === undefined);
  if (!isEmpty) return totals;
  const failure = `The tests of ${title} did not run to their end`;
  write(`${failure}\n`);
  return { passed: 0, failed: 1, skipped: 0, failures: [failure] };
}

const unitTask: Task = {
  title: 'unit',
  run: (write, environment) => mocha(['out/unit'], write, environment),
};

/** They need `node:sqlite`, which the Node of development may not have. That of the editor does. */
const historyTask: Task = {
  title: 'history',
  run: async (write, environment) => {
    const { node } = await installEditor(flags.host, console.log);
    await mocha(['out/history'], write, environment, [node, '--disable-warning=ExperimentalWarning']);
  },
};

const suiteTask: Task = {
  title: 'suite',
  run: async (write, environment) => {
    const report = path.join(scratchFolder('report'), 'report.txt');
    const log: string[] = [];
    const options = {
      environment: {
        ...testEnvironment(),
        TEST_GREP: flags.grep,
        TEST_SEED: flags.seed,
        TEST_REPORT: flags.host === 'electron' ? undefined : report,
        TEST_TOTALS: environment['TEST_TOTALS'],
      },
      extension: path.resolve('.'),
      tests: path.resolve('out/suite/index.js'),
      // Files of the workspace must not influence the suites.
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
      write(`${words}\n`);
    });
  },
};

/**
 * The UI tests of the packaged extension: a task for each file, the largest first, so that the last ones end
 * at about the same time.
 */
async function uiTasks(): Promise<readonly Task[]> {
  const packed = packageVsix(console.log);
  // The other tests need the build that follows packing. `installPackaged` reports an error of packing.
  await packed.catch(() => {});
  const installed = installPackaged(packed);
  installed.catch(() => {});
  const task = (title: string, files: readonly string[]): Task => ({
    title,
    run: async (write, environment) =>
      mocha([...files, '--steps', '--timeout', String(uiTimeout)], write, {
        ...environment,
        TEST_EXTENSIONS: await installed,
        TEST_HOST: flags.host,
        // With `--only ui`, somebody is going to look at the pictures.
        ...(flags.only === 'ui' && { TEST_PICTURES: 'all' }),
        ...(flags.themes && { TEST_THEMES: 'all' }),
      }),
  });
  // With `--grep`, most files have no matching test.
  if (flags.grep !== undefined) return [task('ui', ['out/ui'])];
  const names = (await readdir('out/ui')).filter((name) => name.endsWith('.test.js'));
  const sizes = await Promise.all(
    names.map(async (name) => (await stat(path.join('test/ui', name.replace(/js$/, 'ts')))).size),
  );
  return names
    .map((name, place) => ({ name, size: sizes[place] ?? 0 }))
    .sort((one, other) => other.size - one.size)
    .map(({ name }) => task(`ui: ${name.replace('.test.js', '')}`, [path.join('out/ui', name)]));
}

/**
 * Milliseconds; three times Playwright's timeout, so that Playwright first reports what it was waiting for.
 */
const uiTimeout = 90_000;

/** Installs the packed extension; resolves to the folder of the extensions. */
async function installPackaged(packed: Promise<string>): Promise<string> {
  const vsix = await packed;
  return installVsix(await installEditor(flags.host, console.log), scratchFolder('installed'), vsix);
}

/** Runs built tests. `node` is the Node that runs them, with its options. */
async function mocha(
  args: readonly string[],
  write: Write,
  environment: NodeJS.ProcessEnv,
  [node, ...options]: readonly [node: string, ...options: string[]] = [process.execPath],
): Promise<void> {
  const grep = flags.grep === undefined ? [] : ['--grep', flags.grep];
  const child = startGroup(node, [...options, 'out/host/runMocha.js', ...args, ...grep], {
    env: {
      ...environment,
      ...(flags.seed !== undefined && { TEST_SEED: flags.seed }),
      ...(process.stdout.isTTY && { FORCE_COLOR: '1' }),
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  for (const stream of [child.stdout, child.stderr]) stream?.setEncoding('utf8').on('data', write);
  await once(child, 'close');
}

void main();
