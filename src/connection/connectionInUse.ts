import { foreignEndpointsText } from '../jobs/foreignEndpoint.js';
import type { FailureKind, JobFailure } from '../jobs/jobSource.js';
import type { CallerIdentity, OpenedConnection, SignIn } from '../jobs/openedConnection.js';
import { type Connection, connectionKey } from './connection.js';
import type { EndedRequest, OpenConnection } from './connectionListener.js';
import { Session } from './session.js';

/** Options of {@link ConnectionInUse.open}. */
export interface ConnectionInUseOptions {
  readonly connection: Connection;
  readonly open: OpenConnection;
  /** Aborts when the connection is no longer wanted, even if it is not open yet. */
  readonly signal: AbortSignal;
  readonly pageSize: () => number | undefined;
  /** Called when more is known, such as the account, or that a sign-in is needed. */
  readonly onLearned: () => void;
  /** Called when the credentials now belong to another account, so that all jobs must be dropped. */
  readonly onOtherAccount: () => void;
  /** Called when the connection must be reopened, see `ConnectionListener`. */
  readonly onOtherSettings: () => void;
}

/** An open connection: a session for each region, and what is known about its account. */
export class ConnectionInUse {
  readonly #options: ConnectionInUseOptions;
  readonly #disposal = new AbortController();
  #sessions: readonly Session[] = [];
  #opened: OpenedConnection | undefined;
  /** What STS has named for the current keys. */
  #identity: CallerIdentity | undefined;
  #account: string | undefined;
  #hasReadIdentity = false;
  /** Whether the keys have changed since STS last answered. */
  #hasOtherKeys = false;
  #hasStsAnswered = false;
  /** Whether STS named the account of the previous keys, but fails for the current ones. */
  #isAccountUnknown = false;
  /** Whether STS has failed to name the account of the current keys. */
  #hasStsFailed = false;
  /**
   * Whether jobs of other accounts were requested. A job then does not show the account of the credentials.
   */
  #hasRequestedOthers = false;
  #needsSignIn = false;
  #mayNeed: 'certificates' | 'files' | undefined;

  private constructor(options: ConnectionInUseOptions) {
    this.#options = options;
  }

