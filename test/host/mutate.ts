// `npm run mutate`: changes the sources in small ways with StrykerJS, and prints which changes no unit test
// notices.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { Chance } from '../../src/sample/random.js';
import { cachedFolder, installPackages } from './cachedInstall.js';
import { defaultVersion, installEditor } from './editorInstall.js';
import { scratchFolder } from './testEnvironment.js';

const { positionals, values: flags } = parseArgs({
  allowPositionals: true,
  options: { lines: { type: 'string', default: '150' }, seed: { type: 'string', default: '1' } },
});

const mutatedFolders = ['src/jobs', 'src/aws', 'src/documents', 'src/overview/figures'];

/** Tests that are left out: they start programs, read the package or measure time. */
const excluded = /^(aws\/differential|bundles|host|sample)\/|^growth/;

const strykerVersion = '10.0.0';

async function main(): Promise<void> {
  // StrykerJS is not a dependency of the project: it needs a newer Node than development does, and few people
  // need it.
  const folder = await cachedFolder(`stryker-${strykerVersion}`, async (unfinished) => {
    console.log('Setting up StrykerJS (once, about 75 MB in .cache) …');
    await installPackages(unfinished, {
      '@stryker-mutator/core': strykerVersion,
      '@stryker-mutator/mocha-runner': strykerVersion,
    });
  });
  const stryker = path.join(folder, 'node_modules/@stryker-mutator');
  const config = path.join(scratchFolder('mutate'), 'stryker.json');
  const mutate = positionals.length > 0 ? positionals : sampledLines(Number(flags.lines), Number(flags.seed));
  writeFileSync(config, JSON.stringify(configuration(stryker, mutate)));
  const { node } = await installEditor(defaultVersion, console.log);
  const child = spawn(node, [path.join(stryker, 'core/bin/stryker.js'), 'run', config], {
    env: {
      ...process.env,
      // The build in the sandbox runs in this Node too.
      PATH: [path.dirname(node), process.env['PATH']].join(path.delimiter),
      NODE_OPTIONS: `--import=${resolvesCommonJs}`,
    },
    stdio: 'inherit',
  });
  const [code] = await once(child, 'close');
  process.exit(code ?? 1);
}

/** The settings of StrykerJS: https://stryker-mutator.io/docs/stryker-js/configuration */
function configuration(stryker: string, mutate: readonly string[]): object {
  return {
    cleanTempDir: 'always',
    buildCommand: 'node esbuild.mjs --tests',
    coverageAnalysis: 'perTest',
    // Enough on a busy machine; on an idle one it takes two.
    dryRunTimeoutMinutes: 30,
    ignorePatterns: ['.cache', '.git', 'dist', 'out', '*.vsix', 'media/pictures'],
    // A mutant of code that runs when a module is loaded would need all tests in a new process, which takes
    // hours.
    ignoreStatic: true,
    jsonReporter: { fileName: '.cache/mutation.json' },
    mochaOptions: { spec: unitTests() },
    mutate,
    plugins: [path.join(stryker, 'mocha-runner/dist/src/index.js')],
    reporters: ['clear-text', 'progress-append-only', 'json'],
    clearTextReporter: { allowColor: false, logTests: false, reportTests: false, skipFull: true },
    tempDirName: '.cache/stryker-sandbox',
    testRunner: 'mocha',
    thresholds: { high: 80, low: 75 },
    timeoutMS: 15_000,
    // The project's TypeScript has no API to rewrite the file, and esbuild does not need it here.
    tsconfigFile: 'none',
    warnings: { unknownOptions: false },
  };
}

/** The built unit tests. */
function unitTests(): readonly string[] {
  return readdirSync('test/unit', { recursive: true, encoding: 'utf8' })
    .map((name) => name.replaceAll('\\', '/'))
    .filter((name) => name.endsWith('.test.ts') && !excluded.test(name))
    .sort()
    .map((name) => `out/unit/${name.replace(/ts$/, 'js')}`);
}

/** The runner requires parts of Mocha without their extension, which is .cjs since Mocha 12. */
const resolvesCommonJs = `data:text/javascript,${encodeURIComponent(
  "import Module from 'node:module'; Module._extensions['.cjs'] ??= Module._extensions['.js'];",
)}`;

/** A random sample of source lines, as line ranges for StrykerJS; the same for the same seed. */
function sampledLines(count: number, seed: number): readonly string[] {
  const lines = mutatedFolders.flatMap((folder) =>
    readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.ts'))
      .sort()
      .flatMap((name) => codeLinesOf(path.posix.join(folder, name.replaceAll('\\', '/')))),
  );
  const chance = new Chance(seed);
  return Array.from({ length: Math.min(count, lines.length) }, () =>
    lines.splice(Math.floor(chance.draw() * lines.length), 1),
  ).flat();
}

function codeLinesOf(file: string): readonly string[] {
  return readFileSync(file, 'utf8')
    .split('\n')
    .flatMap((text, index) =>
      /^\s*($|\/\/|\/?\*|import |export (type|interface) |[})\]]*[;,]?$)/.test(text)
        ? []
        : [`${file}:${index + 1}-${index + 1}`],
    );
}

void main();
