import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, renameSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, it } from 'mocha';
import { HistoryStore } from '../../src/history/historyStore.js';
import { HistoryUnpacker } from '../../src/history/historyUnpacker.js';
import type { HistoryDatabase } from '../../src/history/store/historyDatabase.js';
import type { JobVersion } from '../../src/history/store/historyTypes.js';
import { openHistory } from '../../src/history/store/openHistory.js';
import { loadSqlite } from '../../src/history/store/sqlite.js';
import { StoreError } from '../../src/history/store/storeFailure.js';
import { fieldsOf } from '../../src/jobs/backupJob.js';
import { historyFolder, historyStores, historyWorker, jobVersions } from './historyFolder.js';

describe('The worker of a history', () => {
  const folder = historyFolder();
  const { open } = historyStores(folder);

  it('runs operations in the order of their calls, and returns jobs as they were', async () => {
    const store = await open('order.db');
    const versions = jobVersions(3, 'order');
    const [put, page, extent] = await Promise.all([
      store.run('put', { versions }),
      store.run('page', { query: { query: { state: 'RUNNING' } }, maxResults: 2 }),
      store.run('extent', {}),
    ]);
    assert.deepEqual(put, { added: 3, updated: 0, unchanged: 0 });
    assert.deepEqual(
      new HistoryUnpacker().unpack(page.jobs).map(fieldsOf),
      [versions[2], versions[1]].map((version) => version?.job),
    );
    assert.deepEqual([extent.jobs, extent.regions], [3, ['eu-west-1']]);
  });

  it('rejects at once when a call is cancelled, and does not begin it', async () => {
    const store = await open('cancel.db');
    const controller = new AbortController();
    const cancelled = store.run('put', { versions: jobVersions(3, 'cancel') }, { signal: controller.signal });
    controller.abort();
    await assert.rejects(cancelled, { name: 'AbortError' });
    await assert.rejects(store.run('extent', {}, { signal: controller.signal }), { name: 'AbortError' });
    assert.equal((await store.run('extent', {})).jobs, 0);
  });

  it('fails every call after it has ended', async () => {
    const store = await open('ended.db');
    const pending = store.run('put', { versions: jobVersions(1000, 'ended') });
    const ended = assert.rejects(pending, StoreError);
    await store.dispose();
    await ended;
    await assert.rejects(store.run('extent', {}), ({ failure }: StoreError) => failure.kind === 'crashed');
  });

  it('says why it cannot open a history', async () => {
    const file = path.join(folder, 'not-a-folder');
    writeFileSync(file, '');
    const notWritable = HistoryStore.open(historyWorker, path.join(file, 'history.db'));
    await assert.rejects(notWritable, ({ failure }: StoreError) => failure.kind === 'notWritable');
    const noWorker = HistoryStore.open(path.join(folder, 'missing.js'), path.join(folder, 'any.db'));
    await assert.rejects(noWorker, ({ failure }: StoreError) => failure.kind === 'crashed');
  });

  it('puts a file aside in which it finds damage later, and then begins a new one', async () => {
    const store = await open('damaged.db');
    await store.run('put', { versions: jobVersions(2000, 'damaged') });
    await store.dispose();
    const damaged = await open('damaged.db');
    const file = path.join(folder, 'damaged.db');
    const bytes = readFileSync(file);
    // The first page, with the schema, stays as it is.
    writeFileSync(file, bytes.fill('damage', 4096));
    const failure = await damaged.run('page', { query: { query: {} } }).then(
      () => undefined,
      (error: StoreError) => error.failure,
    );
    assert.equal(failure?.kind, 'damaged');
    assert.ok(readFileSync(failure?.putAside ?? '').equals(bytes));
    const next = await open('damaged.db');
    assert.equal((await next.run('extent', {})).jobs, 0);
  });

  it('reads nothing of a file that another window has put aside since it was opened', async () => {
    const store = await open('aside.db');
    await store.run('put', { versions: jobVersions(2, 'aside') });
    const file = path.join(folder, 'aside.db');
    const kinds: (string | undefined)[] = [];
    const failureKind = (action: Promise<unknown>) =>
      action.then(
        () => undefined,
        (error: StoreError) => error.failure.kind,
      );
    kinds.push(await failureKind(store.run('extent', {})));
    renameSync(file, `${file}.damaged`);
    kinds.push(await failureKind(store.run('extent', {})));
    const next = await open('aside.db');
    await next.run('put', { versions: jobVersions(1, 'next') });
    kinds.push(await failureKind(store.run('extent', {})), await failureKind(store.run('covered', {})));
    assert.deepEqual(kinds, [undefined, 'replaced', 'replaced', 'replaced']);
    assert.equal((await next.run('extent', {})).jobs, 1);
  });

  it('loses nothing when two windows write at the same time', async function () {
    this.timeout(60_000);
    const stores = await Promise.all([open('two.db'), open('two.db')]);
    const shared = jobVersions(20, 'shared');
    await Promise.all(
      stores.flatMap((store, window) =>
        Array.from({ length: 20 }, (_, page) =>
          store.run('put', { versions: [...jobVersions(20, `window-${window}-${page}`), ...shared] }),
        ),
      ),
    );
    const extents = await Promise.all(stores.map((store) => store.run('extent', {})));
    assert.deepEqual(
      extents.map(({ jobs }) => jobs),
      [820, 820],
    );
  });

  it('keeps whole pages and all that it has confirmed when its process is killed in mid-write', async function () {
    this.timeout(60_000);
    const file = path.join(folder, 'killed.db');
    const sqlite = loadSqlite();
    assert.ok(sqlite !== undefined);
    let known = 0;
    for (let round = 0; round < 4; round++) {
      const child = spawn(process.execPath, ['-e', writer, historyWorker, file, `round-${round}`], {
        stdio: ['ignore', 'pipe', 'inherit'],
      });
      let confirmed = 0;
      child.stdout.on('data', (dots: Buffer) => {
        confirmed += dots.length;
        // After another number of pages in each round, while the next one is written.
        if (confirmed > round) child.kill('SIGKILL');
      });
      await once(child, 'close');
      const { database, putAside } = openHistory(file);
      const { jobs } = database.extent();
      database.close();
      const check = new sqlite.DatabaseSync(file);
      const { integrity_check: integrity } = check.prepare('pragma integrity_check').get() as Record<
        string,
        unknown
      >;
      check.close();
      assert.deepEqual([putAside, integrity, jobs % pageSize], [undefined, 'ok', 0]);
      assert.ok(jobs >= known + confirmed * pageSize, `${jobs} jobs after ${known} and ${confirmed} pages`);
      known = jobs;
    }
    assert.ok(statSync(file).size > 0);
  });
});

