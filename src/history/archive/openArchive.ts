import { createHash } from 'node:crypto';
import path from 'node:path';
import type { JobFailure } from '../../jobs/jobSource.js';
import type { OpenedArchive, OpenedConnection } from '../../jobs/openedConnection.js';
import { HistoryStore } from '../historyStore.js';
import { ArchiveRecorder } from './archiveRecorder.js';
import { ArchiveSource } from './archiveSource.js';
import { ArchiveStore, type ArchiveStoreOptions } from './archiveStore.js';
import { ArchivingSource } from './archivingSource.js';
import { coveredOf } from './coveredOf.js';
import { OwnAccount } from './ownAccount.js';
import { RecordingStatus } from './recordingStatus.js';
import { ServiceClock } from './serviceClock.js';

/** Where and how long jobs are kept. */
export interface ArchiveOptions extends Pick<ArchiveStoreOptions, 'onPutAside' | 'retentionDays'> {
  /**
   * An absolute path, read when the file is opened. It is created for the user alone if it does not exist.
   * Throws a JobSourceError if it is not set correctly.
   */
  readonly folder: () => string;
  /** The bundle of `historyWorker.ts`. */
  readonly workerFile: string;
  /** Called when storing begins to fail, and with undefined when it works again. */
  readonly onProblem: (problem: JobFailure | undefined) => void;
  /** Whether jobs are stored; read again for each page. */
  readonly isKept: () => boolean;
  /** The clock of this machine, in epoch milliseconds. */
  readonly now?: () => number;
}

/** The archive of a connection, and its parts for whoever reads into it. */
export interface ArchivedConnection {
  readonly connection: OpenedConnection;
  readonly account: OwnAccount;
  readonly clock: ServiceClock;
  readonly recorder: ArchiveRecorder;
  readonly store: ArchiveStore;
}

/**
 * The same connection, which stores every page that it reads, and has an archive for each region. The file is
 * that of the account, which all connections to it share; jobs of an endpoint that is not AWS's own have
 * another one. Opens no file before there is something to store or to show.
 */
export function withArchive(
  opened: OpenedConnection,
  { folder, isKept, now = Date.now, onProblem, workerFile, ...storeOptions }: ArchiveOptions,
): ArchivedConnection {
  const account = new OwnAccount(opened.readIdentity);
  const clock = new ServiceClock(now);
  const disposal = new AbortController();
  const store = new ArchiveStore({
    ...storeOptions,
    now: clock.now,
    open: async () => {
      const file = path.join(folder(), archiveFileName(await account.read(disposal.signal), opened));
      return HistoryStore.open(workerFile, file);
    },
  });
  const status = new RecordingStatus(onProblem);
  const recorder = new ArchiveRecorder({
    ...{ store, account, isKept, now: clock.now, signal: disposal.signal },
    onProblem: (problem) => status.setProblem(problem),
    onCovered: () => status.addCovered(),
  });
  const archiveOf = (region: string): OpenedArchive => ({
    createSource: (live) => new ArchiveSource({ store, account, recorder, region, live, now: clock.now }),
    covered: async (accountId, signal) => {
      // It names the file.
      const own = await account.read(signal);
      return coveredOf(accountId ?? own, await store.run('covered', { region }, { signal }));
    },
    get problem() {
      return status.problem;
    },
    get coverVersion() {
      return status.coverVersion;
    },
    onDidChange: (listener) => status.listen(listener),
  });
  return {
    account,
    clock,
    recorder,
    store,
    connection: {
      ...opened,
      regions: opened.regions.map(({ region, source }) => ({
        region,
        source: new ArchivingSource({ source, region, recorder, clock }),
        archive: archiveOf(region),
      })),
      dispose: () => {
        disposal.abort();
        opened.dispose();
        // What has been read is stored first.
        void recorder.drain().finally(() => store.dispose());
      },
    },
  };
}

/** The name of the file of an account, such as `111122223333.db`. */
export function archiveFileName(
  account: string,
  { foreignEndpoints = [] }: Pick<OpenedConnection, 'foreignEndpoints'>,
): string {
  const endpoint = foreignEndpoints.find(({ service }) => service === 'backup')?.url;
  if (endpoint === undefined) return `${account}.db`;
  const hash = createHash('sha256').update(endpoint).digest('hex');
  return `${account}-${hash.slice(0, 16)}.db`;
}
