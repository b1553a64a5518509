import assert from 'node:assert/strict';
import v8 from 'node:v8';
import vm from 'node:vm';
import { SessionJobReader } from '../../src/connection/sessionJobReader.js';
import { Sessions } from '../../src/connection/sessions.js';
import { LiveJob } from '../../src/details/liveJob.js';
import { LiveRelatedJobs } from '../../src/details/liveRelatedJobs.js';
import { noKnownIssues } from '../../src/jobs/acceptedIssues.js';
import type { BackupJob } from '../../src/jobs/backupJob.js';
import { groupingOf } from '../../src/jobs/groupings.js';
import { referenceIn } from '../../src/jobs/jobReader.js';
import { selectionOf } from '../../src/jobs/jobSelection.js';
import type { JobSource } from '../../src/jobs/jobSource.js';
import { OverviewModel } from '../../src/overview/overviewModel.js';
import { JobTreeProvider } from '../../src/tree/jobTreeProvider.js';
import { memory } from './memory.js';

const jobsOfAccount = 20_000;
const switches = 6;

describe('A connection that is no longer in use', () => {
  it('leaves nothing in memory after the tree, the overview and a panel have shown its 20,000 jobs', async () => {
    const { choose, showEverything, sessions } = await views();
    const pools: WeakRef<object>[] = [];
    const heap: number[] = [];
    for (let count = 0; count < switches; count++) {
      await choose(`profile-${count}`);
      pools.push(...(await showEverything()));
      // The view is hidden: VS Code requests no rows of the next connection.
      await choose('none');
      heap.push(await heapUsed());
    }
    const kept = pools.filter((pool) => pool.deref() !== undefined).length;
    const [first = 0] = heap;
    const growth = (heap.at(-1) ?? 0) - first;
    assert.deepEqual([pools.length, kept], [switches, 0], 'pools created, and pools still in memory');
    assert.ok(growth < accountBytes / 2, `the heap grew by ${growth} bytes in ${switches} switches`);
    sessions.dispose();
  }).timeout(120_000);
});

/** Far less than the jobs of one account take. */
const accountBytes = jobsOfAccount * 100;

/** The views of a connection's jobs, connected as in the extension. */
async function views() {
  const sessions = new Sessions({
    memory: memory(),
    openConnection: (connection) =>
      Promise.resolve({
        regions:
          connection.kind === 'aws' && connection.profile !== 'none'
            ? [{ region: 'us-east-1', source: sourceOf(connection.profile ?? '') }]
            : [],
        readIdentity: () => Promise.resolve({ account: '111122223333' }),
        dispose: () => {},
      }),
    pageSize: () => 1000,
    startingConnection: () => Promise.resolve(undefined),
  });
  const selection = selectionOf({});
  const tree = new JobTreeProvider({
    sessions: () => sessions.ready(),
    selection: () => selection,
    dimensions: () => groupingOf('vault').dimensions,
    onDidChangeConnection: sessions.onDidChange,
    onDidChange: [],
  });
  const reader = new SessionJobReader(sessions);
  const overview = new OverviewModel(
    {
      subject: async () => ({ sessions: await sessions.ready(), filter: {}, selection, filterText: '' }),
      connectionText: (shown) => (shown === sessions.current ? 'profile' : undefined),
      filter: () => ({ filter: {}, text: '' }),
      refresh: () => tree.refresh(),
      runRemedy: () => {},
      lastGoodHours: () => 24,
      knownIssues: { accepted: noKnownIssues, entries: [] },
      locale: 'en',
    },
    () => {},
  );
  sessions.onDidChange(() => overview.forget());
  const showEverything = async () => {
    await tree.getChildren();
    const [group] = await tree.getChildren();
    await tree.getChildren(group);
    const [root] = tree.roots;
    assert.ok(root !== undefined);
    await tree.loadAlls.run(root);
    await overview.read();
    assert.equal(root.list.jobs().length, jobsOfAccount);
    assert.ok(overview.shown !== undefined);
    const [session] = sessions.current;
    assert.ok(session !== undefined);
    const reference = referenceIn(session, root.list.jobs()[0]?.BackupJobId);
    assert.ok(reference !== undefined);
    const live = new LiveJob({ reference }, { reader, refreshMs: () => 0, onChange: () => {} });
    const relatedJobs = new LiveRelatedJobs({ reader, lister: reader }, () => {});
    await live.read();
    await relatedJobs.read({ ...live.job }, reference);
    // The panel stays open, and keeps the job that it shows.
    panels.push({ live, relatedJobs });
    return sessions.current.map(({ pool }) => new WeakRef(pool));
  };
  return {
    sessions,
    showEverything,
    choose: (profile: string) => sessions.choose({ kind: 'aws', profile }),
  };
}

const panels: unknown[] = [];

/** An account with a job every half minute, each created when it is listed. */
function sourceOf(account: string): JobSource {
  const [latest, stepMs] = [Date.now() - 60_000, 30_000];
  const jobAt = (place: number): BackupJob => ({
    AccountId: '111122223333',
    BackupJobId: `${account}-${String(place).padStart(8, '0')}`,
    BackupVaultName: place % 2 === 0 ? 'prod' : 'dev',
    CreationDate: new Date(latest - place * stepMs),
    ResourceArn: `arn:aws:s3:::${account}-${place}`,
    State: place % 5 === 0 ? 'FAILED' : 'COMPLETED',
  });
  return {
    listBackupJobs: async ({ createdAfter, createdBefore, resourceArn, parentJobId }, page) => {
      if (resourceArn !== undefined || parentJobId !== undefined) return { jobs: [] };
      const placeOf = (time: Date) => (latest - time.getTime()) / stepMs;
      const start = createdBefore === undefined ? 0 : Math.max(0, Math.ceil(placeOf(createdBefore)));
      const last = createdAfter === undefined ? jobsOfAccount : Math.floor(placeOf(createdAfter)) + 1;
      const from = start + Number(page.nextToken ?? 0);
      const to = Math.min(last, jobsOfAccount, from + (page.maxResults ?? 1000));
      const jobs = Array.from({ length: Math.max(0, to - from) }, (_, place) => jobAt(from + place));
      const isLast = to >= Math.min(last, jobsOfAccount);
      return { jobs, ...(!isLast && { nextToken: String(to - start) }) };
    },
    describeBackupJob: async (backupJobId) => ({ BackupJobId: backupJobId, State: 'COMPLETED' }),
    listBackupVaultNames: async () => ['prod', 'dev'],
    dispose: () => {},
  };
}

/** The bytes of the heap after garbage collection, when pending timers have ended. */
async function heapUsed(): Promise<number> {
  v8.setFlagsFromString('--expose-gc');
  const collect = vm.runInNewContext('gc') as () => void;
  for (let round = 0; round < 5; round++) {
    await new Promise((resolve) => setTimeout(resolve, 100));
    collect();
  }
  return process.memoryUsage().heapUsed;
}
