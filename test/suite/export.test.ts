import assert from 'node:assert/strict';
import { mkdtemp, readdir, readFile, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import * as vscode from 'vscode';
import { columnsNamed } from '../../src/documents/export/csvColumns.js';
import { UnwrittenFileError } from '../../src/documents/export/diskFile.js';
import type { ExportPart } from '../../src/documents/export/exportedJobs.js';
import { exportTo } from '../../src/documents/export/exportJobs.js';
import { unwrittenText } from '../../src/documents/export/unwrittenText.js';
import { writeWhole } from '../../src/documents/export/wholeFile.js';
import type { BackupJob } from '../../src/jobs/backupJob.js';
import { selectionOf } from '../../src/jobs/jobSelection.js';
import { JobSourceError } from '../../src/jobs/jobSource.js';
import { isBranch } from '../../src/tree/rows.js';
import { MemoryFiles } from './memoryFiles.js';
import { mountSmallDisk, type SmallDisk } from './smallDisk.js';
import { treeOf } from './treeOf.js';

const jobs: BackupJob[] = Array.from({ length: 1200 }, (_, place) => ({
  BackupJobId: `job-${place}`,
  BackupVaultName: place % 3 === 0 ? 'dev' : 'prod',
  CreationDate: new Date(Date.now() - place * 60_000),
  State: place === 0 ? 'FAILED' : 'COMPLETED',
  // Long enough for the file to be written in several pieces.
  StatusMessage: '–'.repeat(1000),
}));
const csv = {
  scope: 'everything',
  format: { kind: 'csv', columns: columnsNamed(['BackupJobId', 'StatusMessage']), hasByteOrderMark: true },
} as const;
const { signal } = new AbortController();

describe('An export to a disk', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'export-test-'));
  });
  afterEach(() => rm(folder, { recursive: true }));

  it('writes every job, loaded or not, and reports its progress', async () => {
    const tree = treeOf(jobs, { pageSize: 100 });
    const counts: number[] = [];
    const count = await exportTo(fileIn(folder), await tree.provider.loadedJobs(), csv, {
      signal,
      onProgress: (progress) => counts.push(progress.jobs),
    });
    const lines = (await readFile(path.join(folder, 'jobs.csv'), 'utf8')).split('\r\n');
    assert.deepEqual([count, counts.at(-1), lines.length], [1200, 1200, 1202]);
    assert.ok(counts.length > 3, 'the file is written in several pieces');
    assert.deepEqual([lines[0], lines.at(-1)], ['\ufeffBackupJobId,StatusMessage', '']);
    assert.deepEqual(await readdir(folder), ['jobs.csv']);
  });

  it('reports that AWS throttles, even while nothing is written', async () => {
    const progress = { jobs: 1200, requests: 12, done: undefined };
    const pool: ExportPart['pool'] = {
      async *sweep(_, { onProgress }) {
        yield jobs;
        onProgress?.({ ...progress, isThrottled: true });
        yield [];
        onProgress?.({ ...progress, isThrottled: false });
        yield [];
      },
    };
    const reported: (readonly [jobs: number, isThrottled: boolean])[] = [];
    await exportTo(fileIn(folder), [{ ...partOf([]), pool }], csv, {
      signal,
      onProgress: ({ jobs: written, isThrottled }) => reported.push([written, isThrottled]),
    });
    const change = reported.findIndex(([, isThrottled]) => isThrottled);
    assert.ok(change >= 0);
    assert.deepEqual(
      reported.slice(change).map(([, isThrottled]) => isThrottled),
      [true, ...reported.slice(change + 1).map(() => false)],
    );
    assert.deepEqual(reported.at(-1), [1200, false]);
  });

  it('replaces a file, or a link without changing its target', async () => {
    const file = path.join(folder, 'real.csv');
    await writeFile(file, 'old');
    await symlink(file, path.join(folder, 'jobs.csv'));
    await exportTo(fileIn(folder), [partOf(jobs)], csv, { signal });
    await exportTo(fileIn(folder), [partOf(jobs)], csv, { signal });
    assert.equal((await readFile(path.join(folder, 'jobs.csv'), 'utf8')).split('\r\n').length, 1202);
    assert.equal(await readFile(file, 'utf8'), 'old');
    assert.equal((await stat(path.join(folder, 'jobs.csv'))).mode & 0o777, 0o600);
    assert.deepEqual(await readdir(folder), ['jobs.csv', 'real.csv']);
  });

  it('leaves only the existing file if it is cancelled or AWS Backup fails', async () => {
    await writeFile(path.join(folder, 'jobs.csv'), 'old');
    const controller = new AbortController();
    await assert.rejects(
      exportTo(fileIn(folder), [partOf(jobs)], csv, {
        signal: controller.signal,
        onProgress: () => controller.abort(),
      }),
    );
    await assert.rejects(
      exportTo(fileIn(folder), [partOf(jobs, denied)], csv, { signal }),
      (error: unknown) => error === denied,
    );
    assert.deepEqual(await readdir(folder), ['jobs.csv']);
    assert.equal(await readFile(path.join(folder, 'jobs.csv'), 'utf8'), 'old');
  });

  it('says why a file cannot be written', async () => {
    const target = vscode.Uri.file(path.join(folder, 'no', 'jobs.csv'));
    await assert.rejects(
      exportTo(target, [partOf(jobs)], csv, { signal }),
      isUnwritten(/^The folder does not exist$/),
    );
    await assert.rejects(
      exportTo(vscode.Uri.file(folder), [partOf(jobs)], csv, { signal }),
      isUnwritten(/ is not a file\. Choose another name$/),
    );
  });
});

