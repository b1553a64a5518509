import assert from 'node:assert/strict';
import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, it } from 'mocha';
import { deleteArchive, storedArchives } from '../../src/history/archive/storedArchives.js';
import { openHistory } from '../../src/history/store/openHistory.js';
import { loadSqlite } from '../../src/history/store/sqlite.js';
import { historyFolder, historyWorker, jobVersions } from './historyFolder.js';

describe('The stored histories of a folder', () => {
  const folder = historyFolder();

  it('are those with jobs, and the files that could not be read, also if that is found out now', async () => {
    const stored = (name: string, count: number) => {
      const { database } = openHistory(path.join(folder, name));
      database.put(jobVersions(count, name));
      database.close();
    };
    stored('111122223333.db', 3);
    stored('222233334444.db', 0);
    writeFileSync(path.join(folder, '333344445555.db'), 'A letter. '.repeat(1000));
    writeFileSync(path.join(folder, 'notes.txt'), '');
    const archives = await storedArchives(folder, historyWorker);
    assert.deepEqual(
      archives.map(({ account, extent }) => [account, extent?.jobs]),
      [
        ['111122223333', 3],
        ['333344445555', undefined],
      ],
    );
    for (const archive of archives) await deleteArchive(archive, historyWorker);
    assert.deepEqual(await storedArchives(folder, historyWorker), []);
    assert.ok(existsSync(path.join(folder, 'notes.txt')));
    assert.deepEqual(
      readdirSync(folder).filter((name) => name.includes('damaged')),
      [],
    );
  });

  it('can be deleted if others cannot be opened, and if a newer version of the extension has written them', async () => {
    const archives = path.join(folder, 'others');
    const fileOf = (account: string) => path.join(archives, `${account}.db`);
    mkdirSync(fileOf('111122223333'), { recursive: true });
    for (const account of ['222233334444', '333344445555']) {
      const { database } = openHistory(fileOf(account));
      database.put(jobVersions(3, account));
      database.close();
    }
    const sqlite = loadSqlite();
    assert.ok(sqlite !== undefined);
    const newer = new sqlite.DatabaseSync(fileOf('222233334444'));
    newer.exec('pragma user_version = 99');
    newer.close();
    const found = await storedArchives(archives, historyWorker);
    assert.deepEqual(
      found.map(({ account, extent, reason }) => [account, extent?.jobs, reason]),
      [
        ['111122223333', undefined, 'The file of the history cannot be opened'],
        ['222233334444', 3, undefined],
        ['333344445555', 3, undefined],
      ],
    );
    for (const archive of found.slice(1)) await deleteArchive(archive, historyWorker);
    const left = await storedArchives(archives, historyWorker);
    assert.deepEqual(
      [left.map(({ account }) => account), existsSync(fileOf('222233334444'))],
      [['111122223333'], false],
    );
  });
});
