import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import * as vscode from 'vscode';
import type { AppParts } from '../../src/app/appParts.js';
import { runCommand } from '../../src/app/runCommand.js';
import { Session } from '../../src/connection/session.js';
import { partsOfJobs } from '../../src/documents/export/exportedJobs.js';
import { exportTo } from '../../src/documents/export/exportJobs.js';
import type { BackupJob } from '../../src/jobs/backupJob.js';
import { vaultDimension } from '../../src/jobs/dimensions.js';
import { placeOf, referenceIn } from '../../src/jobs/jobReader.js';
import { selectionOf } from '../../src/jobs/jobSelection.js';
import type { JobTarget } from '../../src/jobs/jobTarget.js';
import { createSampleService } from '../../src/sample/sampleService.js';
import { type GroupRow, type JobRow, jobOfRow, type Row } from '../../src/tree/rows.js';
import { hostileJob, hostileTexts } from '../hostile.js';
import { accountOf } from '../service/givenAccount.js';
import { ServiceSource } from '../unit/jobs/serviceSource.js';

const ids = ['a', 'b', 'c'];
const jobs: BackupJob[] = ids.map((id) => ({
  BackupJobId: id,
  CreationDate: new Date(),
  State: 'COMPLETED',
  ...(id !== 'b' && { ResourceArn: `arn:${id}` }),
}));

