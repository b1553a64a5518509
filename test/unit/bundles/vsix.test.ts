import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { cp, readFile, symlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { scratchFolder } from '../../host/testEnvironment.js';

describe('The VSIX', () => {
  it('is not packed when its notices leave out a package, or its license', async () => {
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
  });
});

/** The project in a folder of its own, so that nothing is built under the other tests. */
async function copyOfProject(name: string): Promise<string> {
  const folder = scratchFolder(name);
  const left = new Set(['.cache', '.git', 'dist', 'node_modules', 'out'].map((one) => path.resolve(one)));
  const filter = (source: string) => !left.has(path.resolve(source)) && !source.endsWith('.vsix');
  await cp('.', folder, { filter, recursive: true });
  await symlink(path.resolve('node_modules'), path.join(folder, 'node_modules'), 'junction');
  return folder;
}
