// Builds what the extension ships into dist/, and with --tests the tests and their tools into out/.
import { readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, posix, relative, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { build, context } from 'esbuild';
import { bundledPackages, noticesOf } from './test/checks/thirdPartyNotices.mjs';

const { values: flags } = parseArgs({
  options: {
    production: { type: 'boolean', default: false },
    tests: { type: 'boolean', default: false },
    watch: { type: 'boolean', default: false },
  },
});

/**
 * The bundles beside the activation bundle, which hold what is loaded later: each file that a dynamic
 * `import()` names, by the folder that it lies in. A file is run when it is first imported, not when its
 * bundle is loaded.
 */
const lazyBundles = { aws: /^src\/aws\//, sample: /^src\/sample\//, features: /^src\// };

/** The files that the sources import dynamically, by their bundles. */
const lazyFiles = Object.fromEntries(Object.keys(lazyBundles).map((bundle) => [bundle, new Set()]));
for (const file of await entriesOf('src', '.ts')) {
  for (const [, from] of (await readFile(file, 'utf8')).matchAll(/\bimport\('(\.[^']+)\.js'\)/g)) {
    const lazy = posix.join(posix.dirname(file), `${from}.ts`);
    lazyFiles[bundleOf(lazy)].add(lazy);
  }
}

/** @param {string} file */
function bundleOf(file) {
  return Object.keys(lazyBundles).find((bundle) => lazyBundles[bundle].test(file));
}

/**
 * Makes a bundle of the lazy files of one folder, and has the others load them from it.
 *
 * @param {string} own the bundle that is built
 * @returns {import('esbuild').Plugin}
 */
function loadFromBundles(own) {
  return {
    name: 'load-from-bundles',
    setup({ onLoad, onResolve }) {
      onResolve({ filter: /^lazy:/ }, ({ path }) => ({
        path: path.slice('lazy:'.length),
        namespace: 'lazy',
      }));
      onLoad({ filter: /./, namespace: 'lazy' }, ({ path }) => ({
        contents: [...lazyFiles[path]]
          .map((file) => `exports[${JSON.stringify(file)}] = () => require(${JSON.stringify(`./${file}`)});`)
          .join('\n'),
        resolveDir: '.',
      }));
      onResolve({ filter: /^\./ }, ({ kind, path, resolveDir }) => {
        if (kind !== 'dynamic-import') return undefined;
        const file = relative('.', resolve(resolveDir, path.replace(/\.js$/, '.ts'))).replaceAll('\\', '/');
        return [own, undefined].includes(bundleOf(file))
          ? undefined
          : { path: file, namespace: 'other-bundle' };
      });
      onLoad({ filter: /./, namespace: 'other-bundle' }, ({ path }) => ({
        contents: `module.exports = require('./${bundleOf(path)}.js')[${JSON.stringify(path)}]();`,
      }));
      onResolve({ filter: /./, namespace: 'other-bundle' }, ({ path }) => ({ path, external: true }));
    },
  };
}

/** What the sources import of each client of the SDK. */
const usedOfClients = new Map();
for (const file of await entriesOf('src', '.ts')) {
  for (const [, names, client] of (await readFile(file, 'utf8')).matchAll(
    /\bimport \{([^}]*)\} from '(@aws-sdk\/client-[^']+)'/g,
  )) {
    const values = names.split(',').map((name) => name.trim());
    const used = values.filter((name) => name !== '' && !name.startsWith('type '));
    usedOfClients.set(client, new Set([...(usedOfClients.get(client) ?? []), ...used]));
  }
}

/**
 * Takes from a client of the SDK only the commands that the sources use. A lazy file is loaded by `require`,
 * and from what it imports esbuild removes nothing, so that is done in a build of its own.
 *
 * @type {import('esbuild').Plugin}
 */
const usedCommands = {
  name: 'used-commands',
  setup({ onLoad, onResolve, resolve: resolvePath }) {
    onResolve({ filter: /^@aws-sdk\/client-/ }, async ({ importer, kind, path, pluginData, resolveDir }) => {
      if (pluginData === 'whole' || importer.includes('node_modules')) return undefined;
      const whole = await resolvePath(path, { importer, kind, pluginData: 'whole', resolveDir });
      return { path: whole.path, namespace: 'used-commands', pluginData: path };
    });
    onLoad({ filter: /./, namespace: 'used-commands' }, async ({ path, pluginData: client }) => {
      const contents = `export { ${[...usedOfClients.get(client)].join(', ')} } from ${JSON.stringify(path)};`;
      const { outputFiles } = await build({
        bundle: true,
        format: 'esm',
        logLevel: 'warning',
        packages: 'external',
        platform: 'node',
        stdin: { contents, resolveDir: '.' },
        target: 'node22',
        write: false,
      });
      return { contents: outputFiles[0].text, resolveDir: dirname(path) };
    });
  },
};

