import assert from 'node:assert/strict';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import * as vscode from 'vscode';
import { SessionJobReader } from '../../src/connection/sessionJobReader.js';
import { Sessions } from '../../src/connection/sessions.js';
import { type ArchivedConnection, withArchive } from '../../src/history/archive/openArchive.js';
import { groupingOf } from '../../src/jobs/groupings.js';
import type { JobQuery } from '../../src/jobs/jobQuery.js';
import { selectionOf } from '../../src/jobs/jobSelection.js';
import { isOfHistory, jobStateText } from '../../src/jobs/lastKnown.js';
import { JobTreeProvider } from '../../src/tree/jobTreeProvider.js';
import { jobOfRow } from '../../src/tree/rows.js';
import { ListingService, listedJob, ownAccount } from '../history/listedJobs.js';
import { scratchFolder } from '../host/testEnvironment.js';
import { extensionId } from './extensionId.js';
import { memory } from './memory.js';
import { TreeScreen } from './treeScreen.js';

const dayMs = 24 * 60 * 60 * 1000;
const { signal } = new AbortController();

describe('The archive of a connection in the tree', () => {
  const service = new ListingService();
  const folder = scratchFolder('archive');
  const changed = new vscode.EventEmitter<void>();
  let query: JobQuery = {};
  let grouping = 'vault';
  let archived: ArchivedConnection | undefined;
  let sessions: Sessions;
  let provider: JobTreeProvider;
  let screen: TreeScreen;

  before(async () => {
    const { extensionPath } = vscode.extensions.getExtension(extensionId) ?? {};
    assert.ok(extensionPath !== undefined);
    sessions = new Sessions({
      memory: memory(),
      openConnection: async () => {
        archived = withArchive(
          { regions: [{ region: 'eu-west-1', source: service }], dispose: () => {} },
          {
            folder: () => folder,
            workerFile: path.join(extensionPath, 'dist', 'historyWorker.js'),
            isKept: () => true,
            retentionDays: () => 0,
            onProblem: () => {},
            onPutAside: () => {},
          },
        );
        return archived.connection;
      },
      pageSize: () => 100,
      startingConnection: async () => undefined,
    });
    await sessions.choose({ kind: 'aws', profile: 'prod' });
    const now = Date.now();
    service.jobs = [
      listedJob('listed', now - dayMs),
      listedJob('archived-1', now - 40 * dayMs),
      listedJob('archived-2', now - 41 * dayMs, { BackupVaultName: 'dev', State: 'FAILED' }),
      listedJob('archived-3', now - 42 * dayMs, { State: 'RUNNING', CompletionDate: undefined }),
    ];
    provider = new JobTreeProvider({
      sessions: () => sessions.ready(),
      selection: () => selectionOf(query),
      dimensions: () => groupingOf(grouping).dimensions,
      showsAttention: () => false,
      badFirst: () => false,
      onDidChangeConnection: sessions.onDidChange,
      onDidChange: [changed.event],
    });
    screen = new TreeScreen(provider);
    await screen.settled();
  });
  after(() => {
    provider.dispose();
    sessions.dispose();
  });

  const rowNamed = (start: string) => {
    const row = [...screen.rows()].find(({ text }) => text.startsWith(start));
    assert.ok(row !== undefined, start);
    return row;
  };

  it('has no row while AWS Backup lists every job', () => {
    const lines = screen.lines().map((line) => line.replace(/\w+ \d+, \d{4}$/, 'a day'));
    assert.deepEqual(lines, [
      'dev · Failed | 1',
      '  archived-2 | a day',
      'prod | 3',
      '  Running | 1',
      '    archived-3 | a day',
      '  Completed | 2',
      '    listed | 24 h ago',
      '    archived-1 | a day',
    ]);
  });

  it('is the last row, with its own groups and exact counts, once AWS Backup has forgotten jobs', async () => {
    await archived?.recorder.drain();
    await sleep(2);
    service.jobs = service.jobs.slice(0, 1);
    await provider.refresh();
    await screen.settled();
    screen.toggle(rowNamed('Older than 30 days'));
    await screen.settled();
    assert.deepEqual(screen.lines(), [
      'prod · Completed | 1',
      '  listed | 24 h ago',
      'Older than 30 days | 1 failed · 3',
      '  dev · Failed | 1',
      '  prod | 2',
    ]);
  });

  it('marks its rows for the menus, which offer no calendar, summary or report of them', async () => {
    const flags = () =>
      [...screen.rows()].map(({ row }) => provider.getTreeItem(row).contextValue?.split(' ').at(-1));
    assert.deepEqual(flags().slice(-3), ['archived', 'archived', 'archived']);
    screen.toggle(rowNamed('dev · Failed'));
    await screen.settled();
    const [job] = [...screen.rows()].filter(({ row }) => row.kind === 'job').slice(-1);
    assert.ok(job !== undefined);
    assert.match(provider.getTreeItem(job.row).contextValue ?? '', /^job .* archived$/);
    assert.doesNotMatch(
      provider.getTreeItem(rowNamed('prod · Completed').row).contextValue ?? '',
      /archived/,
    );
    screen.toggle(rowNamed('dev · Failed'));
    await screen.settled();
  });

  it('follows the filter and the grouping', async () => {
    query = { backupVaultName: 'dev' };
    grouping = 'none';
    changed.fire();
    await screen.settled();
    screen.toggle(rowNamed('Older than 30 days'));
    await screen.settled();
    assert.deepEqual(
      screen.lines().map((line) => line.split(' | ')[0]),
      ['Older than 30 days', '  archived-2'],
    );
    query = { createdAfter: new Date(Date.now() - 7 * dayMs) };
    changed.fire();
    await screen.settled();
    assert.deepEqual(
      screen.lines().filter((line) => line.includes('Older')),
      [],
    );
    query = {};
  });

  it('has jobs that are last known, and that the panel reads from the archive', async () => {
    changed.fire();
    await screen.settled();
    const row = rowNamed('Older than 30 days').row;
    assert.ok(row.kind === 'group');
    const reader = new SessionJobReader(sessions);
    const [running] = row.list.jobs().filter(({ BackupJobId }) => BackupJobId === 'archived-3');
    assert.ok(running !== undefined);
    const target = jobOfRow({
      kind: 'job',
      id: '',
      session: row.session,
      job: running,
      parent: undefined,
    });
    assert.equal(target.reference?.connection, 'history:profile:prod');
    const { job } = await reader.read(target.reference, signal);
    assert.deepEqual(
      [isOfHistory(job), jobStateText(job, 'en').split(',')[0]],
      [true, 'Last known: Running'],
    );
    const [live] = sessions.current;
    assert.ok(live !== undefined);
    // The panel of an old job needs the newer jobs of its resource, too, wherever the job was found.
    for (const connection of ['history:profile:prod', live.key]) {
      const options = { maxPages: 1, withArchive: true, signal };
      const listing = await reader.list({ connection, region: live.region }, selectionOf({}), options);
      assert.deepEqual(
        [listing.isComplete, listing.jobs.map(({ BackupJobId }) => BackupJobId).sort()],
        [true, ['archived-1', 'archived-2', 'archived-3', 'listed']],
      );
    }
    // By its ID alone, AWS Backup is asked first.
    const byId = { connection: live.key, region: live.region, backupJobId: 'archived-1' };
    assert.equal((await reader.read(byId, signal)).job.AccountId, ownAccount);
  });
});