const pageSize = 100;

/** A process that writes pages until it is killed, and prints a dot for each that is confirmed. */
const writer = `
const { Worker } = require('node:worker_threads');
const [workerFile, file, prefix] = process.argv.slice(1);
const worker = new Worker(workerFile, { workerData: { file } });
let id = 0;
worker.on('message', (message) => {
  if ('failed' in message || 'failure' in message) throw new Error(JSON.stringify(message));
  if ('result' in message) process.stdout.write('.');
  id++;
  const versions = Array.from({ length: ${pageSize} }, (_, place) => ({
    job: { BackupJobId: [prefix, id, place].join('-'), State: 'RUNNING' },
    region: 'eu-west-1', asOf: 1, form: 'whole',
  }));
  worker.postMessage({ id, name: 'put', parameters: { versions } });
});
`;

describe('The jobs of a page', () => {
  const folder = historyFolder();

  it('have no value of jobs that were added and then undone', () => {
    const { database } = openHistory(path.join(folder, 'undone.db'));
    const unpacker = new HistoryUnpacker();
    const shown = (name: string) => {
      database.add(namedJobs(name));
      return shownIn(database, unpacker);
    };
    try {
      assert.deepEqual(shown('first'), [['first', 'role of first']]);
      database.rollBack();
      assert.deepEqual(shown('second'), [['second', 'role of second']]);
    } finally {
      database.close();
    }
  });

  it('have no value of jobs that were deleted since it was opened before', () => {
    const file = path.join(folder, 'deleted.db');
    const unpacker = new HistoryUnpacker();
    const shown = (name: string) => {
      const { database } = openHistory(file);
      try {
        database.erase();
        database.put(namedJobs(name));
        return shownIn(database, unpacker);
      } finally {
        database.close();
      }
    };
    assert.deepEqual(
      [...shown('first'), ...shown('second')],
      [
        ['first', 'role of first'],
        ['second', 'role of second'],
      ],
    );
  });

  it('are whole if another window stores them while the history is deleted', () => {
    const file = path.join(folder, 'while-deleted.db');
    const sqlite = loadSqlite();
    assert.ok(sqlite !== undefined);
    let isErasing = false;
    class Watched extends sqlite.DatabaseSync {
      override exec(sql: string): void {
        super.exec(sql);
        if (!isErasing || sql !== 'commit') return;
        isErasing = false;
        // It has failed once, and opens the history again.
        const again = openHistory(file).database;
        again.put(namedJobs('stored'));
        again.close();
      }
    }
    const { database } = openHistory(file, { DatabaseSync: Watched });
    try {
      database.put(namedJobs('before'));
      isErasing = true;
      database.erase();
      assert.deepEqual(shownIn(database, new HistoryUnpacker()), [['stored', 'role of stored']]);
    } finally {
      database.close();
    }
  });

  it('are whole, and found, if another window removes old jobs with their texts in between', () => {
    const file = path.join(folder, 'texts-removed.db');
    const [{ database }, other] = [openHistory(file), openHistory(file).database];
    const unpacker = new HistoryUnpacker();
    try {
      for (const name of ['old', 'last']) database.put(namedJobs(name));
      shownIn(database, unpacker);
      assert.equal(other.removeBefore(Date.UTC(2027, 0)), 2);
      assert.deepEqual(textsIn(file), []);
      database.put(namedJobs('old'));
      other.put(namedJobs('new'));
      for (const one of [database, other]) {
        assert.deepEqual(shownIn(one, unpacker).sort(), [
          ['new', 'role of new'],
          ['old', 'role of old'],
        ]);
        const query = {
          query: {},
          clientFilters: [{ keeps: 'ofField', field: 'ResourceName', value: 'old' }],
        } as const;
        assert.equal(one.page(query).jobs.rows, 1);
      }
    } finally {
      database.close();
      other.close();
    }
  });

  it('lose nothing if another window stores some while unused texts are searched', () => {
    const file = path.join(folder, 'texts-searched.db');
    const sqlite = loadSqlite();
    assert.ok(sqlite !== undefined);
    let isSearching = false;
    const other = openHistory(file).database;
    class Watched extends sqlite.DatabaseSync {
      override exec(sql: string): void {
        if (isSearching && sql === 'begin immediate') {
          isSearching = false;
          other.put(namedJobs('old'));
        }
        super.exec(sql);
        if (sql === 'commit') isSearching = hasRemoved;
      }
    }
    let hasRemoved = false;
    const { database } = openHistory(file, { DatabaseSync: Watched });
    try {
      other.put([...namedJobs('old'), ...namedJobs('last')]);
      hasRemoved = true;
      assert.equal(database.removeBefore(Date.UTC(2027, 0)), 2);
      hasRemoved = false;
      assert.deepEqual(shownIn(database, new HistoryUnpacker()), [['old', 'role of old']]);
    } finally {
      database.close();
      other.close();
    }
  });
});

/** The names of resources whose texts a file has. */
function textsIn(file: string): string[] {
  const sqlite = loadSqlite();
  assert.ok(sqlite !== undefined);
  const database = new sqlite.DatabaseSync(file);
  try {
    const rows = database.prepare(
      "select value from texts where value in ('old', 'last', 'new') order by value",
    );
    return rows.all().map((row) => String((row as { readonly value: string }).value));
  } finally {
    database.close();
  }
}

/** A job with a resource of this name, and a role. */
function namedJobs(name: string): JobVersion[] {
  return jobVersions(1, name).map((one) => ({
    ...one,
    job: { ...one.job, ResourceName: name, IamRoleArn: `role of ${name}` },
  }));
}

/** The resources and the roles of the jobs of a page. */
function shownIn(database: HistoryDatabase, unpacker: HistoryUnpacker) {
  return unpacker
    .unpack(database.page({ query: {} }).jobs)
    .map(({ IamRoleArn, ResourceName }) => [ResourceName, IamRoleArn]);
}
