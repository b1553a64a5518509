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

describe('A file that is exported to a disk', () => {
  let folder: string;
  let place: string;
  let mask: number;
  beforeEach(async () => {
    mask = process.umask(0o022);
    folder = await mkdtemp(path.join(tmpdir(), 'disk-file-test-'));
    place = path.join(folder, 'jobs.csv');
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

  it('is readable only by its owner if it is new, also while it is written', async () => {
    const modes: number[] = [];
    async function* watched() {
      for (const name of await readdir(folder))
        modes.push((await lstat(path.join(folder, name))).mode & 0o777);
      yield 'new';
    }
    await writeDiskFile(place, watched(), signal);
    assert.deepEqual(modes, [0o600]);
    assert.deepEqual(await found(place), [true, 0o600, 'new']);
  });

  it('keeps the mode of the file that it replaces, except for bits that grant rights', async () => {
    for (const [before, after] of [
      [0o600, 0o600],
      [0o664, 0o664],
      [0o4755, 0o755],
    ] as const) {
      await writeFile(place, 'old');
      await chmod(place, before);
      await writeDiskFile(place, pieces(), signal);
      assert.deepEqual(await found(place), [true, after, 'new']);
    }
  });

  it('replaces a link, whatever its target, and does not change the target', async () => {
    const target = path.join(folder, 'target');
    for (const prepare of [
      async () => {
        await writeFile(target, 'precious');
        await chmod(target, 0o666);
        await symlink(target, place);
      },
      () => symlink(path.join(folder, 'nowhere'), place),
      () => symlink(folder, place),
      () => symlink(place, place),
      () => link(target, place),
    ]) {
      await prepare();
      const { mode, nlink } = await lstat(place);
      await writeDiskFile(place, pieces(), signal);
      assert.deepEqual(await found(place), [true, nlink > 1 ? mode & 0o777 : 0o600, 'new']);
      assert.equal(await readFile(target, 'utf8'), 'precious');
      await rm(place);
    }
    assert.deepEqual(await readdir(folder), ['target']);
  });

  it('does not change if the export is cancelled before its end, and nothing is left behind', async () => {
    const reason = new Error('Cancelled');
    for (const before of ['old', undefined]) {
      if (before !== undefined) await writeFile(place, before);
      for (const moment of ['before', 'first piece', 'last write'] as const) {
        const leaving = new AbortController();
        const abortAt = (present: string) => {
          if (present === moment) leaving.abort(reason);
        };
        const cancelled = async function* () {
          abortAt('first piece');
          yield 'new';
          abortAt('last write');
        };
        abortAt('before');
        await assert.rejects(writeDiskFile(place, cancelled(), leaving.signal), reason, moment);
        assert.deepEqual(await readdir(folder), before === undefined ? [] : ['jobs.csv'], moment);
        if (before !== undefined) assert.equal(await readFile(place, 'utf8'), before);
      }
      await rm(place, { force: true });
    }
  });

  it('does not change if the jobs cannot be read, and nothing is left behind', async () => {
    await writeFile(place, 'old');
    const offline = async function* () {
      yield 'new';
      throw new Error('offline');
    };
    await assert.rejects(writeDiskFile(place, offline(), signal), /offline/);
    assert.deepEqual([await readdir(folder), await readFile(place, 'utf8')], [['jobs.csv'], 'old']);
  });

  it('can have the maximum number of bytes, and not one more', async () => {
    const five = async function* () {
      yield 'n€';
      yield 'w';
    };
    await writeStaged(place, five(), { maxBytes: 5 });
    assert.equal(await readFile(place, 'utf8'), 'n€w');
    await rm(place);
    await assert.rejects(
      writeStaged(place, five(), { maxBytes: 4 }),
      (error: unknown) =>
        error instanceof UnwrittenFileError && error.reason === 'tooLong' && error.message === '4',
    );
  });

  it('replaces nothing that is not a file, and reads no job for it', async function () {
    if (process.platform === 'win32') this.skip();
    const never: AsyncIterable<string> = {
      [Symbol.asyncIterator]: () => assert.fail('nothing has to be read'),
    };
    execFileSync('mkfifo', [place]);
    await mkdir(path.join(folder, 'sub'));
    for (const other of [place, path.join(folder, 'sub')]) {
      await assert.rejects(
        writeDiskFile(other, never, signal),
        (error: unknown) => error instanceof UnwrittenFileError && error.reason === 'noFile',
      );
    }
    assert.ok((await lstat(place)).isFIFO());
    assert.deepEqual((await readdir(folder)).sort(), ['jobs.csv', 'sub']);
  });
});

describe('A folder to export to', () => {
  let home: string;
  let workspace: string;
  beforeEach(async () => {
    home = await mkdtemp(path.join(tmpdir(), 'linked-folder-test-'));
    // A workspace may itself be behind a link.
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
    const leads = async (...names: string[]) => {
      const real = await linkedFolder(path.join(home, ...names, 'jobs.csv'), [
        path.join(home, 'other'),
        workspace,
      ]);
      return real === undefined ? undefined : path.relative(home, real);
    };
    assert.deepEqual(
      [
        await leads('workspace'),
        await leads('workspace', 'inner'),
        await leads('workspace', 'within'),
        await leads('workspace', 'missing'),
        await leads('secrets'),
        await leads('workspace', 'outside'),
        await leads('workspace', 'outside', '..', 'secrets'),
        await leads('workspace', 'beside'),
      ],
      [undefined, undefined, undefined, undefined, undefined, 'secrets', undefined, 'real-not'],
    );
  });
});
