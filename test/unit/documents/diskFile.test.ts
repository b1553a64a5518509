import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import {
  chmod,
  link,
  lstat,
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  rm,
  symlink,
  writeFile,
} from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { UnwrittenFileError, writeDiskFile, writeStaged } from '../../../src/documents/export/diskFile.js';
import { linkedFolder } from '../../../src/documents/export/linkedFolder.js';

const { signal } = new AbortController();

async function* pieces() {
  yield 'new';
}

describe('A file exported to a disk', () => {
  let folder: string;
  let destination: string;
  let mask: number;
  beforeEach(async () => {
    mask = process.umask(0o022);
    folder = await mkdtemp(path.join(tmpdir(), 'disk-file-test-'));
    destination = path.join(folder, 'jobs.csv');
  });
  afterEach(async () => {
    process.umask(mask);
    await rm(folder, { recursive: true });
  });

  /** What is at a path: its kind, its mode and its content. */
  async function found(file: string) {
    const stats = await lstat(file);
    return [stats.isFile(), stats.mode & 0o7777, await readFile(file, 'utf8')];
  }

  it('is readable only by its owner if it is new, even while it is being written', async () => {
    const modes: number[] = [];
    async function* watched() {
      for (const name of await readdir(folder))
        modes.push((await lstat(path.join(folder, name))).mode & 0o777);
      yield 'new';
    }
    await writeDiskFile(destination, watched(), signal);
    assert.deepEqual(modes, [0o600]);
    assert.deepEqual(await found(destination), [true, 0o600, 'new']);
  });

  it('keeps the mode of the file that it replaces, but not its setuid and setgid bits', async () => {
    for (const [before, after] of [
      [0o600, 0o600],
      [0o664, 0o664],
      [0o6755, 0o755],
    ] as const) {
      await writeFile(destination, 'old');
      await chmod(destination, before);
      await writeDiskFile(destination, pieces(), signal);
      assert.deepEqual(await found(destination), [true, after, 'new']);
    }
  });

  it('replaces a link, whatever its target, and does not change the target', async () => {
    const target = path.join(folder, 'target');
    for (const prepare of [
      async () => {
        await writeFile(target, 'precious');
        await chmod(target, 0o666);
        await symlink(target, destination);
      },
      () => symlink(path.join(folder, 'nowhere'), destination),
      () => symlink(folder, destination),
      () => symlink(destination, destination),
      () => link(target, destination),
    ]) {
      await prepare();
      const { mode, nlink } = await lstat(destination);
      await writeDiskFile(destination, pieces(), signal);
      assert.deepEqual(await found(destination), [true, nlink > 1 ? mode & 0o777 : 0o600, 'new']);
      assert.equal(await readFile(target, 'utf8'), 'precious');
      await rm(destination);
    }
    assert.deepEqual(await readdir(folder), ['target']);
  });

  it('does not change if the export is cancelled, and no temporary file remains', async () => {
    const reason = new Error('Cancelled');
    for (const before of ['old', undefined]) {
      if (before !== undefined) await writeFile(destination, before);
      for (const moment of ['before', 'first piece', 'last write'] as const) {
        const controller = new AbortController();
        const abortAt = (reached: string) => {
          if (reached === moment) controller.abort(reason);
        };
        const cancelled = async function* () {
          abortAt('first piece');
          yield 'new';
          abortAt('last write');
        };
        abortAt('before');
        await assert.rejects(writeDiskFile(destination, cancelled(), controller.signal), reason, moment);
        assert.deepEqual(await readdir(folder), before === undefined ? [] : ['jobs.csv'], moment);
        if (before !== undefined) assert.equal(await readFile(destination, 'utf8'), before);
      }
      await rm(destination, { force: true });
    }
  });

  it('does not change if the jobs cannot be read, and no temporary file remains', async () => {
    await writeFile(destination, 'old');
    const offline = async function* () {
      yield 'new';
      throw new Error('offline');
    };
    await assert.rejects(writeDiskFile(destination, offline(), signal), /offline/);
    assert.deepEqual([await readdir(folder), await readFile(destination, 'utf8')], [['jobs.csv'], 'old']);
  });

  it('can have exactly the maximum number of bytes, but not one more', async () => {
    const five = async function* () {
      yield 'n€';
      yield 'w';
    };
    await writeStaged(destination, five(), { maxBytes: 5 });
    assert.equal(await readFile(destination, 'utf8'), 'n€w');
    await rm(destination);
    await assert.rejects(
      writeStaged(destination, five(), { maxBytes: 4 }),
      (error: unknown) =>
        error instanceof UnwrittenFileError && error.reason === 'tooLong' && error.message === '4',
    );
  });

  it('does not replace a pipe or a folder, and reads no jobs', async function () {
    if (process.platform === 'win32') this.skip();
    const never: AsyncIterable<string> = {
      [Symbol.asyncIterator]: () => assert.fail('no job may be read'),
    };
    execFileSync('mkfifo', [destination]);
    await mkdir(path.join(folder, 'sub'));
    for (const other of [destination, path.join(folder, 'sub')]) {
      await assert.rejects(
        writeDiskFile(other, never, signal),
        (error: unknown) => error instanceof UnwrittenFileError && error.reason === 'noFile',
      );
    }
    assert.ok((await lstat(destination)).isFIFO());
    assert.deepEqual((await readdir(folder)).sort(), ['jobs.csv', 'sub']);
  });
});

describe('A folder to export to', () => {
  let home: string;
  let workspace: string;
  beforeEach(async () => {
    home = await mkdtemp(path.join(tmpdir(), 'linked-folder-test-'));
    // The path of a workspace may itself contain a link.
    await mkdir(path.join(home, 'real', 'inner'), { recursive: true });
    await mkdir(path.join(home, 'real-not'));
    await mkdir(path.join(home, 'secrets'));
    workspace = path.join(home, 'workspace');
    await symlink(path.join(home, 'real'), workspace);
    await symlink(path.join(home, 'secrets'), path.join(workspace, 'outside'));
    await symlink('../real-not', path.join(workspace, 'beside'));
    await symlink('inner', path.join(workspace, 'within'));
  });
  afterEach(() => rm(home, { recursive: true }));

  it('is shown with its real path only if a link leads out of the workspace', async () => {
    const realFolder = async (...names: string[]) => {
      const real = await linkedFolder(path.join(home, ...names, 'jobs.csv'), [
        path.join(home, 'other'),
        workspace,
      ]);
      return real === undefined ? undefined : path.relative(home, real);
    };
    assert.deepEqual(
      [
        await realFolder('workspace'),
        await realFolder('workspace', 'inner'),
        await realFolder('workspace', 'within'),
        await realFolder('workspace', 'missing'),
        await realFolder('secrets'),
        await realFolder('workspace', 'outside'),
        await realFolder('workspace', 'outside', '..', 'secrets'),
        await realFolder('workspace', 'beside'),
      ],
      [undefined, undefined, undefined, undefined, undefined, 'secrets', undefined, 'real-not'],
    );
  });
});
