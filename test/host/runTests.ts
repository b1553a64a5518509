// `npm test`: unit tests, tests of the history, suites in the extension host and UI tests, a few at a time.
// The last line has the totals.
import { once } from 'node:events';
import { readdir, readFile, stat } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { type BrowserInstall, installBrowser } from './browserInstall.js';
import { defaultVersion, type EditorInstall, installEditor } from './editorInstall.js';
import { installVsix } from './editorServer.js';
import { hostileWorkspace } from './hostileWorkspace.js';
import { Lanes } from './lanes.js';
import { OrderedOutput } from './orderedOutput.js';
import { startGroup } from './processes.js';
import { runInElectron } from './runInElectron.js';
import { runSuite } from './runSuite.js';
import { leftIn, TaskFolders, temporaryIn } from './taskFolders.js';
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
  /**
   * Runs the tests. `environment` names the file for their totals and their temporary folder; `write` gets
   * their output.
   */
  run(write: Write, environment: Readonly<Record<string, string>>): Promise<unknown>;
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
  // The tasks that need these report an error.
  if (haveEditor) editor().catch(() => {});
  if (haveWindows) browser().catch(() => {});
  const ui = wanted.includes('ui') ? await uiTasks() : [];
  const others = [
    ...(wanted.includes('unit') ? await unitTasks(haveEditor) : []),
    ...[suiteTask, historyTask].filter(({ title }) => wanted.includes(title)),
  ];
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

let editorInstall: Promise<EditorInstall> | undefined;

function editor(): Promise<EditorInstall> {
  editorInstall ??= installEditor(flags.host, console.log);
  return editorInstall;
}

/** The Node of the editor; this one if the editor cannot be installed, which other tests report. */
async function editorNode(): Promise<string> {
  return (await editor().catch(() => undefined))?.node ?? process.execPath;
}

let browserInstall: Promise<BrowserInstall> | undefined;

function browser(): Promise<BrowserInstall> {
  browserInstall ??= installBrowser(console.log);
  return browserInstall;
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

const folders = new TaskFolders();

/**
 * A task counts as one failure if it crashes, runs no test although there is no `--grep`, or leaves
 * temporary files although its tests pass.
 */
async function totalsOf({ run, title }: Task, write: Write): Promise<Totals> {
  const file = path.join(scratchFolder('totals'), 'totals.json');
  const temporary = folders.create();
  try {
    await run(write, { ...temporaryIn(temporary), TEST_TOTALS: file });
  } catch (error) {
    write(`${error instanceof Error ? error.message : error}\n`);
  }
  const totals = readTotals(file);
  const isEmpty = totals === undefined || (totals.passed + totals.failed === 0 && flags.grep === undefined);
  const left = leftIn(temporary);
  const isClean = left.length === 0 || (totals?.failed ?? 0) > 0;
  if (!isEmpty && isClean) return totals;
  const failure = isEmpty
    ? `The tests of ${title} did not run to their end`
    : `The tests of ${title} leave temporary files: ${left.join(', ')}`;
  write(`${failure}\n`);
  const { passed, skipped } = totals ?? { passed: 0, skipped: 0 };
  return { passed, failed: 1, skipped, failures: [failure] };
}

/**
 * A task for each folder of the unit tests. One process for all of them would have a heap so large that a
 * third of its time went to the garbage collector. If other tests need the editor, they run in its Node,
 * which may be newer, and then takes a quarter less time.
 */
async function unitTasks(haveEditor: boolean): Promise<readonly Task[]> {
  const task = (title: string, folder: string): Task => ({
    title,
    run: async (write, environment) => {
      const node = haveEditor ? await editorNode() : process.execPath;
      // Generated cases are garbage soon: in a larger young generation, most are when it is collected.
      await mocha([folder], write, environment, [node, '--max-semi-space-size=32']);
    },
  });
  // With `--grep`, most files have no matching test.
  if (flags.grep !== undefined) return [task('unit', 'out/unit')];
  const folderOf = (file: string) => (file.split(path.sep)[0] ?? '').replace(/\.ts$/, '.js');
  return (await largestFirst('test/unit', folderOf)).map((name) => task(`unit: ${name}`, `out/unit/${name}`));
}

/** They need `node:sqlite`, which the Node of development may not have. That of the editor does. */
const historyTask: Task = {
  title: 'history',
  run: async (write, environment) => {
    const { node } = await editor();
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
        ...environment,
        TEST_GREP: flags.grep,
        TEST_SEED: flags.seed,
        TEST_REPORT: flags.host === 'electron' ? undefined : report,
      },
      extension: path.resolve('.'),
      tests: path.resolve('out/suite/index.js'),
      // Files of the workspace must not influence the suites.
      folder: hostileWorkspace('http://127.0.0.1:9/evil'),
    };
    if (flags.host === 'electron') return runInElectron(options);
    return runSuite({
      ...options,
      install: await editor(),
      browserInstall: await browser(),
      dataFolder: scratchFolder('suite'),
      onLog: (line) => log.push(line),
    }).finally(async () => {
      const words = await readFile(report, 'utf8').catch(() => log.slice(-40).join('\n'));
      write(`${words}\n`);
    });
  },
};

