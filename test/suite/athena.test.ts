import assert from 'node:assert/strict';
import { isDeepStrictEqual } from 'node:util';
import * as vscode from 'vscode';
import { openAthenaConnection } from '../../src/app/openAthenaConnection.js';
import { historyConnection } from '../../src/connection/connection.js';
import { Sessions } from '../../src/connection/sessions.js';
import { athenaAddress } from '../../src/history/athena/athenaPlace.js';
import { groupingOf } from '../../src/jobs/groupings.js';
import type { JobQuery } from '../../src/jobs/jobQuery.js';
import { selectionOf } from '../../src/jobs/jobSelection.js';
import { JobTreeProvider } from '../../src/tree/jobTreeProvider.js';
import { reportTable } from '../athenaTables.js';
import { type AthenaServer, startAthena } from '../service/athenaServer.js';
import type { AthenaStandIn } from '../service/athenaStandIn.js';
import { until } from '../until.js';
import { memory } from './memory.js';
import { TreeScreen } from './treeScreen.js';

/** 300 jobs in two vaults, a third of them in another region. Every tenth has failed. */
const reported = Array.from({ length: 300 }, (_, place) => {
  const CreationDate = new Date(Date.UTC(2026, 2, 30) - place * 3_600_000);
  return {
    job: {
      AccountId: '111122223333',
      BackupJobId: `job-${place}`,
      BackupVaultName: place % 2 === 0 ? 'prod' : 'dev',
      CreationDate,
      CompletionDate: new Date(CreationDate.getTime() + 60_000),
      State: place % 10 === 0 ? 'FAILED' : 'COMPLETED',
    },
    region: place % 3 === 0 ? 'us-east-1' : 'eu-west-1',
  };
});
const createdAfter = new Date(Date.UTC(2026, 0, 1));

describe('The tree of job reports that Athena reads', function () {
  this.timeout(120_000);
  let standIn: AthenaStandIn;
  let server: AthenaServer;
  let sessions: Sessions;
  let provider: JobTreeProvider;
  let screen: TreeScreen;
  let query: JobQuery = { createdAfter };
  const changed = new vscode.EventEmitter<void>();
  const scannedBytes: number[] = [];

  before(async function () {
    server = await startAthena(this, [reportTable(reported)]);
    standIn = server.standIn;
    const environment = {
      AWS_ACCESS_KEY_ID: 'AKIDFAKEFAKEFAKEFAKE',
      AWS_SECRET_ACCESS_KEY: 'fake',
      AWS_ENDPOINT_URL_ATHENA: server.url,
      AWS_MAX_ATTEMPTS: '1',
    };
    sessions = new Sessions({
      memory: memory(),
      openConnection: (connection, listener) => {
        const [address = ''] = connection.kind === 'history' ? connection.paths : [];
        const log = listener.onRequest.bind(listener);
        return openAthenaConnection(address, { environment, log, scannedBytes }, listener);
      },
      pageSize: () => 50,
      startingConnection: async () => undefined,
    });
    await sessions.choose(historyConnection([addressOf(['eu-west-1', 'us-east-1'])]));
    provider = new JobTreeProvider({
      sessions: () => sessions.ready(),
      selection: () => selectionOf(query),
      dimensions: () => groupingOf('vault').dimensions,
      onDidChangeConnection: sessions.onDidChange,
      onDidChange: [changed.event],
    });
    screen = new TreeScreen(provider);
  });
  after(async () => {
    provider?.dispose();
    sessions?.dispose();
    await server?.close();
  });

  /** Waits for the first rows. Counts arrive after the rows that they are of. */
  async function shows(...expected: readonly string[]): Promise<void> {
    const first = () => screen.lines().slice(0, expected.length);
    for (let look = 0; look < 50 && !isDeepStrictEqual(first(), expected); look++) await screen.settled();
    assert.deepEqual(first(), expected);
  }

  async function toggle(text: string): Promise<void> {
    const row = [...screen.rows()].find((one) => one.text.startsWith(text));
    assert.ok(row !== undefined, text);
    screen.toggle(row);
    await screen.settled();
  }

  it('has exact counts of both regions and of all groups, by two queries', async () => {
    await shows('eu-west-1 | 20 failed · 200', 'us-east-1 | 10 failed · 100');
    await toggle('us-east-1');
    await shows(
      'eu-west-1 | 20 failed · 200',
      'us-east-1 | 10 failed · 100',
      '  dev | 50',
      '  prod | 10 failed · 50',
    );
    assert.deepEqual([standIn.executions.length, scannedBytes.length], [2, 2]);
  });

  it('lists a group by a query of its own, and counts what is in it without one', async () => {
    await toggle('prod');
    await shows(
      'eu-west-1 | 20 failed · 200',
      'us-east-1 | 10 failed · 100',
      '  dev | 50',
      '  prod | 10 failed · 50',
      '    Failed | 10',
    );
    assert.equal(standIn.executions.length, 3);
    await toggle('prod');
  });

  it('loads more and all without another query', async () => {
    const [root] = provider.roots;
    assert.ok(root !== undefined);
    await root.list.loadMore();
    assert.equal(root.list.jobs().length, 100);
    await root.session.pool.loadAll(root.list.selection, { signal: new AbortController().signal });
    assert.deepEqual(
      [root.list.jobs().length, root.list.isComplete, standIn.executions.length],
      [200, true, 3],
    );
  });

  it('lists and counts the jobs of another filter once for both regions', async () => {
    query = { createdAfter: new Date(Date.UTC(2025, 11, 1)), backupVaultName: 'prod' };
    changed.fire();
    await shows(...prodRows);
    assert.equal(standIn.executions.length, 5);
  });

  it('keeps its rows if a refresh fails, says so in one row, and does not pay for the retry', async () => {
    const before = standIn.executions.length;
    standIn.expired.add('GetQueryExecution');
    await provider.refresh();
    await shows('The credentials have expired | Retry');
    assert.equal(screen.lines().length, 3);
    assert.equal(standIn.executions.length, before + 1);
    standIn.expired.clear();
    await Promise.all(provider.roots.map(({ list }) => list.loadMore()));
    await shows(...prodRows);
    // The second one counts.
    assert.equal(standIn.executions.length, before + 2);
  });

  it('stops its query when another connection is selected', async () => {
    standIn.holds = true;
    const before = standIn.executions.length;
    const refreshing = provider.refresh();
    await until(() => standIn.executions.length > before);
    await sessions.choose(historyConnection([addressOf(['us-east-1'])]));
    await refreshing;
    await until(() => standIn.executions[before]?.state === 'CANCELLED');
    standIn.holds = false;
    await shows('prod | 10 failed · 50');
  });
});

const prodRows = ['eu-west-1 | 20 failed · 100', 'us-east-1 · prod | 10 failed · 50'];

function addressOf(regions: readonly string[]): string {
  return athenaAddress({
    ...{ regions, region: 'us-east-1', workGroup: 'primary', catalog: 'AwsDataCatalog' },
    ...{ database: 'reports', table: 'backup_jobs', isEnvironment: true },
  });
}
