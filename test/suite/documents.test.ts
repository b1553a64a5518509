import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { DocumentContents } from '../../src/documents/documentContents.js';
import { JobDocuments } from '../../src/documents/jobDocuments.js';
import { type DocumentSubject, maxReferences, subjectOf, uriOf } from '../../src/documents/jobUri.js';
import type { DescribedBackupJob } from '../../src/jobs/backupJob.js';
import { maxQueries } from '../../src/jobs/filterPlan.js';
import { type JobLister, type JobListing, type JobReader, readOrListed } from '../../src/jobs/jobReader.js';
import { type JobSelection, selectionOf } from '../../src/jobs/jobSelection.js';
import { JobSourceError } from '../../src/jobs/jobSource.js';
import { extensionId } from './extensionId.js';

const reference = { connection: 'profile:prod/eu', region: 'us-east-1', backupJobId: 'A1-b2?#%/c' };

describe('The JSON documents', () => {
  it('have a URI that names the job, whatever its ID', () => {
    // Some jobs of a history name no region.
    for (const one of [reference, { ...reference, region: '' }])
      assert.deepEqual(subjectOf(vscode.Uri.parse(uriOf({ reference: one }).toString())), { reference: one });
    for (const path of [
      '/',
      '/sample',
      '/sample/us-east-1/.json',
      '/sample/us-east-1/a.txt',
      '/a/b/c/d.json',
      '/a//c.json',
      '/%/b/c.json',
    ]) {
      assert.equal(subjectOf(vscode.Uri.from({ scheme: 'backup-job', path })), undefined, path);
    }
  });

  it('show a job under its API names, with times in ISO 8601 and every digit of a number', async () => {
    const job: DescribedBackupJob = {
      State: 'COMPLETED',
      BackupJobId: reference.backupJobId,
      BackupSizeInBytes: 9_007_199_254_740_993_123n,
      CreationDate: new Date(Date.UTC(2026, 10, 24, 1, 2, 3, 450)),
      ResourceName: '</script>\u202e"\n',
      CreatedBy: { BackupPlanId: 'plan', BackupRuleId: undefined },
      IsParent: false,
    };
    const text = await textOf(job);
    assert.equal(
      text,
      `{
  "BackupJobId": "A1-b2?#%/c",
  "BackupSizeInBytes": 9007199254740993123,
  "CreatedBy": {
    "BackupPlanId": "plan"
  },
  "CreationDate": "2026-11-24T01:02:03.450Z",
  "IsParent": false,
  "ResourceName": "</script>\\u202e\\"\\n",
  "State": "COMPLETED"
}
`,
    );
  });

  it('say if a job no longer exists', async () => {
    const notFound = new JobSourceError({
      kind: 'notFound',
      summary: 'No such job',
      detail: 'It aged out.',
      remedy: 'retry',
    });
    assert.deepEqual(JSON.parse(await textOf(notFound)), {
      message: 'No such job',
      detail: 'It aged out.',
      jobId: reference.backupJobId,
    });
  });

  it('have a URI that names a selection, and refuse invalid selections', () => {
    const place = { connection: 'sample', region: 'us-east-1' };
    const selection: JobSelection = {
      parts: [
        {
          query: { state: 'COMPLETED', createdAfter: new Date(1) },
          clientFilters: [{ keeps: 'withIssues' }],
        },
        { query: { resourceArn: 'a?b#c&d=%2f' }, clientFilters: [] },
      ],
    };
    const subject = { place, selection };
    assert.deepEqual(subjectOf(vscode.Uri.parse(uriOf(subject).toString())), subject);
    for (const query of [
      '{}',
      '[]',
      '[[{"state":7}]]',
      '[[{"createdAfter":"never"}]]',
      '[[{"x":"y"}]]',
      '[[',
    ])
      assert.equal(subjectOf(uriOf(subject).with({ query })), undefined, query);
  });

  it('make no request if the URI names more queries than a filter makes, and say so', async () => {
    const place = { connection: 'sample', region: 'us-east-1' };
    const ofParts = (count: number): JobSelection => ({
      parts: Array.from({ length: count }, (_, vault) => ({
        query: { backupVaultName: `vault-${vault}` },
        clientFilters: [],
      })),
    });
    const jobs = [{ BackupJobId: 'a' }];
    const text = (count: number) =>
      textIn(readerOf({}, { jobs, isComplete: true }), { place, selection: ofParts(count) });
    assert.deepEqual(JSON.parse(await text(maxQueries)), { BackupJobs: jobs });
    assert.deepEqual(JSON.parse(await text(maxQueries + 1)), {
      message: 'This address contains too many queries',
      detail: 'Open the document again from the tree.',
    });
  });

  it('have a URI that names several jobs by their IDs, and refuse no jobs or too many', async () => {
    const references = [reference, { ...reference, region: 'eu-west-1', backupJobId: 'b' }] as const;
    const uri = uriOf({ references });
    assert.deepEqual(subjectOf(vscode.Uri.parse(uri.toString())), { references });
    for (const query of ['', '{}', '[]', '[[]]', '[["us-east-1"]]', '[["us-east-1","a"],7]', '[['])
      assert.equal(subjectOf(uri.with({ query })), undefined, query);
    const many = Array.from({ length: maxReferences + 1 }, (_, id) => ['us-east-1', String(id)]);
    assert.equal(subjectOf(uri.with({ query: JSON.stringify(many) })), 'tooLarge');
  });

  it('show several jobs from the lists, request the others, and say how many no longer exist', async () => {
    const references = [
      { ...reference, backupJobId: 'listed' },
      { ...reference, backupJobId: 'described' },
      { ...reference, backupJobId: 'missing' },
    ] as const;
    const described: string[] = [];
    const reader: JobReader & JobLister = {
      ...readerOf({}),
      listed: ({ backupJobId }) => (backupJobId === 'listed' ? { BackupJobId: backupJobId } : undefined),
      read: async ({ backupJobId }) => {
        described.push(backupJobId);
        if (backupJobId === 'missing')
          throw new JobSourceError({ kind: 'notFound', summary: 'No such job', detail: '', remedy: 'retry' });
        return { job: { BackupJobId: backupJobId } };
      },
    };
    assert.deepEqual(JSON.parse(await textIn(reader, { references })), {
      message: 'AWS Backup no longer has 1 of the 3 jobs.',
      BackupJobs: [{ BackupJobId: 'listed' }, { BackupJobId: 'described' }],
    });
    assert.deepEqual(described, ['described', 'missing']);
    const two = { references: [references[0], references[1]] as const };
    assert.deepEqual(JSON.parse(await textIn(reader, two)), {
      BackupJobs: [{ BackupJobId: 'listed' }, { BackupJobId: 'described' }],
    });
    const missing = { references: [references[2], references[2]] as const };
    assert.deepEqual(JSON.parse(await textIn(reader, missing)), { message: 'No such job' });
  });

  it('show the loaded jobs of a group, and say if there are more', async () => {
    const group = {
      place: { connection: 'sample', region: 'r' },
      selection: selectionOf({ state: 'FAILED' }),
    };
    const jobs = [{ State: 'FAILED', BackupJobId: 'a' }, { BackupJobId: 'b' }];
    const text = (isComplete: boolean) => textIn(readerOf({}, { jobs, isComplete }), group);
    assert.deepEqual(JSON.parse(await text(true)), { BackupJobs: jobs });
    assert.deepEqual(JSON.parse(await text(false)), {
      message: 'These are the loaded jobs. There are more.',
      BackupJobs: jobs,
    });
  });

  it('show AWS’s description of a field when the pointer is on its name, and nothing else', async () => {
    const documents = new JobDocuments(readerOf({}));
    const document = await vscode.workspace.openTextDocument({
      language: 'json',
      content: '{\n  "StartBy": "StartBy",\n  "Odd": 1,\n  "constructor": 2\n}',
    });
    const hoverAt = async (line: number, character: number) =>
      (await documents.provideHover(document, new vscode.Position(line, character)))?.contents
        .map((content) => (typeof content === 'string' ? content : content.value))
        .join('');
    assert.match((await hoverAt(1, 5)) ?? '', /must be started before it is canceled/);
    assert.deepEqual(
      [await hoverAt(1, 17), await hoverAt(2, 4), await hoverAt(3, 4)],
      [undefined, undefined, undefined],
    );
    documents.dispose();
  });

  it('are read once, and again when they are refreshed: a change has a later time and a new size', async () => {
    let job: DescribedBackupJob = { State: 'RUNNING' };
    let reads = 0;
    const documents = new JobDocuments({
      ...readerOf({}),
      read: async () => {
        reads++;
        return { job };
      },
    });
    const uri = uriOf({ reference });
    const changed: string[] = [];
    const listening = documents.onDidChangeFile((changes) =>
      changed.push(...changes.map((change) => change.uri.path)),
    );
    const [first, content] = await Promise.all([documents.stat(uri), documents.readFile(uri)]);
    assert.deepEqual(
      [first.size, first.type, first.permissions, reads],
      [content.byteLength, vscode.FileType.File, vscode.FilePermission.Readonly, 1],
    );
    await documents.refresh(uri);
    await documents.refresh(vscode.Uri.file('/etc/passwd'));
    assert.deepEqual([changed, await documents.stat(uri), reads], [[], first, 2], 'nothing has changed');
    job = { State: 'COMPLETED' };
    await documents.refresh(uri);
    const second = await documents.stat(uri);
    assert.deepEqual([changed, second.ctime, reads], [[uri.path], first.ctime, 3]);
    assert.ok(second.mtime > first.mtime);
    assert.equal(second.size, (await documents.readFile(uri)).byteLength);
    listening.dispose();
    documents.dispose();
  });

  it('are read again after ten seconds if they are not open, however the system clock is set', async () => {
    let reads = 0;
    let [now, elapsed] = [Date.UTC(2026, 10, 24), 0];
    const reader = {
      ...readerOf({}),
      read: async () => {
        reads++;
        return { job: {} };
      },
    };
    const contents = new DocumentContents(reader, { now: () => now, elapsed: () => elapsed });
    const uri = uriOf({ reference });
    await contents.stat(uri);
    const hour = 3_600_000;
    for (const step of [hour, -2 * hour]) {
      now += step;
      await contents.stat(uri);
    }
    elapsed = 9999;
    await contents.stat(uri);
    assert.equal(reads, 1, 'VS Code is still opening it');
    elapsed = 10_000;
    await contents.stat(uri);
    assert.equal(reads, 2);
    contents.dispose();
  });

  it('are read-only, and their file system has no other files', async () => {
    await vscode.extensions.getExtension(extensionId)?.activate();
    const { fs } = vscode.workspace;
    const uri = uriOf({ reference });
    const codes = [
      fs.stat(vscode.Uri.from({ scheme: uri.scheme, path: '/' })),
      fs.readFile(vscode.Uri.from({ scheme: uri.scheme, path: '/.vscode/settings.json' })),
      fs.readDirectory(vscode.Uri.from({ scheme: uri.scheme, path: '/sample/us-east-1' })),
      fs.writeFile(uri, new Uint8Array()),
      fs.delete(uri),
    ].map((work) =>
      Promise.resolve(work).then(
        () => 'done',
        ({ code }) => code,
      ),
    );
    assert.deepEqual(await Promise.all(codes), [
      'FileNotFound',
      'FileNotFound',
      'FileNotFound',
      'NoPermissions',
      'NoPermissions',
    ]);
    const document = await vscode.workspace.openTextDocument(uri);
    assert.deepEqual(
      [document.languageId, JSON.parse(document.getText()).message],
      ['json', 'This job belongs to another connection'],
    );
  });
});

/** The text of the document of a job, for this answer or failure of DescribeBackupJob. */
async function textOf(answer: DescribedBackupJob | JobSourceError): Promise<string> {
  return textIn(readerOf(answer), { reference });
}

async function textIn(reader: JobReader & JobLister, subject: DocumentSubject): Promise<string> {
  const documents = new JobDocuments(reader);
  try {
    return Buffer.from(await documents.readFile(uriOf(subject))).toString();
  } finally {
    documents.dispose();
  }
}

function readerOf(
  answer: DescribedBackupJob | JobSourceError,
  listing: JobListing = { jobs: [], isComplete: true },
): JobReader & JobLister {
  return {
    listed: () => undefined,
    list: () => Promise.resolve(listing),
    read: () =>
      readOrListed(
        () => (answer instanceof Error ? Promise.reject(answer) : Promise.resolve(answer)),
        undefined,
      ),
  };
}
