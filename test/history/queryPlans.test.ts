import assert from 'node:assert/strict';
import path from 'node:path';
import { describe, it } from 'mocha';
import type { HistoryDatabase } from '../../src/history/store/historyDatabase.js';
import { openHistory } from '../../src/history/store/openHistory.js';
import { loadSqlite, type SqliteStatement } from '../../src/history/store/sqlite.js';
import { selectionOf } from '../../src/jobs/jobSelection.js';
import { Slices } from '../../src/jobs/slices.js';
import { historyFolder, jobVersions } from './historyFolder.js';

const region = 'eu-west-1';
const questions: Readonly<Record<string, (database: HistoryDatabase) => unknown>> = {
  'the newest jobs of a region': (database) => database.page({ query: {}, region }),
  'the newest jobs of a vault and state': (database) =>
    database.page({ query: { backupVaultName: 'prod', state: 'RUNNING' }, region }),
  'the newest jobs of a state': (database) => database.page({ query: { state: 'RUNNING' }, region }),
  'the counts by vault': (database) => database.count({ query: {}, region }, ['BackupVaultName', 'State']),
  'the counts by type': (database) => database.count({ query: {}, region }, ['ResourceType', 'State']),
  'all jobs for the overview': (database) => database.each(selectionOf({}), [region], new Slices()),
  'the jobs of a vault for the overview': (database) =>
    database.each(selectionOf({ backupVaultName: 'prod' }), [region], new Slices()),
  'how much there is': (database) => database.extent(),
};

describe('A question to a history', () => {
  const folder = historyFolder();

  for (const [name, ask] of Object.entries(questions))
    it(`for ${name} sorts no jobs, however many there are`, async () => {
      const sqlite = loadSqlite();
      assert.ok(sqlite !== undefined);
      const asked = new Set<string>();
      class Watched extends sqlite.DatabaseSync {
        override prepare(sql: string): SqliteStatement {
          if (/\bfrom jobs\b/.test(sql)) asked.add(sql);
          return super.prepare(sql);
        }
      }
      const file = path.join(folder, `${name}.db`);
      const { database } = openHistory(file, { DatabaseSync: Watched });
      try {
        database.put(jobVersions(10, 'job'));
        asked.clear();
        await ask(database);
        assert.ok(asked.size > 0);
      } finally {
        database.close();
      }
      const plain = new sqlite.DatabaseSync(file);
      try {
        for (const sql of asked) {
          const steps = plain.prepare(`explain query plan ${sql}`).all();
          assert.doesNotMatch(JSON.stringify(steps), /TEMP B-TREE/, sql);
        }
      } finally {
        plain.close();
      }
    });
});