/** Files of UI tests that share a window, in this order: see test/ui/sharedWindow.ts. */
const sharedWindows = ['morning, brokenSinceYesterday', 'export, report, overview'];

/** The UI tests of the packaged extension: a task for each file, or for those that share a window. */
async function uiTasks(): Promise<readonly Task[]> {
  const packed = packageVsix(console.log);
  // The other tests need the build that follows packing. `installPackaged` reports an error of packing.
  await packed.catch(() => {});
  const installed = installPackaged(packed);
  installed.catch(() => {});
  const task = (title: string, files: readonly string[]): Task => ({
    title,
    run: async (write, environment) => {
      await browser();
      await mocha([...files, '--steps', '--timeout', String(uiTimeout)], write, {
        ...environment,
        TEST_EXTENSIONS: await installed,
        TEST_HOST: flags.host,
        // With `--only ui`, somebody is going to look at the pictures.
        ...(flags.only === 'ui' && { TEST_PICTURES: 'all' }),
        ...(flags.themes && { TEST_THEMES: 'all' }),
      });
    },
  });
  // With `--grep`, most files have no matching test.
  if (flags.grep !== undefined) return [task('ui', ['out/ui'])];
  const taskOf = (file: string) => {
    const name = file.replace('.test.ts', '');
    return sharedWindows.find((names) => names.split(', ').includes(name)) ?? name;
  };
  return (await largestFirst('test/ui', taskOf)).map((names) =>
    task(
      `ui: ${names}`,
      names.split(', ').map((name) => path.join('out/ui', `${name}.test.js`)),
    ),
  );
}

/** The tasks of the test files of a folder, by the sizes of their sources. */
async function largestFirst(folder: string, taskOf: (file: string) => string): Promise<string[]> {
  const sizes = new Map<string, number>();
  for (const file of await readdir(folder, { recursive: true })) {
    if (!file.endsWith('.test.ts')) continue;
    const { size } = await stat(path.join(folder, file));
    const task = taskOf(file);
    sizes.set(task, (sizes.get(task) ?? 0) + size);
  }
  return [...sizes].sort(([, one], [, other]) => other - one).map(([task]) => task);
}

/**
 * Milliseconds; three times Playwright's timeout, so that Playwright first reports what it was waiting for.
 */
const uiTimeout = 90_000;

/** Installs the packed extension; resolves to the folder of the extensions. */
async function installPackaged(packed: Promise<string>): Promise<string> {
  const vsix = await packed;
  return installVsix(await editor(), scratchFolder('installed'), vsix);
}

/** Runs built tests. `node` is the Node that runs them, with its options. */
async function mocha(
  args: readonly string[],
  write: Write,
  environment: Readonly<Record<string, string>>,
  [node, ...options]: readonly [node: string, ...options: string[]] = [process.execPath],
): Promise<void> {
  const grep = flags.grep === undefined ? [] : ['--grep', flags.grep];
  const child = startGroup(node, [...options, 'out/host/runMocha.js', ...args, ...grep], {
    env: {
      ...process.env,
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
