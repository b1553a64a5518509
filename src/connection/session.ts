import { JobPool } from '../jobs/jobPool.js';
import type { JobPlace } from '../jobs/jobReader.js';
import type { JobSource } from '../jobs/jobSource.js';
import type { SubjectSession } from '../jobs/jobsSubject.js';
import type { OpenedArchive } from '../jobs/openedConnection.js';
import { archiveKey } from './connection.js';

/** Options of a {@link Session}. */
export interface SessionOptions extends Pick<SubjectSession, 'history' | 'listed'> {
  /** Identifies the connection; see `connectionKey`. */
  readonly key: string;
  readonly region: string;
  readonly source: JobSource;
  readonly pageSize: () => number | undefined;
  readonly archive?: OpenedArchive | undefined;
  /** Set for the kept history of a region. */
  readonly isArchive?: true;
}

/** The kept history of a region, as a session of its own. */
export interface SessionArchive {
  readonly session: Session;
  readonly kept: OpenedArchive;
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
  /** Absent unless the history of the connection is kept. */
  readonly archive: SessionArchive | undefined;
  readonly isArchive: SessionOptions['isArchive'];
  readonly #disposal = new AbortController();
  #vaultNames: Promise<readonly string[]> | undefined;

  constructor({ archive, history, isArchive, key, listed, pageSize, region, source }: SessionOptions) {
    this.key = key;
    this.region = region;
    this.source = source;
    this.listed = listed;
    this.history = history;
    this.isArchive = isArchive;
    this.pool = new JobPool({ source, pageSize });
    this.archive = archive && this.#openArchive(archive, pageSize);
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

  /** This session, or that of its archive, if it is at a place. */
  at(place: JobPlace): Session | undefined {
    return this.holds(place) ? this : this.archive?.session.at(place);
  }

  dispose(): void {
    this.#disposal.abort();
    this.archive?.session.dispose();
    this.pool.dispose();
    this.source.dispose();
  }

  #openArchive(kept: OpenedArchive, pageSize: () => number | undefined): SessionArchive {
    const source = kept.createSource(this.pool);
    const session = new Session({
      key: archiveKey(this.key),
      region: this.region,
      source,
      pageSize,
      history: {},
      listed: [],
      isArchive: true,
    });
    source.follow(session.pool);
    return { session, kept };
  }
}

/** These sessions, and those of their archives. */
export function withArchives(sessions: readonly Session[]): readonly Session[] {
  return sessions.flatMap((session) =>
    session.archive === undefined ? [session] : [session, session.archive.session],
  );
}
