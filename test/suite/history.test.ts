import assert from 'node:assert/strict';
import path from 'node:path';
import * as vscode from 'vscode';
import { historyConnection } from '../../src/connection/connection.js';
import { connectionSummary } from '../../src/connection/connectionSummary.js';
import { SessionJobReader } from '../../src/connection/sessionJobReader.js';
import { Sessions } from '../../src/connection/sessions.js';
import { openHistoryFiles } from '../../src/history/historyFiles.js';
import { groupingOf } from '../../src/jobs/groupings.js';
import type { JobQuery } from '../../src/jobs/jobQuery.js';
import { placeOf } from '../../src/jobs/jobReader.js';
import { selectionOf } from '../../src/jobs/jobSelection.js';
import { listsSchedule } from '../../src/schedule/listsSchedule.js';
import { JobTreeProvider } from '../../src/tree/jobTreeProvider.js';
import { scratchFolder } from '../host/testEnvironment.js';
import { historyOptions, writeReportHistory } from '../reportHistory.js';
import { extensionId } from './extensionId.js';
import { memory } from './memory.js';
import { TreeScreen } from './treeScreen.js';

describe('A history of a folder of job reports', () => {
  const folder = scratchFolder('reports-2026');
  let sessions: Sessions;
  let query: JobQuery = {};
  const changed = new vscode.EventEmitter<void>();

  before(async () => {
    writeReportHistory(folder);
    const { extensionPath } = vscode.extensions.getExtension(extensionId) ?? {};
    assert.ok(extensionPath !== undefined);
    const indexFile = path.join(scratchFolder('history'), 'index.db');
    sessions = new Sessions({
      memory: memory(),
      openConnection: (connection) => {
        assert.equal(connection.kind, 'history');
        return openHistoryFiles(
          historyOptions({
            paths: connection.kind === 'history' ? connection.paths : [],
            indexFile,
            workerFile: path.join(extensionPath, 'dist', 'historyWorker.js'),
          }),
        );
      },
      pageSize: () => 100,
      startingConnection: async () => undefined,
    });
    await sessions.choose(historyConnection([folder]));
  });
  after(() => sessions.dispose());

  it('has a region for each that the reports name, and says what it holds and what is missing', async () => {
    await sessions.ready();
    assert.deepEqual(sessions.regions, ['eu-west-1', 'us-east-1']);
    assert.equal(
      connectionSummary(sessions).replaceAll('\u2009', ' '),
      `History: ${path.basename(folder)} · no report for Mar 4, 2026, eu-west-1 · 718 jobs · Jan 1 – Apr 30, 2026`,
    );
  });

  it('shows the last good backup of a resource in March', async () => {
    query = {
      resourceArn: 'arn:aws:ec2:us-east-1:111122223333:volume/vol-1',
      state: 'COMPLETED',
      createdAfter: new Date(Date.UTC(2026, 2, 1)),
      createdBefore: new Date(Date.UTC(2026, 3, 1)),
    };
    const provider = new JobTreeProvider({
      sessions: () => sessions.ready(),
      selection: () => selectionOf(query),
      dimensions: () => groupingOf('none').dimensions,
      showsAttention: () => false,
      badFirst: () => false,
      onDidChangeConnection: sessions.onDidChange,
      onDidChange: [changed.event],
    });
    try {
      const screen = new TreeScreen(provider);
      await screen.settled();
      const [, region] = sessions.current;
      const jobs = region?.pool.list(selectionOf(query)).jobs() ?? [];
      assert.equal(jobs[0]?.BackupJobId, 'vol-1-us-east-1-2026-03-29');
      assert.equal(jobs.length, 29);
      assert.equal(jobs[0]?.BackupSizeInBytes, 5 * 2 ** 31);
    } finally {
      provider.dispose();
    }
  });

  it('says that its reports do not name the message category, instead of showing no job', async () => {
    const [session] = await sessions.ready();
    assert.ok(session !== undefined);
    const listing = await new SessionJobReader(sessions).list(
      placeOf(session),
      selectionOf({ messageCategory: 'AccessDenied' }),
      { isFresh: false, maxPages: 1, signal: new AbortController().signal },
    );
    assert.deepEqual(
      [listing.jobs, listing.isComplete, listing.failure?.summary],
      [[], false, 'Job reports do not name the message category'],
    );
  });

  it('reads a job of the past, and proves no missed run', async () => {
    const [session] = await sessions.ready();
    assert.ok(session !== undefined);
    const reading = await new SessionJobReader(sessions).read(
      { ...placeOf(session), backupJobId: 'vol-1-eu-west-1-2026-03-31' },
      new AbortController().signal,
    );
    assert.equal(reading.job?.StatusMessage, 'Backup job failed:\r\n"quota", exceeded');
    const list = session.pool.list(selectionOf({}));
    while (!list.isComplete) await list.loadMore();
    assert.equal(list.jobs().length, 358);
    const schedule = await listsSchedule([{ ...session, list }], true);
    assert.deepEqual([schedule?.findings, schedule?.judged], [[], 0]);
  });

  it('is opened again after a window is reloaded, without a question', () => {
    const stored = memory();
    void new Sessions({
      memory: stored,
      openConnection: () => Promise.reject(new Error('Not opened')),
      pageSize: () => undefined,
      startingConnection: async () => undefined,
    }).choose(historyConnection([folder, folder]));
    assert.deepEqual(stored.get('connection'), { kind: 'history', paths: [folder] });
  });
});
