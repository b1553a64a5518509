import type { JobQuery } from '../../jobs/jobQuery.js';
import { listedMs } from '../../jobs/listedPeriod.js';
import type { LiveJobs } from '../../jobs/openedConnection.js';
import { HistoryUnpacker } from '../historyUnpacker.js';
import type { SeenTime } from '../store/historyTypes.js';
import type { ArchiveStore } from './archiveStore.js';

/** Options of {@link SeenJobs}. */
export interface SeenJobsOptions {
  readonly live: LiveJobs;
  readonly region: string;
  readonly store: ArchiveStore;
}

/**
 * The old jobs that were seen since the current jobs were read. Those that are among these are listed.
 * Another window has seen the others, and AWS Backup may have stopped listing them since: they are archived.
 */
export class SeenJobs {
  readonly #options: SeenJobsOptions;
  /** The IDs of the jobs that the answers so far leave out because they are listed. */
  readonly #leftOut = new Set<string>();
  /** The IDs of the jobs that the answers so far have though they were seen. */
  readonly #unlisted = new Set<string>();
  #checkedFrom: number | undefined;

  constructor(options: SeenJobsOptions) {
    this.#options = options;
  }

  /** The IDs of those that are not listed. An answer is to have them. */
  async unlisted(query: JobQuery, time: SeenTime, signal: AbortSignal): Promise<readonly string[]> {
    const ids = await this.#seen(query, time, signal);
    const listed = this.#options.live.knownIds(new Set(ids));
    const unlisted = ids.filter((id) => !listed.has(id));
    for (const id of listed) this.#leftOut.add(id);
    for (const id of unlisted) this.#unlisted.add(id);
    this.#checkedFrom ??= time.from;
    return unlisted;
  }

  /** Whether the answers so far leave out jobs that are no longer listed, or have some that are. */
  async haveChanged(queries: readonly JobQuery[], time: SeenTime, signal: AbortSignal): Promise<boolean> {
    // Until all is read again, what is listed stays listed.
    if (this.#unlisted.size === 0 && this.#checkedFrom === time.from) return false;
    const ids = await Promise.all(queries.map((query) => this.#seen(query, time, signal)));
    const listed = this.#options.live.knownIds(new Set(ids.flat()));
    this.#checkedFrom = time.from;
    return (
      [...this.#leftOut].some((id) => !listed.has(id)) || [...this.#unlisted].some((id) => listed.has(id))
    );
  }

  /** Forgets the answers so far. */
  clear(): void {
    this.#leftOut.clear();
    this.#unlisted.clear();
    this.#checkedFrom = undefined;
  }

  async #seen(query: JobQuery, { from, to }: SeenTime, signal: AbortSignal): Promise<readonly string[]> {
    const { live, region, store } = this.#options;
    const sweptSince = live.sweptSince?.date.getTime() ?? Number.POSITIVE_INFINITY;
    const seen = { from, to: Math.min(to, sweptSince - 1) };
    if (seen.to < seen.from) return [];
    // Older ones are never listed.
    const oldest = Math.max(from - listedMs - marginMs, Number(query.createdAfter ?? 0));
    const parameters = { query: { query: { ...query, createdAfter: new Date(oldest) }, region, seen } };
    const ids: string[] = [];
    let nextToken: string | undefined;
    do {
      const page = await store.run('page', { ...parameters, ...(nextToken && { nextToken }) }, { signal });
      for (const { BackupJobId = '' } of new HistoryUnpacker().unpack(page.jobs)) ids.push(BackupJobId);
      nextToken = page.nextToken;
    } while (nextToken !== undefined && ids.length < maxIds);
    return ids;
  }
}

/** AWS Backup may list a job for longer than 30 days. */
const marginMs = 24 * 60 * 60 * 1000;
/** A statement of SQLite can have some more parameters. */
const maxIds = 30_000;
