import type { DescribedBackupJob } from '../../jobs/backupJob.js';
import type { JobField } from '../../jobs/jobField.js';
import type { JobPool } from '../../jobs/jobPool.js';
import type { JobQuery } from '../../jobs/jobQuery.js';
import type { JobSelection } from '../../jobs/jobSelection.js';
import type { CountedJobs, JobPage, PageRequest } from '../../jobs/jobSource.js';
import { listedMs } from '../../jobs/listedPeriod.js';
import { mergedPart } from '../../jobs/mergedPart.js';
import type { ArchivedJobs, LiveJobs } from '../../jobs/openedConnection.js';
import { HistorySource } from '../historySource.js';
import type { SeenTime } from '../store/historyTypes.js';
import type { ArchiveRecorder } from './archiveRecorder.js';
import type { ArchiveStore } from './archiveStore.js';
import { skewMs } from './clockSkew.js';
import { everyJob, noteCompleteReads } from './completeReads.js';
import type { OwnAccount } from './ownAccount.js';
import { SeenJobs } from './seenJobs.js';

/** Options of {@link ArchiveSource}. */
export interface ArchiveSourceOptions {
  readonly store: ArchiveStore;
  readonly account: OwnAccount;
  readonly recorder: ArchiveRecorder;
  readonly region: string;
  readonly live: LiveJobs;
  readonly now: () => number;
}

/**
 * The stored jobs of one region that AWS Backup no longer lists: those that were created more than 30 days
 * ago, and were on none of the pages of the current jobs. So every job is either listed or archived, and no
 * job is both. If not all of these pages are stored, the 30 days end when the current jobs were read.
 */
export class ArchiveSource implements ArchivedJobs {
  readonly isUnchanging = true;
  readonly #options: ArchiveSourceOptions;
  readonly #source: HistorySource;
  readonly #seen: SeenJobs;
  readonly #disposed = new AbortController();
  /** The creation of the latest job that the answers so far can have, in epoch milliseconds, by account. */
  readonly #answeredTo = new Map<string, number>();

  constructor(options: ArchiveSourceOptions) {
    this.#options = options;
    const { region, store } = options;
    this.#seen = new SeenJobs(options);
    this.#source = new HistorySource({
      open: async () => store,
      region,
      notSeen: async (query, signal) => {
        const time = this.#listedSince;
        return { ...time, orWithId: await this.#seen.unlisted(query, time, signal) };
      },
    });
  }

  async listBackupJobs(query: JobQuery, page: PageRequest): Promise<JobPage> {
    return this.#source.listBackupJobs(await this.#archived(query, page.signal), page);
  }

  describeBackupJob(backupJobId: string, signal: AbortSignal): Promise<DescribedBackupJob> {
    return this.#source.describeBackupJob(backupJobId, signal);
  }

  listBackupVaultNames(signal: AbortSignal): Promise<readonly string[]> {
    return this.#source.listBackupVaultNames(signal);
  }

  async countJobs(
    selection: JobSelection,
    by: JobField,
    signal: AbortSignal,
  ): Promise<readonly CountedJobs[] | undefined> {
    const part = mergedPart(selection);
    if (part === undefined) return undefined;
    const query = await this.#archived(part.query, signal);
    return this.#source.countJobs({ parts: [{ ...part, query }] }, by, signal);
  }

  follow(pool: JobPool): void {
    const { live, recorder, region } = this.#options;
    const stopNoting = noteCompleteReads(live, (selection, readAt) =>
      recorder.noteCompleteRead(region, selection, readAt),
    );
    let last = Promise.resolve();
    let isWaiting = false;
    let longListed = 0;
    const stop = live.onDidChange(() => {
      if (isWaiting) return;
      isWaiting = true;
      last = last.then(async () => {
        isWaiting = false;
        // What has been read has to be stored first.
        await recorder.drain();
        const repeats = recorder.longListed(region) !== longListed;
        if (!repeats && !(await this.#haveAnswersChanged())) return;
        if (this.#disposed.signal.aborted) return;
        longListed = recorder.longListed(region);
        this.#answeredTo.clear();
        this.#seen.clear();
        await pool.refreshAll();
      });
    });
    this.#disposed.signal.addEventListener('abort', () => {
      stop();
      stopNoting();
    });
  }

  dispose(): void {
    this.#disposed.abort();
    this.#source.dispose();
  }

  /** Whether the answers so far lack jobs that AWS Backup no longer lists, or have one that it lists. */
  async #haveAnswersChanged(): Promise<boolean> {
    const { region, store } = this.#options;
    const { signal } = this.#disposed;
    const time = this.#listedSince;
    const answered: JobQuery[] = [];
    try {
      for (const [accountId, answeredTo] of this.#answeredTo) {
        const archivedTo = await this.#archivedTo(accountId, signal);
        answered.push({ accountId, createdBefore: new Date(archivedTo + marginMs) });
        if (archivedTo <= answeredTo) continue;
        const createdAfter = new Date(answeredTo + 1);
        const query = { accountId, createdAfter, createdBefore: new Date(archivedTo) };
        const notSeen = { ...time, orWithId: [] };
        const [found] =
          (await store.run('count', { query: { query, region, notSeen }, by: [] }, { signal })) ?? [];
        if (found !== undefined && found.count > 0) return true;
      }
      return await this.#seen.haveChanged(answered, time, signal);
    } catch {
      // If the archive cannot be read, its row says so.
    }
    return false;
  }

  /** Without a filter by account, AWS Backup lists only the jobs of the own account. */
  async #archived(query: JobQuery, signal: AbortSignal): Promise<JobQuery> {
    const accountId = query.accountId ?? (await this.#options.account.read(signal));
    const archivedTo = await this.#archivedTo(accountId, signal);
    const answeredTo = this.#answeredTo.get(accountId) ?? archivedTo;
    this.#answeredTo.set(accountId, Math.min(answeredTo, archivedTo));
    const before = Math.min(archivedTo, query.createdBefore?.getTime() ?? Number.POSITIVE_INFINITY);
    return { ...query, accountId, createdBefore: new Date(before) };
  }

  /** When the latest job can have been created that AWS Backup no longer lists, in epoch milliseconds. */
  async #archivedTo(accountId: string, signal: AbortSignal): Promise<number> {
    const { account, live, now, recorder } = this.#options;
    const own = await account.read(signal);
    const readAt = this.#readAt;
    // What has been read may still be about to be stored.
    if (!recorder.hasStored(readAt)) await recorder.drain();
    if (!recorder.hasStored(readAt)) return readAt - listedMs - 1;
    // If all listed jobs are stored, older and newer ones cannot be confused, even if the clocks differ.
    const knowsListed = accountId === own && live.isComplete(everyJob);
    return Math.max(now(), readAt) - listedMs - 1 + (knowsListed ? marginMs : 0);
  }

  /** Since the current jobs were read. */
  get #listedSince(): SeenTime {
    return { from: this.#readAt, to: Math.max(this.#options.now(), this.#readAt) + skewMs };
  }

  get #readAt(): number {
    return this.#options.live.readAt?.date.getTime() ?? this.#options.now();
  }
}

const marginMs = 60 * 60 * 1000;