  /** Rejects with a JobSourceError if the connection cannot be opened. */
  static async open(options: ConnectionInUseOptions): Promise<ConnectionInUse> {
    const opening = new ConnectionInUse(options);
    const opened = await options.open(options.connection, {
      signal: options.signal,
      onRequest: (request) => opening.#learnFrom(request),
      onNewCredentials: () => {
        opening.#hasReadIdentity = false;
        opening.#hasOtherKeys = true;
        opening.#hasStsFailed = false;
      },
      onOtherSettings: () => {
        if (!opening.#disposal.signal.aborted) options.onOtherSettings();
      },
    });
    const { pageSize } = options;
    const key = connectionKey(options.connection);
    opening.#sessions = opened.regions.map((region) => new Session({ ...region, key, pageSize }));
    opening.#opened = opened;
    return opening;
  }

  get sessions(): readonly Session[] {
    return this.#sessions;
  }

  get signIn(): SignIn | undefined {
    return this.#opened?.signIn;
  }

  /**
   * The endpoints that are not AWS's own, in one line; empty if there are none. The text is built here to
   * keep its code out of the activation bundle.
   */
  endpointsText(): string {
    return foreignEndpointsText(this.#opened?.foreignEndpoints ?? []);
  }

  /** See {@link OpenedConnection.facts}. */
  get facts(): string | undefined {
    return this.#opened?.facts;
  }

  /** Whether the last request failed because the user has to sign in. */
  get needsSignIn(): boolean {
    return this.#needsSignIn;
  }

  /**
   * What may fix the failure of the last request. `files`: other AWS files or certificates, because there
   * were no usable credentials. `certificates`: other certificates, because AWS was not reached.
   */
  get mayNeed(): 'certificates' | 'files' | undefined {
    return this.#mayNeed;
  }

  /** Absolute path of the file with the trusted root certificates; undefined if no setting names one. */
  get certificateFile(): string | undefined {
    return this.#opened?.certificateFile;
  }

  /**
   * The account of the credentials: from STS if it answers, otherwise from the jobs; undefined if it is not
   * known.
   */
  get account(): string | undefined {
    // A history has jobs of any accounts.
    if (this.#isAccountUnknown || this.#options.connection.kind === 'history') return undefined;
    // Not cached: the next jobs may belong to another account.
    if (this.#hasOtherKeys && !this.#hasStsAnswered) return this.#accountOfJobs();
    this.#account ??= this.#accountOfJobs();
    return this.#account;
  }

  /**
   * The name of the machine's role from STS, if the connection uses that role; empty while the name is not
   * known. Undefined if another identity is used.
   */
  get machineRole(): string | undefined {
    return this.#opened?.usesMachineRole ? (this.#identity?.role ?? '') : undefined;
  }

  /** The identity of the current credentials; undefined while STS has not named it. */
  get identity(): CallerIdentity | undefined {
    return this.#hasOtherKeys ? undefined : this.#identity;
  }

  dispose(): void {
    this.#disposal.abort();
    for (const session of this.#sessions) session.dispose();
    this.#opened?.dispose();
  }

  #learnFrom({ failure, filter }: EndedRequest): void {
    if (this.#disposal.signal.aborted || failure?.kind === 'aborted') return;
    if (filter['accountId'] !== undefined) this.#hasRequestedOthers = true;
    const needsSignIn = failure?.kind === 'signInExpired';
    const mayNeed = failure && fixFor(failure);
    const isNew = needsSignIn !== this.#needsSignIn || mayNeed !== this.#mayNeed;
    this.#needsSignIn = needsSignIn;
    this.#mayNeed = mayNeed;
    if (isNew) this.#options.onLearned();
    if (failure !== undefined) return;
    if (this.#hasOtherKeys && this.#accountsOfJobs().length > 1) this.#options.onOtherAccount();
    else void this.#readIdentity();
  }

  /**
   * Called after each successful request until STS has answered: by then the credentials have been loaded,
   * and the jobs did not have to wait for STS. `readIdentity` limits how often STS is called.
   */
  async #readIdentity(): Promise<void> {
    if (this.#hasReadIdentity || this.#opened?.readIdentity === undefined) return;
    this.#hasReadIdentity = true;
    const identity = await this.#opened.readIdentity(this.#disposal.signal).catch(() => undefined);
    if (this.#disposal.signal.aborted) return;
    if (identity === undefined) {
      this.#identityFailed();
      return;
    }
    const { account } = identity;
    const before = this.#account;
    this.#hasOtherKeys = false;
    this.#hasStsAnswered = true;
    this.#isAccountUnknown = false;
    this.#hasStsFailed = false;
    this.#account = account;
    this.#identity = identity;
    if (before !== undefined && before !== account) this.#options.onOtherAccount();
    else this.#options.onLearned();
  }

  /**
   * If STS has never answered, the jobs name the account. Otherwise its answer for the previous keys is no
   * longer valid. The next request tries again.
   */
  #identityFailed(): void {
    this.#hasReadIdentity = false;
    const isNew = !this.#hasStsFailed;
    this.#hasStsFailed = true;
    if (this.#hasOtherKeys && this.#hasStsAnswered) {
      this.#isAccountUnknown = true;
      this.#identity = undefined;
    }
    if (isNew) this.#options.onLearned();
  }

  #accountOfJobs(): string | undefined {
    const [account, ...others] = this.#accountsOfJobs();
    return others.length === 0 ? account : undefined;
  }

  /** The accounts of all loaded jobs; empty if the jobs do not show whose credentials were used. */
  #accountsOfJobs(): string[] {
    if (this.#hasRequestedOthers) return [];
    const accounts = new Set<string>();
    for (const { pool } of this.#sessions)
      for (const { AccountId } of pool.knownJobs()) if (AccountId !== undefined) accounts.add(AccountId);
    return [...accounts];
  }
}

function fixFor({ kind, remedy }: JobFailure): 'certificates' | 'files' | undefined {
  const fixedByFiles: readonly FailureKind[] = ['configuration', 'credentials', 'signInExpired'];
  if (fixedByFiles.includes(kind) || remedy === 'editAwsConfig') return 'files';
  return kind === 'network' ? 'certificates' : undefined;
}
