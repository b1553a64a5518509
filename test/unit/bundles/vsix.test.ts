import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cp, readFile, symlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { scratchFolder } from '../../host/testEnvironment.js';
import { packageVsix } from '../../host/vsix.js';

describe('The VSIX', () => {
  it('is reproducible: in another folder, a year later, in another time zone and locale, with another umask', async () => {
    const ourEnvironment = { ...process.env, LC_ALL: 'C', NODE_OPTIONS: '', TZ: 'UTC' };
    // In Czech, “changelog” comes after “dist”.
    const other = { LC_ALL: 'cs_CZ.UTF-8', NODE_OPTIONS: `--import=${inAYear}`, TZ: 'Pacific/Auckland' };
    const [ours, theirs] = await Promise.all([
      digestOf(await copyOfProject('package'), ourEnvironment),
      digestOf(await copyOfProject('package-elsewhere'), { ...process.env, ...other }),
    ]);
    assert.equal(theirs, ours);
  }).timeout(120_000);

  it('is not packed if its notices lack a package or its license', async () => {
    const cwd = await copyOfProject('notices');
    const run = (...step: string[]) => spawnSync(process.execPath, step, { cwd, encoding: 'utf8' });
    assert.equal(run('esbuild.mjs', '--production').stderr, '');
    const file = path.join(cwd, 'dist/ThirdPartyNotices.txt');
    const notices = await readFile(file, 'utf8');
    await writeFile(file, notices.replace(/^d3-scale .*\n/m, '').replaceAll('Adam Bender', 'Nobody'));
    const { status, stderr } = run('test/checks/package.mjs');
    assert.equal(status, 1);
    assert.match(
      stderr,
      /^dist\/ThirdPartyNotices\.txt has no license of @vscode-elements\/elements \S+, d3-scale \S+\.\n$/,
    );
  }).timeout(60_000);
});

/** A module that moves the clock of a Node process forward a year and changes its umask. */
const inAYear = `data:text/javascript,${encodeURIComponent(`
  process.umask(0o077);
  const Now = Date;
  const later = () => Now.now() + 365 * 24 * 60 * 60 * 1000;
  globalThis.Date = class extends Now {
    constructor(...parts) { super(...(parts.length === 0 ? [later()] : parts)); }
    static now() { return later(); }
  };`)}`;

/** A copy of the project, so that building it does not disturb the other tests. */
async function copyOfProject(name: string): Promise<string> {
  const folder = scratchFolder(name);
  const excluded = new Set(['.cache', '.git', 'dist', 'node_modules', 'out'].map((one) => path.resolve(one)));
  const filter = (source: string) => !excluded.has(path.resolve(source)) && !source.endsWith('.vsix');
  await cp('.', folder, { filter, recursive: true });
  await symlink(path.resolve('node_modules'), path.join(folder, 'node_modules'), 'junction');
  return folder;
}

async function digestOf(cwd: string, env: NodeJS.ProcessEnv): Promise<string> {
  const vsix = await packageVsix(() => {}, { cwd, env });
  return createHash('sha256')
    .update(await readFile(vsix))
    .digest('hex');
}