const shared = {
  bundle: true,
  logLevel: 'warning',
  minify: flags.production,
  sourcemap: flags.production ? false : 'linked',
  metafile: true,
};

/** @param {string} name @param {string} entry */
function extensionHost(name, entry) {
  return {
    ...shared,
    // One set of translations, the editor's, serves every bundle.
    alias: { '@vscode/l10n': './src/editor/l10n.ts' },
    entryPoints: { [name]: entry },
    external: ['vscode'],
    format: 'cjs',
    legalComments: 'none',
    mainFields: ['module', 'main'],
    outdir: 'dist',
    platform: 'node',
    plugins: [loadFromBundles(name), usedCommands],
    // By `require`, which VS Code’s proxy support hooks into, and which is quicker than the loader of ES
    // modules.
    supported: { 'dynamic-import': false },
    target: 'node22',
  };
}

const webview = {
  ...shared,
  entryPoints: {
    jobPanel: 'src/details/webview/jobPanelPage.ts',
    jobPanelStyle: 'src/details/webview/jobPanel.css',
    calendar: 'src/calendar/webview/calendarPage.ts',
    calendarStyle: 'src/calendar/webview/calendar.css',
    overview: 'src/overview/webview/overviewPage.ts',
    overviewStyle: 'src/overview/webview/overview.css',
  },
  assetNames: '[name]',
  format: 'iife',
  loader: { '.ttf': 'file' },
  outdir: 'dist/webview',
  platform: 'browser',
  target: 'es2023',
};

/** @param {string} folder @param {string} ending */
async function entriesOf(folder, ending) {
  const names = await readdir(folder, { recursive: true });
  return names
    .filter((name) => name.endsWith(ending))
    .map((name) => `${folder}/${name.replaceAll('\\', '/')}`);
}

async function testBuild() {
  return {
    ...shared,
    entryPoints: [
      ...(await entriesOf('test/unit', '.test.ts')),
      ...(await entriesOf('test/history', '.test.ts')),
      ...(await entriesOf('test/ui', '.test.ts')),
      ...(await entriesOf('test/bench', '.ts')),
      ...(await entriesOf('test/host', '.ts')),
      'test/suite/index.ts',
    ],
    external: ['vscode'],
    format: 'cjs',
    minify: false,
    outbase: 'test',
    outdir: 'out',
    packages: 'external',
    platform: 'node',
    sourcemap: 'linked',
    target: 'node20',
  };
}

const outputs = flags.tests ? ['dist', 'out'] : ['dist'];
for (const folder of outputs) await rm(folder, { force: true, recursive: true });
const builds = [
  extensionHost('extension', 'src/extension.ts'),
  ...Object.keys(lazyBundles).map((bundle) => extensionHost(bundle, `lazy:${bundle}`)),
  // These run in threads, where there is no editor.
  { ...extensionHost('pageWorker', 'src/aws/pageWorker.ts'), alias: {} },
  {
    ...extensionHost('historyWorker', 'src/app/historyWorker.ts'),
    alias: { '@vscode/l10n': './src/history/noTexts.ts' },
  },
  webview,
  ...(flags.tests ? [await testBuild()] : []),
];
if (flags.watch) {
  for (const options of builds) await (await context({ ...options, logLevel: 'info' })).watch();
} else {
  const results = await Promise.all(builds.map((options) => build(options)));
  if (flags.production) await describeBundles(results.map(({ metafile }) => metafile));
}

/**
 * Writes the notices that the VSIX holds, and what they follow from, by which the package step checks them.
 *
 * @param {import('esbuild').Metafile[]} metafiles
 */
async function describeBundles(metafiles) {
  const outputs = Object.fromEntries(
    metafiles
      .flatMap((metafile) => Object.entries(metafile.outputs))
      .filter(([file]) => file.startsWith('dist/'))
      .map(([file, output]) => [file, { ...output, inputs: withoutVirtual(output.inputs) }]),
  );
  await writeFile('dist/bundles.json', JSON.stringify(outputs));
  const inputs = Object.values(outputs).flatMap((output) => Object.keys(output.inputs));
  const { 'extension.displayName': product } = JSON.parse(await readFile('package.nls.json', 'utf8'));
  await writeFile('dist/ThirdPartyNotices.txt', noticesOf(product, await bundledPackages(inputs)));
}

/** @param {Record<string, unknown>} inputs */
function withoutVirtual(inputs) {
  return Object.fromEntries(
    Object.entries(inputs)
      .filter(([file]) => !/^(lazy|other-bundle):/.test(file))
      .map(([file, input]) => [
        file.replace(/^used-commands:(.*)$/, (_, path) => relativeToHere(path)),
        input,
      ]),
  );
}

/** @param {string} path */
function relativeToHere(path) {
  return relative('.', resolve(path)).replaceAll('\\', '/');
}
