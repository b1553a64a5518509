import assert from 'node:assert/strict';
import path from 'node:path';
import fc from 'fast-check';
import { describe, it } from 'mocha';
import type { HistoryDatabase } from '../../src/history/store/historyDatabase.js';
import type { JobVersion } from '../../src/history/store/historyTypes.js';
import { openHistory } from '../../src/history/store/openHistory.js';
import { loadSqlite } from '../../src/history/store/sqlite.js';
import { historyFolder, historyJobsIn, jobsIn } from './historyFolder.js';

const ids = ['job', 'D3A2B1C0-1234-4ABC-8DEF-0123456789AB', 'd3a2b1c0-1234-4abc-8def-0123456789ab'];
const regions = ['eu-west-1', 'us-east-1'];
/** Versions of few jobs. The time of each is one of its fields, too. */
const versions = fc.array(
  fc
    .record({
      AccountId: fc.constantFrom('111122223333', '444455556666'),
      BackupJobId: fc.constantFrom(...ids),
      region: fc.constantFrom(...regions),
      asOf: fc.integer({ min: 1, max: 9 }),
    })
    .map(
      ({ asOf, region, ...job }): JobVersion => ({
        ...{ region, asOf, form: 'whole' },
        job: { ...job, PercentDone: String(asOf) },
      }),
    ),
  { maxLength: 5 },
);
const steps = fc.array(
  fc.record({
    window: fc.integer({ min: 0, max: 1 }),
    what: fc.constantFrom('add', 'add', 'put', 'drop', 'drop', 'commit', 'rollBack', 'create', 'kill'),
    versions,
  }),
  { maxLength: 20 },
);

describe('A history without its indexes', () => {
  const folder = historyFolder();

  it('law: has the newest version of each job once, whatever windows write, undo and end', () => {
    let run = 0;
    fc.assert(
      fc.property(steps, (all) => {
        const file = path.join(folder, `law-${run++}.db`);
        const open = () => openHistory(file).database;
        const windows = [open(), open()];
        const stored = new Newest();
        /** What each window has added and not committed. */
        const added: JobVersion[][] = [[], []];
        const commit = (window: number) => {
          windows[window]?.commit();
          for (const version of added[window]?.splice(0) ?? []) stored.add(version);
        };
        for (const { versions: some, what, window } of all) {
          // Only one window can have a transaction.
          commit(1 - window);
          const own = windows[window] as HistoryDatabase;
          if (what === 'add' || what === 'put') added[window]?.push(...some);
          if (what === 'add') own.add(some);
          else if (what === 'rollBack') own.rollBack();
          else if (what === 'kill') {
            own.close();
            windows[window] = open();
          } else {
            if (what === 'put') own.put(some);
            if (what === 'drop') own.dropIndexes();
            if (what === 'create') own.createIndexes();
            commit(window);
          }
          if (what === 'rollBack' || what === 'kill') added[window] = [];
        }
        commit(0);
        commit(1);
        const [first, second] = windows;
        first?.createIndexes();
        second?.close();
        assert.ok(first !== undefined);
        const found = regions.flatMap((region) =>
          jobsIn(first, { query: {}, region }).map((job) => `${keyOf({ job, region })} ${job.PercentDone}`),
        );
        first.close();
        assert.deepEqual(
          found.sort(),
          stored
            .all()
            .map((version) => `${keyOf(version)} ${version.asOf}`)
            .sort(),
        );
      }),
      { numRuns: 100 },
    );
  }).timeout(60_000);

  it('finds its jobs without the index, and leaves that to the index once another window has written', () => {
    const file = path.join(folder, 'windows.db');
    const [one, other] = [openHistory(file).database, openHistory(file).database];
    const sqlite = loadSqlite();
    assert.ok(sqlite !== undefined);
    const reader = new sqlite.DatabaseSync(file);
    const hasKeyIndex = () =>
      reader.prepare("select count(*) as count from sqlite_schema where name = 'by_key'").get();
    const version = (id: string, asOf: number): JobVersion => ({
      ...{ job: { BackupJobId: id }, region: 'eu-west-1', asOf, form: 'whole' },
    });
    try {
      one.put([version('before', 1)]);
      one.dropIndexes();
      assert.deepEqual(one.put([version('before', 2), version('new', 1), version('new', 3)]), {
        ...{ added: 1, updated: 0, unchanged: 2 },
      });
      assert.deepEqual({ ...(hasKeyIndex() as object) }, { count: 0 });
      other.put([version('other', 1), version('new', 2)]);
      assert.deepEqual({ ...(hasKeyIndex() as object) }, { count: 1 });
      assert.deepEqual(one.put([version('other', 1), version('new', 1)]), {
        ...{ added: 0, updated: 0, unchanged: 2 },
      });
      assert.deepEqual(
        historyJobsIn(one).map(({ asOf, job: { BackupJobId } }) => `${BackupJobId} ${asOf}`),
        ['other 1', 'new 3', 'before 2'],
      );
    } finally {
      for (const database of [one, other, reader]) database.close();
    }
  });
});

/** The newest versions of some jobs. */
class Newest {
  readonly #byKey = new Map<string, JobVersion>();

  add(version: JobVersion): void {
    const known = this.#byKey.get(keyOf(version));
    if (known === undefined || known.asOf <= version.asOf) this.#byKey.set(keyOf(version), version);
  }

  all(): readonly JobVersion[] {
    return [...this.#byKey.values()];
  }
}

function keyOf({ job, region }: Pick<JobVersion, 'job' | 'region'>): string {
  return `${job.AccountId} ${region} ${job.BackupJobId}`;
}
