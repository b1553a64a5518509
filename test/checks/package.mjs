// Makes a reproducible VSIX. Fails if it would contain a file that is neither needed to run nor a notice, if
// a license is missing from the notices, if a link of the README is broken, or if a size exceeds its limit.
import { spawnSync } from 'node:child_process';
import { chmod, cp, mkdir, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { brokenLinks, packagedReadme } from './packagedReadme.mjs';
import { bundledPackages, missingFrom } from './thirdPartyNotices.mjs';

const limits = {
  'the VSIX': 1200,
  'the activation bundle': 45,
  'the calendar': 250,
  'the job panel': 250,
  'the overview': 400,
};
const { name, repository, version } = JSON.parse(await readFile('package.json', 'utf8'));
const packagePath = path.resolve(`${name}-${version}.vsix`);
const allowed = (await readFile('.vscodeignore', 'utf8'))
  .split('\n')
  .filter((line) => line.startsWith('!'))
  .map((line) => line.slice(1));

/** The build's list of its outputs and their inputs; it is not packed. */
const bundles = 'dist/bundles.json';
const notices = 'dist/ThirdPartyNotices.txt';
const outputs = JSON.parse(await readFile(bundles, 'utf8').catch(() => '{}'));
const built = (await readdir('dist', { recursive: true, withFileTypes: true }))
  .filter((entry) => entry.isFile())
  .map((entry) => path.posix.join(...path.join(entry.parentPath, entry.name).split(path.sep)))
  .filter((file) => file !== bundles);
const unexpected = built.filter((file) => !allowed.includes(file));
if (unexpected.length > 0) {
  fail(`The VSIX would contain ${unexpected.join(', ')}: name it in .vscodeignore if it is needed to run.`);
}
const unknown = built.filter((file) => file !== notices && outputs[file] === undefined);
if (unknown.length > 0) {
  fail(`${bundles} does not list ${unknown.join(', ')}: build with node esbuild.mjs --production.`);
}
const inputs = Object.values(outputs).flatMap((output) => Object.keys(output.inputs));
const missing = missingFrom(await readFile(notices, 'utf8'), await bundledPackages(inputs));
if (missing.length > 0) fail(`${notices} has no license of ${missing.join(', ')}.`);

// vsce reads every file of a folder, and this folder contains whole editors. So vsce packs a copy.
const stage = path.resolve('.cache/package');
await rm(stage, { force: true, recursive: true });
await mkdir(stage, { recursive: true });
for (const file of ['.vscodeignore', ...allowed]) {
  const copy = path.join(stage, file);
  await cp(file, copy);
  // The VSIX contains the modes of its files, which depend on the umask.
  await chmod(copy, 0o644);
}
const readme = path.join(stage, 'README.md');
const address = repository?.url.replace(/\.git$/, '');
await writeFile(readme, packagedReadme(await readFile(readme, 'utf8'), address));
for (const name of ['README.md', 'CHANGELOG.md']) {
  const broken = brokenLinks(await readFile(path.join(stage, name), 'utf8'));
  if (broken.length > 0) fail(`${name} has links that do not work in the VSIX: ${broken.join(', ')}.`);
}
// The VSIX contains local times, and vsce sorts by the locale, which Node reads only at its start: so vsce
// gets its own process.
const { status } = spawnSync(process.execPath, ['test/checks/makeVsix.mjs', stage, packagePath], {
  env: {
    ...process.env,
    LC_ALL: 'C',
    // The earliest time of a zip file, in seconds. If this is set, vsce sorts the files.
    SOURCE_DATE_EPOCH: `${Date.UTC(1980, 0) / 1000}`,
    TZ: 'UTC',
    VSCE_STORE: 'file',
  },
  stdio: 'inherit',
});
if (status !== 0) fail('vsce could not make the VSIX.');

const codicons = 'dist/webview/codicon.ttf';
const sizes = {
  'the VSIX': (await stat(packagePath)).size / 1024,
  'the activation bundle': (await stat('dist/extension.js')).size / 1024,
  'the job panel': await kilobytesOf('dist/webview/jobPanel.js', 'dist/webview/jobPanelStyle.css', codicons),
  'the calendar': await kilobytesOf('dist/webview/calendar.js', 'dist/webview/calendarStyle.css', codicons),
  'the overview': await kilobytesOf('dist/webview/overview.js', 'dist/webview/overviewStyle.css'),
};
for (const [part, size] of Object.entries(sizes)) {
  const limit = limits[part];
  console.log(`${part}: ${size.toFixed(1)} KB of at most ${limit} KB`);
  if (size > limit) process.exitCode = 1;
}

/** @param {string[]} files */
async function kilobytesOf(...files) {
  const found = await Promise.all(files.map((file) => stat(file)));
  return found.reduce((sum, { size }) => sum + size, 0) / 1024;
}

/** @param {string} reason @returns {never} */
function fail(reason) {
  console.error(reason);
  process.exit(1);
}
