import assert from 'node:assert/strict';
import { existsSync, readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, it } from 'mocha';
import { deleteArchive, storedArchives } from '../../src/history/archive/storedArchives.js';
import { openHistory } from '../../src/history/store/openHistory.js';
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
});
