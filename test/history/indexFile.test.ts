import assert from 'node:assert/strict';
import { existsSync, mkdirSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { indexFileOf } from '../../src/history/indexFile.js';
import { failureOf } from '../../src/jobs/jobSource.js';
import { historyFolder } from './historyFolder.js';

describe('The file of the index of a history', () => {
  const folder = path.join(historyFolder(), 'history');
  const dayMs = 24 * 3_600_000;
  const now = new Date();

  it('is another one for other files, in a folder that only the user can read', async () => {
    const files = await Promise.all(['a', 'b', 'a'].map((key) => indexFileOf(key, folder, now)));
    assert.deepEqual(
      files.map((file) => files.indexOf(file)),
      [0, 1, 0],
    );
    if (process.platform !== 'win32') assert.equal(statSync(folder).mode & 0o777, 0o700);
  });

  it('is removed when it has not been used for a month, and nothing else is', async () => {
    const [used, unused] = await Promise.all(['used', 'unused'].map((key) => indexFileOf(key, folder, now)));
    assert.ok(used !== undefined && unused !== undefined);
    const other = path.join(folder, 'notes.txt');
    const all = [used, unused, `${unused}.damaged-2026-01-01`, other];
    for (const file of all) {
      writeFileSync(file, '');
      utimesSync(file, now, new Date(now.getTime() - 31 * dayMs));
    }
    await indexFileOf('used', folder, now);
    assert.deepEqual(all.map(existsSync), [true, false, false, true]);
  });

  it('keeps its journal as long as itself, because without it, what was being written damages it', async () => {
    const [killed, other] = await Promise.all(
      ['killed', 'other'].map((key) => indexFileOf(key, folder, now)),
    );
    assert.ok(killed !== undefined && other !== undefined);
    const all = [killed, `${killed}-journal`, other, `${other}-journal`];
    for (const file of all) {
      writeFileSync(file, '');
      utimesSync(file, now, new Date(now.getTime() - 31 * dayMs));
    }
    // This one is used by another window.
    utimesSync(other, now, now);
    await indexFileOf('killed', folder, now);
    assert.deepEqual(all.map(existsSync), [true, true, true, true]);
  });

  it('fails with what to do if its folder cannot be used', async () => {
    const file = path.join(folder, 'file');
    mkdirSync(folder, { recursive: true });
    writeFileSync(file, '');
    const { detail, summary } = await indexFileOf('a', file).then(() => assert.fail(), failureOf);
    assert.equal(summary, 'The file of the history cannot be opened');
    assert.match(detail, /^Check that its folder exists and that you can write to it\. E/);
  });
});
