import assert from 'node:assert/strict';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { describe, it } from 'mocha';
import { HistoryDatabase } from '../../src/history/store/historyDatabase.js';
import { openHistory } from '../../src/history/store/openHistory.js';
import { loadSqlite } from '../../src/history/store/sqlite.js';
import { storeFailureOf } from '../../src/history/store/storeFailure.js';
import { historyFolder, jobsIn, jobVersions } from './historyFolder.js';

describe('Opening a history', () => {
  const folder = historyFolder();
  const sqlite = loadSqlite();
  if (sqlite === undefined) throw new Error('The Node of the test host has node:sqlite');

  /** What the extent of a history says once it is opened again. */
  function jobCountIn(file: string): number {
    const { database } = openHistory(file);
    try {
      return database.extent().jobs;
    } finally {
      database.close();
    }
  }

  function created(name: string, count: number): string {
    const file = path.join(folder, name);
    const { database } = openHistory(file);
    database.put(jobVersions(count, name));
    database.close();
    return file;
  }

  function failureKind(action: () => unknown): string {
    try {
      action();
    } catch (error) {
      return storeFailureOf(error).kind;
    }
    return 'none';
  }

  it('creates files that only their owner can read, also while it writes', () => {
    const file = path.join(folder, 'new', 'history.db');
    const { database } = openHistory(file);
    database.put(jobVersions(3, 'modes'));
    const modes = readdirSync(path.dirname(file)).map(
      (name) => statSync(path.join(path.dirname(file), name)).mode & 0o777,
    );
    database.close();
    assert.deepEqual([statSync(path.dirname(file)).mode & 0o777, ...new Set(modes)], [0o700, 0o600]);
  });

  it('finds the jobs of earlier sessions', () => {
    assert.equal(jobCountIn(created('again.db', 20)), 20);
  });

  it('puts a file of another kind, another program or a cut one aside, unchanged, and begins a new one', () => {
    const text = path.join(folder, 'text.db');
    writeFileSync(text, 'A letter. '.repeat(1000));
    const foreign = path.join(folder, 'foreign.db');
    const other = new sqlite.DatabaseSync(foreign);
    other.exec('create table bookmarks (address text)');
    other.close();
    const cut = created('cut.db', 2000);
    truncateSync(cut, Math.floor(statSync(cut).size / 2));
    for (const file of [text, foreign, cut]) {
      const before = readFileSync(file);
      const { database, putAside } = openHistory(file);
      database.put(jobVersions(1, 'after'));
      database.close();
      assert.ok(putAside?.startsWith(`${file}.damaged-`), `${file} is put aside`);
      assert.ok(readFileSync(putAside ?? '').equals(before), `${file} is unchanged`);
      assert.equal(jobCountIn(file), 1);
    }
  });

  it('puts no file aside that another program has put in the place of a damaged one', () => {
    const file = path.join(folder, 'begun.db');
    const other = created('other.db', 3);
    writeFileSync(file, 'A letter. '.repeat(1000));
    let isFirst = true;
    class Slow extends sqlite.DatabaseSync {
      override exec(sql: string): void {
        try {
          super.exec(sql);
        } catch (error) {
          if (isFirst) {
            isFirst = false;
            renameSync(other, file);
          }
          throw error;
        }
      }
    }
    const { database, putAside } = openHistory(file, { DatabaseSync: Slow });
    assert.deepEqual([database.extent().jobs, putAside], [3, undefined]);
    database.close();
  });

  it('opens a file of a newer version for reading only, and does not change it', () => {
    const file = created('newer.db', 5);
    const newer = new sqlite.DatabaseSync(file);
    newer.exec('pragma user_version = 99');
    newer.close();
    const before = readFileSync(file);
    const { database, putAside } = openHistory(file);
    assert.deepEqual([database.isReadOnly, putAside, database.extent().jobs], [true, undefined, 5]);
    assert.equal(
      failureKind(() => database.put(jobVersions(1, 'late'))),
      'readOnly',
    );
    assert.equal(
      failureKind(() => database.clear()),
      'readOnly',
    );
    database.close();
    assert.ok(readFileSync(file).equals(before));
  });

  it('says that the disk is full, and keeps the pages before', () => {
    const raw = new sqlite.DatabaseSync(created('full.db', 0));
    // For SQLite, the same as a disk with so many pages.
    raw.exec('pragma max_page_count = 60');
    const database = new HistoryDatabase(raw, false);
    let pages = 0;
    const kind = failureKind(() => {
      for (; pages < 1000; pages++) database.put(jobVersions(50, `page-${pages}`));
    });
    assert.deepEqual([kind, database.extent().jobs], ['diskFull', pages * 50]);
    raw.exec('pragma max_page_count = 6000');
    database.put(jobVersions(50, `page-${pages}`));
    const jobs = jobsIn(database);
    database.close();
    assert.deepEqual(new Set(jobs.map(({ BackupVaultName }) => BackupVaultName)), new Set(['prod']));
    assert.equal(jobCountIn(path.join(folder, 'full.db')), (pages + 1) * 50);
  });

  it('says why a file cannot be opened, and leaves it alone', () => {
    assert.equal(
      failureKind(() => openHistory(path.join(folder, 'any.db'), null)),
      'noEngine',
    );
    assert.ok(!existsSync(path.join(folder, 'any.db')));
    const taken = path.join(folder, 'folder.db');
    mkdirSync(taken);
    assert.equal(
      failureKind(() => openHistory(taken)),
      'notWritable',
    );
    assert.equal(
      failureKind(() => openHistory(path.join(created('file.db', 1), 'history.db'))),
      'notWritable',
    );
    // On Linux, nobody can create a folder there, and the system says that its parent is missing.
    if (process.platform === 'linux')
      assert.equal(
        failureKind(() => openHistory('/proc/backup-jobs/archive/history.db')),
        'notWritable',
      );
    // An administrator can write everywhere.
    if (process.getuid?.() === 0) return;
    const closed = path.join(folder, 'closed');
    mkdirSync(closed, { mode: 0o500 });
    assert.equal(
      failureKind(() => openHistory(path.join(closed, 'history.db'))),
      'notWritable',
    );
    chmodSync(closed, 0o700);
  });
});