describe('A command', () => {
  const session = new Session({
    key: 'sample',
    region: 'us-east-1',
    source: new ServiceSource(createSampleService({ account: accountOf(jobs) })),
    pageSize: () => undefined,
  });
  const [a, b, c] = jobs.map(
    (job): JobRow => ({ kind: 'job', id: job.BackupJobId ?? '', session, job, parent: undefined }),
  ) as [JobRow, JobRow, JobRow];

  beforeEach(() => vscode.env.clipboard.writeText('what was copied before'));
  after(() => session.dispose());

  it('copies a value of each selected job, one per line, and skips jobs without it', async () => {
    const { app } = appWith({ selection: [a, b, c] });
    await runCommand('copyJobId', [a, [a, b, c]], app);
    assert.equal(await vscode.env.clipboard.readText(), 'a\nb\nc');
    await runCommand('copyResourceArn', [], app);
    assert.equal(await vscode.env.clipboard.readText(), 'arn:a\narn:c');
  });

  it('copies nothing if no selected job has the value', async () => {
    const { app } = appWith({ selection: [a, b, c] });
    await runCommand('copyRecoveryPointArn', [], app);
    assert.equal(await vscode.env.clipboard.readText(), 'what was copied before');
  });

  it('copies a status message exactly as AWS wrote it, and nothing if there is none', async () => {
    for (const text of Object.values(hostileTexts).filter((one) => one !== '')) {
      const row: JobRow = { ...a, job: { ...a.job, StatusMessage: text } };
      await runCommand('copyStatusMessage', [row], appWith({ selection: [] }).app);
      assert.equal(await vscode.env.clipboard.readText(), text);
    }
    await vscode.env.clipboard.writeText('what was copied before');
    for (const text of [undefined, '']) {
      const row: JobRow = { ...a, job: { ...a.job, StatusMessage: text } };
      await runCommand('copyStatusMessage', [row], appWith({ selection: [] }).app);
      assert.equal(await vscode.env.clipboard.readText(), 'what was copied before');
    }
  });

  it('copies from the active panel or from the tree, whichever was used last', async () => {
    const inPanel: JobTarget = { reference: { ...placeOf(session), backupJobId: 'in the panel' } };
    const { app } = appWith({ selection: [a], inPanel });
    await runCommand('copyJobId', [], app);
    assert.equal(await vscode.env.clipboard.readText(), 'in the panel');
    await runCommand('openDetail', [a], app);
    await runCommand('copyJobId', [], app);
    assert.equal(await vscode.env.clipboard.readText(), 'a', 'after a click on the selected row');
  });

  it('copies a summary of the view, of a group and of jobs without markup, links or images of the jobs', async () => {
    const texts = Object.values(hostileTexts).filter((text) => text.length < 10_000);
    const ended = new Date(Date.now() - 3_600_000);
    // The account lists the jobs of its own.
    const plain = {
      AccountId: '111122223333',
      CompletionDate: ended,
      CreationDate: ended,
      ParentJobId: undefined,
      State: 'FAILED',
    };
    const hostile = texts.map((text) => hostileJob(text, plain));
    const source = new ServiceSource(createSampleService({ account: accountOf(hostile) }));
    const own = new Session({ key: 'aws', region: 'us-east-1', source, pageSize: () => undefined });
    const selection = selectionOf({});
    const connectionText = () => texts.join(' ');
    const app = {
      ...appWith({ selection: [] }).app,
      sessions: { current: [own], ready: async () => [own] },
      root: { selection },
      connectionText,
      filterText: connectionText,
    } as unknown as AppParts;
    const group = {
      kind: 'group',
      id: 'group',
      session: own,
      list: own.pool.list(selection),
      group: { dimension: vaultDimension, value: texts.join(' ') },
    } as unknown as GroupRow;
    const rows = hostile.map(
      (job, place): JobRow => ({ kind: 'job', id: `${place}`, session: own, job, parent: undefined }),
    );
    for (const args of [[], [group], [rows[0], rows]]) {
      await runCommand('copySummary', args, app);
      const summary = await vscode.env.clipboard.readText();
      assert.match(summary, /FAILED|Failed/);
      // Code spans, as CommonMark finds them, and the links to the AWS console are plain.
      const rest = summary
        .replaceAll(/(?<!`)(`+)(?!`)[\s\S]*?(?<!`)\1(?!`)/g, '')
        .replaceAll(/\[Open in AWS Console\]\(https:\/\/\S+\)/g, '');
      assert.doesNotMatch(rest, /[<>[\]!`]|\w:\/\//);
    }
    own.dispose();
  });

  it('copies a summary of a job without an ID, and none of a group of an earlier connection', async () => {
    const ended = new Date(Date.now() - 3_600_000);
    const source = new ServiceSource(createSampleService({ account: accountOf([]) }));
    const sessionOf = () =>
      new Session({ key: 'aws', region: 'us-east-1', source, pageSize: () => undefined });
    const [own, earlier] = [sessionOf(), sessionOf()];
    const app = {
      ...appWith({ selection: [] }).app,
      sessions: { current: [own], ready: async () => [own] },
      root: { selection: selectionOf({}) },
      connectionText: () => 'prod',
      filterText: () => '',
    } as unknown as AppParts;
    const withoutId: JobRow = {
      kind: 'job',
      id: 'row',
      session: own,
      job: { CompletionDate: ended, CreationDate: ended, ResourceName: 'web-1', State: 'FAILED' },
      parent: undefined,
    };
    await runCommand('copySummary', [withoutId], app);
    assert.match(await vscode.env.clipboard.readText(), /prod[\s\S]*web-1/);
    await vscode.env.clipboard.writeText('what was copied before');
    const group = {
      kind: 'group',
      id: 'group',
      session: earlier,
      list: earlier.pool.list(selectionOf({})),
      group: { dimension: vaultDimension, value: 'main' },
    } as unknown as GroupRow;
    await runCommand('copySummary', [group], app);
    assert.equal(await vscode.env.clipboard.readText(), 'what was copied before');
    for (const one of [own, earlier]) one.dispose();
  });

  it('copies a summary of the jobs of the connection that it names, even if another is selected meanwhile', async () => {
    const ended = new Date(Date.now() - 3_600_000);
    const sessionWith = (name: string) => {
      const failed = {
        AccountId: '111122223333',
        BackupJobId: name,
        CompletionDate: ended,
        CreationDate: ended,
        ResourceArn: `arn:aws:s3:::${name}`,
        State: 'FAILED',
      };
      const source = new ServiceSource(createSampleService({ account: accountOf([failed]) }));
      return new Session({ key: name, region: 'us-east-1', source, pageSize: () => undefined });
    };
    const [earlier, later] = [sessionWith('earlier'), sessionWith('later')];
    await earlier.pool.list(selectionOf({})).loadMore();
    Object.defineProperty(earlier.pool, 'readAt', {
      get: () => ({ date: new Date(Date.now() - 86_400_000), elapsed: -86_400_000 }),
    });
    let current = earlier;
    const app = {
      ...appWith({ selection: [] }).app,
      sessions: { ready: async () => [current] },
      refresh: async () => {
        current = later;
      },
      root: { selection: selectionOf({}) },
      connectionText: () => `connection ${current.key}`,
      filterText: () => '',
    } as unknown as AppParts;
    await runCommand('copySummary', [], app);
    const summary = await vscode.env.clipboard.readText();
    assert.deepEqual(
      [/connection \w+/.exec(summary)?.[0], /\*\*`\w+`\*\*/.exec(summary)?.[0]],
      ['connection later', '**`later`**'],
    );
    for (const one of [earlier, later]) one.dispose();
  });

  it('opens several jobs as one JSON document, and a single job as its own', async () => {
    const { app, done } = appWith({ selection: [a, b] });
    await runCommand('openJson', [a, [a, b]], app);
    await runCommand('openJson', [c], app);
    const [first, second, third] = [a, b, c].map(({ job }) => referenceIn(session, job.BackupJobId));
    assert.deepEqual(done, [
      ['json', { references: [first, second] }],
      ['json', { reference: third }],
    ]);
  });

  it('does nothing for several jobs if it takes one', async () => {
    const { app, done } = appWith({ selection: [a, b] });
    await runCommand('openDetail', [a, [a, b]], app);
    await runCommand('openInNewPanel', [], app);
    await runCommand('openDetail', [b], app);
    assert.deepEqual(done, [['panel', 'b']]);
  });

  it('exports the selected jobs and no other', async () => {
    const folder = await mkdtemp(path.join(tmpdir(), 'export-selected-'));
    try {
      const parts = partsOfJobs([jobOfRow(a), jobOfRow(c)], [session]);
      const file = path.join(folder, 'jobs.json');
      const request = { scope: 'everything', format: { kind: 'json', namesRegion: false } } as const;
      const { signal } = new AbortController();
      assert.equal(await exportTo(vscode.Uri.file(file), parts, request, { signal }), 2);
      const { BackupJobs } = JSON.parse(await readFile(file, 'utf8')) as { BackupJobs: BackupJob[] };
      assert.deepEqual(
        BackupJobs.map(({ BackupJobId }) => BackupJobId),
        ['a', 'c'],
      );
    } finally {
      await rm(folder, { recursive: true });
    }
  });
});

/** The parts that these commands use, with a record of their calls. */
function appWith({
  inPanel,
  selection,
}: {
  readonly selection: readonly Row[];
  readonly inPanel?: JobTarget;
}) {
  const done: unknown[] = [];
  const opened = async (target: JobTarget) => void done.push(['panel', target.reference?.backupJobId]);
  const app = {
    lastUsed: 'panel',
    tree: { selection },
    panels: { loaded: { activeTarget: inPanel }, open: opened, openInNewPanel: opened },
    documents: { open: async (subject: unknown) => void done.push(['json', subject]) },
    reader: { listed: () => undefined },
  } as unknown as AppParts;
  return { app, done };
}