describe('An export to a full disk', () => {
  let disk: SmallDisk | undefined;
  before(async function () {
    disk = await mountSmallDisk();
    if (disk === undefined) this.skip();
  });
  after(() => disk?.unmount());

  it('reports it, leaves only the existing file, and works once there is space', async () => {
    const folder = disk?.folder ?? '';
    await writeFile(path.join(folder, 'jobs.csv'), 'old');
    await assert.rejects(
      exportTo(fileIn(folder), [partOf(jobs)], csv, { signal }),
      isUnwritten(/^There is no space left on the disk$/),
    );
    assert.deepEqual(await readdir(folder), ['jobs.csv']);
    assert.equal(await readFile(path.join(folder, 'jobs.csv'), 'utf8'), 'old');
    await exportTo(fileIn(folder), [partOf(jobs.slice(0, 50))], csv, { signal });
    assert.equal((await readFile(path.join(folder, 'jobs.csv'), 'utf8')).split('\r\n').length, 52);
  });
});

describe('An export to a virtual workspace', () => {
  const { TMPDIR } = process.env;
  let memory: MemoryFiles;
  let temporary: string;
  before(async () => {
    memory = new MemoryFiles('backup-jobs-test');
    temporary = await mkdtemp(path.join(tmpdir(), 'export-test-'));
    process.env['TMPDIR'] = temporary;
  });
  beforeEach(() => {
    memory.files.clear();
    memory.fault = undefined;
  });
  afterEach(async () => assert.deepEqual(await readdir(temporary), []));
  after(async () => {
    memory.dispose();
    if (TMPDIR === undefined) delete process.env['TMPDIR'];
    else process.env['TMPDIR'] = TMPDIR;
    await rm(temporary, { recursive: true });
  });

  it('writes the whole file', async () => {
    memory.files.set('/jobs.json', Buffer.from('old'));
    const format = { kind: 'json', namesRegion: false } as const;
    await exportTo(memory.uri('jobs.json'), [partOf(jobs)], { scope: 'everything', format }, { signal });
    assert.equal(JSON.parse(memory.text('jobs.json')).BackupJobs.length, 1200);
    assert.deepEqual([...memory.files.keys()], ['/jobs.json']);
  });

  it('leaves only the existing file if it is cancelled, fails, or there is no space', async () => {
    memory.files.set('/jobs.csv', Buffer.from('old'));
    const controller = new AbortController();
    await assert.rejects(
      exportTo(memory.uri('jobs.csv'), [partOf(jobs)], csv, {
        signal: controller.signal,
        onProgress: () => controller.abort(),
      }),
    );
    await assert.rejects(exportTo(memory.uri('jobs.csv'), [partOf(jobs, denied)], csv, { signal }));
    memory.fault = 'full';
    await assert.rejects(
      exportTo(memory.uri('jobs.csv'), [partOf(jobs)], csv, { signal }),
      isUnwritten(/The quota is used up/),
    );
    assert.deepEqual([...memory.files.keys()], ['/jobs.csv']);
    assert.equal(memory.text('jobs.csv'), 'old');
  });

  it('says where the complete file is if it cannot be renamed', async () => {
    memory.files.set('/jobs.csv', Buffer.from('old'));
    memory.fault = 'renameLosesTarget';
    await assert.rejects(
      exportTo(memory.uri('jobs.csv'), [partOf(jobs)], csv, { signal }),
      isUnwritten(/^The export is complete, but could not be renamed: it is in .*\.partial$/),
    );
    const [partial = '', ...others] = [...memory.files.keys()];
    assert.deepEqual(others, []);
    assert.equal(memory.text(partial.slice(1)).split('\r\n').length, 1202);
  });

  it('never replaces a folder, or what it cannot look at', async () => {
    memory.files.set('/jobs.csv/kept.txt', Buffer.from('kept'));
    const refused = (message: RegExp) =>
      assert.rejects(exportTo(memory.uri('jobs.csv'), [partOf(jobs)], csv, { signal }), isUnwritten(message));
    await refused(/^jobs\.csv is not a file\. Choose another name$/);
    memory.fault = 'notLookedAt';
    await refused(/It cannot be looked at/);
    assert.deepEqual([...memory.files.keys()], ['/jobs.csv/kept.txt']);
  });

  it('does not replace a folder that appears while it writes', async () => {
    async function* pieces() {
      yield 'text';
      memory.files.set('/jobs.csv/kept.txt', Buffer.from('kept'));
    }
    await assert.rejects(writeWhole(memory.uri('jobs.csv'), pieces(), signal), isUnwritten(/ is not a file/));
    assert.deepEqual([...memory.files.keys()], ['/jobs.csv/kept.txt']);
  });

  it('refuses a file that is too long to be written at once', async () => {
    async function* pieces() {
      for (let piece = 0; piece < 3; piece++) yield 'x'.repeat(2 ** 20);
    }
    await assert.rejects(
      writeWhole(memory.uri('jobs.csv'), pieces(), signal, 2 * 2 ** 20),
      isUnwritten(/at most 2 MB/),
    );
    assert.deepEqual([...memory.files.keys()], []);
  });
});

