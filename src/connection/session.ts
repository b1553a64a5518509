import type { DescribedBackupJob } from '../jobs/backupJob.js';
import { JobPool } from '../jobs/jobPool.js';
import { type JobReader, type JobReading, type JobReference, readOrListed } from '../jobs/jobReader.js';
import { type JobSource, JobSourceError } from '../jobs/jobSource.js';
import type { Translate } from '../jobs/translate.js';
import { type Connection, connectionKey } from './connection.js';
import type { SignIn } from './signIn.js';

/** What opening a connection gives: its source, and what is known of it by then. */
export interface OpenedConnection {
  readonly source: JobSource;
  readonly region: string;
  /** Absent where the credentials come from no sign-in. */
  readonly signIn?: SignIn | undefined;
}

/** One connection in use: its source and every page read through it. A switch drops it as a whole. */
export class Session {
  readonly key: string;
  readonly region: string;
  readonly signIn: SignIn | undefined;
  readonly source: JobSource;
  readonly pool: JobPool;
  readonly #disposal = new AbortController();
  #vaultNames: Promise<readonly string[]> | undefined;

  constructor(connection: Connection, opened: OpenedConnection, pageSize: () => number | undefined) {
    this.key = connectionKey(connection);
    this.region = opened.region;
    this.signIn = opened.signIn;
    this.source = opened.source;
    this.pool = new JobPool({ source: opened.source, pageSize });
  }

  /** The names of the account's vaults, asked for once; none where AWS Backup does not tell them. */
  vaultNames(): Promise<readonly string[]> {
    this.#vaultNames ??= this.source.listBackupVaultNames(this.#disposal.signal).catch(() => []);
    return this.#vaultNames;
  }

  /** Names a job of this session. */
  referenceTo(backupJobId: string): JobReference {
    return { connection: this.key, region: this.region, backupJobId };
  }

  holds(reference: JobReference): boolean {
    return reference.connection === this.key && reference.region === this.region;
  }

  dispose(): void {
    this.#disposal.abort();
    this.pool.dispose();
    this.source.dispose();
  }
}

/**
 * Reads jobs of the session in use and of no other: a link or a kept panel cannot make the user's
 * credentials be used where the user did not choose to use them.
 */
export class SessionJobReader implements JobReader {
  constructor(
    private readonly sessions: {
      readonly current: Session | undefined;
      ready(): Promise<Session | undefined>;
    },
    private readonly t: Translate,
  ) {}

  listed(reference: JobReference): DescribedBackupJob | undefined {
    const session = this.sessions.current;
    return session?.holds(reference) ? session.pool.find(reference.backupJobId) : undefined;
  }

  async read(reference: JobReference, signal: AbortSignal): Promise<JobReading> {
    const session = await this.sessions.ready();
    if (!session?.holds(reference)) throw this.#otherConnection(reference);
    return readOrListed(
      () => session.source.describeBackupJob(reference.backupJobId, signal),
      this.listed(reference),
    );
  }

  #otherConnection(reference: JobReference): JobSourceError {
    return new JobSourceError({
      kind: 'configuration',
      summary: this.t('This job belongs to another connection'),
      detail: this.t('It was opened with {connection} in {region}. Select that connection to read it.', {
        connection: reference.connection,
        region: reference.region,
      }),
      remedy: 'selectConnection',
    });
  }
}
