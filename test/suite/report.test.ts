import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import * as vscode from 'vscode';
import type { AppParts } from '../../src/app/appParts.js';
import { runCommand } from '../../src/app/runCommand.js';
import { Session } from '../../src/connection/session.js';
import { UnwrittenFileError } from '../../src/documents/export/diskFile.js';
import { type ReadReport, readReport } from '../../src/documents/report/readReport.js';
import { jobsFile, reportFileType, writeReport } from '../../src/documents/report/writeReport.js';
import { vaultDimension } from '../../src/jobs/dimensions.js';
import { type JobSelection, selectionOf } from '../../src/jobs/jobSelection.js';
import { generateAccount } from '../../src/sample/generateAccount.js';
import { createSampleService } from '../../src/sample/sampleService.js';
import type { GroupRow, JobRow } from '../../src/tree/rows.js';
import { loadedJobsOf } from '../../src/tree/rowsOf.js';
import { ServiceSource } from '../unit/jobs/serviceSource.js';

const account = generateAccount({ seed: 5, jobs: 600, now: Date.now() });
const about = {
  connection: 'prod',
  account: undefined,
  identity: { unknown: 'notAnswered' },
  filter: '',
} as const;
const { signal } = new AbortController();

describe('A report on a disk', () => {
  let folder: string;
  let session: Session;
  let content: ReadReport;
  before(async () => {
    session = sessionOf();
    content = await readReport(
      { sessions: [session], selection: selectionOf({}), scope: () => about },
      'everything',
      { signal },
    );
  });
  beforeEach(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'report-test-'));
  });
  afterEach(() => rm(folder, { recursive: true }));
  after(() => session.dispose());

  it('names the SHA-256 of exactly the bytes of the jobs beside it, in both formats', async () => {
    for (const name of ['report.html', 'report.md']) {
      const report = fileIn(folder, name);
      assert.equal(jobsFile(report).fsPath, fileIn(folder, 'report.ndjson').fsPath);
      await writeReport(content, { report, jobs: jobsFile(report), locale: 'en' }, signal);
      const text = await readFile(report.fsPath, 'utf8');
      const jobs = await readFile(jobsFile(report).fsPath);
      assert.ok(text.includes(createHash('sha256').update(jobs).digest('hex')));
      assert.ok(text.includes('report.ndjson'));
      assert.equal(/^<!DOCTYPE html>/.test(text), reportFileType(report) === 'html');
      const ids = jobs
        .toString('utf8')
        .trimEnd()
        .split('\n')
        .map((line) => String(JSON.parse(line).BackupJobId));
      assert.deepEqual(
        ids,
        content.regions[0]?.jobs.map(({ BackupJobId }) => BackupJobId),
      );
      for (const id of ids) assert.equal(text.split(id).length, 2, 'each ID is there once');
    }
    assert.deepEqual((await readdir(folder)).sort(), ['report.html', 'report.md', 'report.ndjson']);
  });

  it('has the same hash without the file, replaces a link, and leaves its target', async () => {
    await writeFile(path.join(folder, 'real'), 'old');
    await symlink(path.join(folder, 'real'), path.join(folder, 'report.html'));
    const [alone, beside] = [fileIn(folder, 'report.html'), fileIn(folder, 'other.html')];
    await writeReport(content, { report: alone, jobs: undefined, locale: 'en' }, signal);
    await writeReport(content, { report: beside, jobs: jobsFile(beside), locale: 'en' }, signal);
    const hashes = await Promise.all(
      [alone, beside].map(async ({ fsPath }) => /[0-9a-f]{64}/.exec(await readFile(fsPath, 'utf8'))?.[0]),
    );
    assert.equal(hashes[0], hashes[1]);
    assert.equal(await readFile(path.join(folder, 'real'), 'utf8'), 'old');
    assert.deepEqual((await readdir(folder)).sort(), ['other.html', 'other.ndjson', 'real', 'report.html']);
  });

  it('leaves neither file if it is cancelled or cannot be written', async () => {
    const report = fileIn(folder, 'report.html');
    await writeFile(jobsFile(report).fsPath, 'old');
    const cancelled = AbortSignal.abort();
    const target = { report, jobs: jobsFile(report), locale: 'en' };
    await assert.rejects(
      writeReport(content, target, cancelled),
      (error: unknown) => error === cancelled.reason,
    );
    await assert.rejects(
      writeReport(content, { ...target, report: vscode.Uri.file(folder) }, signal),
      UnwrittenFileError,
    );
    assert.deepEqual(await readdir(folder), ['report.ndjson']);
    assert.equal(await readFile(jobsFile(report).fsPath, 'utf8'), 'old');
  });
});

describe('The command Copy as Markdown', () => {
  const session = sessionOf();
  const selection = selectionOf({});
  const app = {
    tree: { selection: [], loadedJobs: async (row: GroupRow) => [loadedJobsOf(row)] },
    panels: {},
    lastUsed: 'tree',
    sessions: { current: [session], chosen: { kind: 'aws' } },
    root: { selection },
    connectionText: () => 'prod · us-east-1',
    filterText: () => '',
  } as unknown as AppParts;
  before(async () => {
    const list = session.pool.list(selection);
    while (!list.isComplete) await list.loadMore();
  });
  after(() => session.dispose());

  it('copies a report on the selected jobs, and on no other', async () => {
    const jobs = session.pool.list(selection).jobs().slice(2, 5);
    const rows = jobs.map(
      (job, place): JobRow => ({ kind: 'job', id: `${place}`, session, job, parent: undefined }),
    );
    await runCommand('copyAsMarkdown', [rows[0], rows], app);
    const text = await vscode.env.clipboard.readText();
    assert.match(text, /^- \*\*Jobs:\*\* those that were selected by hand$/m);
    assert.match(text, /^3 jobs: /m);
    assert.deepEqual(
      idsIn(text),
      jobs.map(({ BackupJobId }) => BackupJobId),
    );
  });

  it('copies a report on the jobs of a group, which names the group', async () => {
    const [{ BackupVaultName: value = '' } = {}] = session.pool.list(selection).jobs();
    const own: JobSelection = selectionOf({ backupVaultName: value });
    const row = {
      kind: 'group',
      id: 'group',
      session,
      list: session.pool.list(own),
      group: { dimension: vaultDimension, value },
    } as unknown as GroupRow;
    await runCommand('copyAsMarkdown', [row], app);
    const text = await vscode.env.clipboard.readText();
    assert.ok(text.includes(`those of the filter \`Vault: ${value}\``));
    const all = session.pool
      .list(selection)
      .jobs()
      .filter((job) => job.BackupVaultName === value);
    assert.deepEqual(idsIn(text).sort(), all.map(({ BackupJobId }) => BackupJobId).sort());
  });
});

function sessionOf(): Session {
  const source = new ServiceSource(createSampleService({ account }));
  return new Session({ key: 'aws', region: 'us-east-1', source, pageSize: () => 1000 });
}

function fileIn(folder: string, name: string): vscode.Uri {
  return vscode.Uri.file(path.join(folder, name));
}

/** The IDs in the list of all jobs of a report. */
function idsIn(markdown: string): (string | undefined)[] {
  return [...markdown.matchAll(/^\d+\. `([^`]+)`/gm)].map(([, id]) => id);
}