describe('An export of a group', () => {
  it('has the loaded jobs of the group, even if it is not expanded, and says whether there are more', async () => {
    const { provider, source } = treeOf(jobs.slice(0, 9), { pageSize: 6 });
    const [group] = await provider.getChildren();
    assert.ok(group && isBranch(group));
    const [part] = await provider.loadedJobs(group);
    assert.deepEqual([part?.region, part?.jobs.length, part?.isComplete], ['us-east-1', 2, false]);
    assert.ok(part?.jobs.every(({ BackupVaultName }) => BackupVaultName === 'dev'));
    await provider.roots[0]?.list.loadMore();
    const [all] = await provider.loadedJobs();
    assert.deepEqual([all?.jobs.length, all?.isComplete, source.requests], [9, true, 2]);
    assert.deepEqual(
      (await provider.loadedJobs(group)).map((one) => [one.jobs.length, one.isComplete]),
      [[3, true]],
    );
  });
});

const denied = new JobSourceError({
  kind: 'accessDenied',
  summary: 'Access denied',
  detail: '',
  remedy: 'retry',
});

/** A region whose sweep yields these jobs, and then fails. */
function partOf(swept: readonly BackupJob[], failure?: JobSourceError): ExportPart {
  return {
    region: 'us-east-1',
    selection: selectionOf({}),
    jobs: [],
    isComplete: false,
    pool: {
      async *sweep() {
        yield swept;
        if (failure !== undefined) throw failure;
      },
    },
  };
}

function fileIn(folder: string): vscode.Uri {
  return vscode.Uri.file(path.join(folder, 'jobs.csv'));
}

function isUnwritten(message: RegExp) {
  return (error: unknown) => error instanceof UnwrittenFileError && message.test(unwrittenText(error));
}
