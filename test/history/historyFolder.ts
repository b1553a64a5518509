import { rmSync } from 'node:fs';
import path from 'node:path';
import { after } from 'mocha';
import { HistoryStore } from '../../src/history/historyStore.js';
import { HistoryUnpacker } from '../../src/history/historyUnpacker.js';
import type { HistoryDatabase } from '../../src/history/store/historyDatabase.js';
import type { HistoryJob, HistoryQuery, JobVersion } from '../../src/history/store/historyTypes.js';
import { openHistory } from '../../src/history/store/openHistory.js';
import type { BackupJob } from '../../src/jobs/backupJob.js';
import { scratchFolder } from '../host/testEnvironment.js';

/**
 * A folder for the files of a test, which is removed after the tests of the `describe` that it is called in.
 */
export function historyFolder(): string {
  const folder = scratchFolder('history');
  after(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/**
 * A function that runs an action with an empty history. It is the same file each time, because creating one
 * takes longer than most actions.
 */
export function emptyHistories(
  folder: string,
): <Result>(action: (database: HistoryDatabase) => Result) => Result {
  let database: HistoryDatabase | undefined;
  after(() => database?.close());
  return (action) => {
    database ??= openHistory(path.join(folder, 'empty.db')).database;
    database.clear();
    return action(database);
  };
}

/** All jobs of a query as the extension gets them, page by page. */
export function jobsIn(
  database: HistoryDatabase,
  query: HistoryQuery = { query: {} },
  maxResults?: number,
): BackupJob[] {
  const unpacker = new HistoryUnpacker();
  const jobs: BackupJob[] = [];
  let nextToken: string | undefined;
  do {
    const page = database.page(query, {
      ...(maxResults !== undefined && { maxResults }),
      ...(nextToken !== undefined && { nextToken }),
    });
    jobs.push(...unpacker.unpack(page.jobs));
    nextToken = page.nextToken;
  } while (nextToken !== undefined);
  return jobs;
}

/** All jobs that have an ID, with what is known of them beside their fields. */
export function historyJobsIn(database: HistoryDatabase): HistoryJob[] {
  return database
    .extent()
    .regions.flatMap((region) =>
      jobsIn(database, { query: {}, region }).flatMap(
        ({ BackupJobId = '' }) => database.find(BackupJobId, region) ?? [],
      ),
    );
}

/** Opens the stores of files in a folder, and disposes them after the tests of the `describe`. */
export function historyStores(folder: string): {
  readonly open: (file: string) => Promise<HistoryStore>;
  /** All that were opened, in order. */
  readonly opened: readonly HistoryStore[];
} {
  const opened: HistoryStore[] = [];
  after(() => Promise.all(opened.map((store) => store.dispose())));
  const open = async (file: string) => {
    const { store } = await HistoryStore.open(historyWorker, path.join(folder, file));
    opened.push(store);
    return store;
  };
  return { open, opened };
}

/** The worker of a history, as it is built. */
export const historyWorker = path.resolve('dist/historyWorker.js');

/** Versions of running jobs, whose IDs begin with `prefix`. */
export function jobVersions(count: number, prefix: string): JobVersion[] {
  return Array.from({ length: count }, (_, place) => ({
    job: {
      AccountId: '111122223333',
      BackupJobId: `${prefix}-${place}`,
      BackupVaultName: 'prod',
      CreationDate: new Date(Date.UTC(2026, 2, 1) + place * 1000),
      State: 'RUNNING',
      StatusMessage: `Message ${place} of ${prefix}, which is as long as those of AWS Backup are`,
    },
    region: 'eu-west-1',
    asOf: Date.UTC(2026, 2, 2),
    form: 'whole',
  }));
}
