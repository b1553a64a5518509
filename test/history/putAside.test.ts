import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, it } from 'mocha';
import { openHistory } from '../../src/history/store/openHistory.js';
import { identityOf, putAside } from '../../src/history/store/putAside.js';
import { loadSqlite } from '../../src/history/store/sqlite.js';
import { storeFailureOf } from '../../src/history/store/storeFailure.js';
import { historyFolder, historyWorker, jobVersions } from './historyFolder.js';

describe('Putting a damaged history aside', () => {
  const folder = historyFolder();
  const sqlite = loadSqlite();
  if (sqlite === undefined) throw new Error('The Node of the test host has node:sqlite');

  /** A history of which all but the first page is damaged, so that it opens. */
  function givenDamaged(name: string): string {
    const file = path.join(folder, name);
    const { database } = openHistory(file);
    database.put(jobVersions(2000, name));
    database.close();
    writeFileSync(file, readFileSync(file).fill('damage', 4096));
    return file;
  }

  const asideOf = (file: string) =>
    readdirSync(folder).filter(
      (name) => name.startsWith(`${path.basename(file)}.damaged-`) && !name.endsWith('-journal'),
    );

  it('waits for another process that writes to it, and takes no journal away from it', async () => {
    const file = path.join(folder, 'writing.db');
    openHistory(file).database.close();
    const identity = identityOf(file);
    const child = spawn(process.execPath, ['-e', writer, file], { stdio: ['pipe', 'pipe', 'inherit'] });
    await nextLine(child);
    const aside = putAside({ file, identity, sqlite });
    assert.ok(aside !== undefined && !existsSync(file) && !existsSync(`${file}-journal`));
    const check = new sqlite.DatabaseSync(aside);
    assert.deepEqual(
      [
        { ...(check.prepare('select value from notes').get() as object) },
        { ...(check.prepare('pragma integrity_check').get() as object) },
      ],
      [{ value: 'written' }, { integrity_check: 'ok' }],
    );
    check.close();
    // The other process must not write to it any more.
    const result = nextLine(child);
    child.stdin?.write('write\n');
    assert.equal(await result, '1032');
  });

  it('never moves the new file of another process that has found the same damage', async () => {
    for (let round = 0; round < 8; round++) {
      const file = givenDamaged(`both-${round}.db`);
      const windows = ['one', 'other'].map((prefix) =>
        spawn(process.execPath, ['-e', reader, historyWorker, file, prefix], {
          stdio: ['pipe', 'pipe', 'inherit'],
        }),
      );
      assert.deepEqual(await Promise.all(windows.map(nextLine)), ['open', 'open']);
      const stored = windows.map(nextLine);
      for (const { stdin } of windows) stdin?.write('store\n');
      assert.deepEqual(await Promise.all(stored), ['stored', 'stored']);
      for (const { stdin } of windows) stdin?.end();
      const { database } = openHistory(file);
      assert.deepEqual([database.extent().jobs, asideOf(file).length], [100, 1]);
      database.close();
    }
  }).timeout(60_000);

  it('moves no file that is not the damaged one', () => {
    const file = givenDamaged('other.db');
    assert.equal(putAside({ file, identity: '0 0', sqlite }), undefined);
    assert.deepEqual([existsSync(file), asideOf(file)], [true, []]);
  });

  it('makes a window that has it open go on in the next file', () => {
    const file = path.join(folder, 'open.db');
    const { database, identity } = openHistory(file);
    database.put(jobVersions(1, 'before'));
    putAside({ file, identity, sqlite });
    const failure = (() => {
      try {
        database.put(jobVersions(1, 'after'));
        return undefined;
      } catch (error) {
        return storeFailureOf(error).kind;
      } finally {
        database.close();
      }
    })();
    assert.equal(failure, 'replaced');
  });
});

async function nextLine({ stdout }: ChildProcess): Promise<string> {
  assert.ok(stdout !== null);
  const [line] = await once(stdout, 'data');
  return String(line).trim();
}

/** A process in a transaction, which it ends after a while. Writes again when it is asked to. */
const writer = `
const { DatabaseSync } = require('node:sqlite');
const database = new DatabaseSync(process.argv[1]);
database.exec('pragma journal_mode = truncate; begin immediate');
database.exec("insert into notes (name, value) values ('test', 'written')");
console.log('writing');
setTimeout(() => database.exec('commit'), 500);
process.stdin.on('data', () => {
  try {
    database.exec("update notes set value = 'late'");
    console.log('written');
  } catch (error) {
    console.log(String(error.errcode));
  }
  process.exit();
});
`;

/** A process that opens a history. Asked to, it stores jobs in whatever file has its name then. */
const reader = `
const { Worker } = require('node:worker_threads');
const [workerFile, file, prefix] = process.argv.slice(1);
const versions = Array.from({ length: 50 }, (_, place) => ({
  job: { BackupJobId: [prefix, place].join('-'), State: 'RUNNING' },
  region: 'eu-west-1', asOf: 1, form: 'whole',
}));
const worker = new Worker(workerFile, { workerData: { file } });
worker.on('message', (message) => {
  console.log('opened' in message ? 'open' : 'result' in message ? 'stored' : JSON.stringify(message));
});
process.stdin.on('data', () => worker.postMessage({ id: 1, name: 'put', parameters: { versions } }));
process.stdin.on('end', () => process.exit());
`;
