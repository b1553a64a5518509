import { JobPool } from '../jobs/jobPool.js';
import type { JobPlace } from '../jobs/jobReader.js';
import type { JobSource } from '../jobs/jobSource.js';
import type { SubjectSession } from '../jobs/jobsSubject.js';

/** Options of a {@link Session}. */
export interface SessionOptions extends Pick<SubjectSession, 'history' | 'listed'> {
  /** Identifies the connection; see `connectionKey`. */
  readonly key: string;
  readonly region: string;
  readonly source: JobSource;
  readonly pageSize: () => number | undefined;
}

/**
 * One region of the current connection: its source, and the pool of all jobs read from it. Selecting another
 * connection drops both.
 */
export class Session {
  readonly key: string;
  readonly region: string;
  readonly source: JobSource;
  readonly pool: JobPool;
  readonly listed: SubjectSession['listed'];
  readonly history: SubjectSession['history'];
  readonly #disposal = new AbortController();
  #vaultNames: Promise<readonly string[]> | undefined;

  constructor({ history, key, listed, pageSize, region, source }: SessionOptions) {
    this.key = key;
    this.region = region;
    this.source = source;
    this.listed = listed;
    this.history = history;
    this.pool = new JobPool({ source, pageSize });
  }

  /**
   * The names of the account's vaults, cached once they are read. Empty if AWS Backup does not list them; the
   * next call tries again.
   */
  vaultNames(): Promise<readonly string[]> {
    this.#vaultNames ??= this.source.listBackupVaultNames(this.#disposal.signal).catch(() => {
      this.#vaultNames = undefined;
      return [];
    });
    return this.#vaultNames;
  }

  holds(place: JobPlace): boolean {
    return place.connection === this.key && place.region === this.region;
  }

  dispose(): void {
    this.#disposal.abort();
    this.pool.dispose();
    this.source.dispose();
  }
}
