// Builds what the extension ships into dist/, and with --tests the tests and their tools into out/.
import { readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
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

/** What activation must not load: each is a bundle of its own, fetched by the first `import()` of its entry. */
const lazyBundles = {
  aws: 'src/aws/connectionSource.ts',
  awsFiles: 'src/aws/awsFiles.ts',
  awsProfiles: 'src/aws/profileList.ts',
  connectionCommands: 'src/connection/connectionCommands.ts',
  connectionInUse: 'src/connection/connectionInUse.ts',
  copyField: 'src/commands/copyField.ts',
  copyCliCommand: 'src/commands/copyCliCommand.ts',
  documentContents: 'src/documents/documentContents.ts',
  exportJobs: 'src/documents/export/exportJobs.ts',
  filterCommands: 'src/commands/filterCommands.ts',
  followAwsFiles: 'src/followAwsFiles.ts',
  groupBy: 'src/commands/groupBy.ts',
  jobPanel: 'src/details/jobPanel.ts',
  jobsInProgress: 'src/jobs/jobsInProgress.ts',
  openAwsFile: 'src/commands/openAwsFile.ts',
  openConnection: 'src/openConnection.ts',
  openInConsole: 'src/commands/openInConsole.ts',
  openJobById: 'src/commands/openJobById.ts',
  requestLog: 'src/requestLog.ts',
  rereadBranches: 'src/tree/rereadBranches.ts',
  revealJob: 'src/tree/revealJob.ts',
  overviewHost: 'src/overviewHost.ts',
  overviewPanel: 'src/overview/overviewPanel.ts',
  rowChanges: 'src/tree/rowChanges.ts',
  rowTooltip: 'src/tree/rowTooltip.ts',
  sample: 'src/sample/sampleConnection.ts',
  startingConnection: 'src/connection/startingConnection.ts',
  sweeps: 'src/jobs/sweep/poolSweeps.ts',
};

/** What runs in threads of its own. */
const threads = { pageWorker: 'src/aws/pageWorker.ts' };

const keepBundlesApart = {
  name: 'keep-bundles-apart',
  setup(pluginBuild) {
    pluginBuild.onResolve({ filter: /^\.\.?\// }, ({ kind, path, resolveDir }) => {
      if (kind !== 'dynamic-import') return undefined;
      const entry = resolve(resolveDir, path.replace(/\.js$/, '.ts'));
      const name = Object.keys(lazyBundles).find((key) => resolve(lazyBundles[key]) === entry);
      return name === undefined ? undefined : { path: `./${name}.js`, external: true };
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

const extensionHost = {
  ...shared,
  entryPoints: { extension: 'src/extension.ts', ...lazyBundles, ...threads },
  external: ['vscode'],
  format: 'cjs',
  legalComments: 'none',
  mainFields: ['module', 'main'],
  outdir: 'dist',
  platform: 'node',
  plugins: [keepBundlesApart],
  // By `require`, which VS Code’s proxy support hooks into, and which is quicker than the loader of ES modules.
  supported: { 'dynamic-import': false },
  target: 'node22',
};

const webview = {
  ...shared,
  entryPoints: {
    jobPanel: 'src/details/webview/jobPanelPage.ts',
    jobPanelStyle: 'src/details/webview/jobPanel.css',
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
const builds = [extensionHost, webview, ...(flags.tests ? [await testBuild()] : [])];
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
      .filter(([file]) => file.startsWith('dist/')),
  );
  await writeFile('dist/bundles.json', JSON.stringify(outputs));
  const inputs = Object.values(outputs).flatMap((output) => Object.keys(output.inputs));
  const { 'extension.displayName': product } = JSON.parse(await readFile('package.nls.json', 'utf8'));
  await writeFile('dist/ThirdPartyNotices.txt', noticesOf(product, await bundledPackages(inputs)));
}
