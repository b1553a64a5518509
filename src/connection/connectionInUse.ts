import { type ForeignEndpoint, foreignEndpointsText } from '../jobs/foreignEndpoint.js';
import type { FailureKind, JobFailure } from '../jobs/jobSource.js';
import type { CallerIdentity, SignIn } from '../jobs/openedConnection.js';
import { type Connection, connectionKey } from './connection.js';
import type { EndedRequest, OpenConnection } from './connectionListener.js';
import { Session } from './session.js';

/** What a {@link ConnectionInUse} is made of. */
export interface ConnectionInUseOptions {
  readonly connection: Connection;
  readonly open: OpenConnection;
  readonly pageSize: () => number | undefined;
  /** Told when more is known: the account, or whether a sign-in is needed. */
  readonly onLearned: () => void;
  /** Told when the credentials have become another account's, so that nothing that was read may stay. */
  readonly onOtherAccount: () => void;
  /** Called when the AWS files lead elsewhere than when it was opened, so that it has to be opened again. */
  readonly onOtherSettings: () => void;
}

/** An open connection: a session for each region, and what is known of its account. */
export class ConnectionInUse {
  readonly #options: ConnectionInUseOptions;
  readonly #disposal = new AbortController();
  #sessions: readonly Session[] = [];
  #signIn: SignIn | undefined;
  #foreignEndpoints: readonly ForeignEndpoint[] = [];
  #readIdentity: (() => Promise<CallerIdentity>) | undefined;
  #usesMachineRole = false;
  #role: string | undefined;
  #dispose = () => {};
  #account: string | undefined;
  #hasAskedWhose = false;
  /** Whether other keys sign now than those that the account was learned of. */
  #hasOtherKeys = false;
  #isNamedBySts = false;
  /** Whether STS named the account of earlier keys, but does not answer for the present ones. */
  #isInDoubt = false;
  /** Whether STS has failed to say whose the present keys are. */
  #isUnanswered = false;
  /** Once other accounts were asked for, a job's account says nothing of the credentials'. */
  #hasAskedForOthers = false;
  #needsSignIn = false;
  #mayNeed: 'certificates' | 'files' | undefined;
  #certificateFile: string | undefined;

  private constructor(options: ConnectionInUseOptions) {
    this.#options = options;
  }

  /** Rejects with a JobSourceError where the connection cannot be opened. */
  static async open(options: ConnectionInUseOptions): Promise<ConnectionInUse> {
    const opening = new ConnectionInUse(options);
    const opened = await options.open(options.connection, {
      onRequest: (request) => opening.#learnFrom(request),
      onNewCredentials: () => {
        opening.#hasAskedWhose = false;
        opening.#hasOtherKeys = true;
        opening.#isUnanswered = false;
      },
      onOtherSettings: () => {
        if (!opening.#disposal.signal.aborted) options.onOtherSettings();
      },
    });
    const { pageSize } = options;
    const key = connectionKey(options.connection);
    opening.#sessions = opened.regions.map((region) => new Session({ ...region, key, pageSize }));
    opening.#signIn = opened.signIn;
    opening.#foreignEndpoints = opened.foreignEndpoints ?? [];
    opening.#usesMachineRole = opened.usesMachineRole ?? false;
    opening.#certificateFile = opened.certificateFile;
    const { readIdentity } = opened;
    if (readIdentity !== undefined) opening.#readIdentity = () => readIdentity(opening.#disposal.signal);
    opening.#dispose = () => opened.dispose();
    return opening;
  }

  get sessions(): readonly Session[] {
    return this.#sessions;
  }

  get signIn(): SignIn | undefined {
    return this.#signIn;
  }

  /**
   * The endpoints in use that are not AWS's own, in a line; empty where there are none. Written here, as
   * activation has no need of it.
   */
  endpointsText(): string {
    return foreignEndpointsText(this.#foreignEndpoints);
  }

  /** Whether the last that was heard of AWS is that somebody has to sign in. */
  get needsSignIn(): boolean {
    return this.#needsSignIn;
  }

  /**
   * What may help after the last request: other AWS files or certificates where it had no usable credentials,
   * certificates where it did not reach AWS.
   */
  get mayNeed(): 'certificates' | 'files' | undefined {
    return this.#mayNeed;
  }

  /** The file of root certificates that it trusts; an absolute path, undefined where no setting names one. */
  get certificateFile(): string | undefined {
    return this.#certificateFile;
  }

  /**
   * The account of the credentials, by STS where that answers, else by the jobs; undefined while it is not
   * known.
   */
  get account(): string | undefined {
    if (this.#isInDoubt) return undefined;
    // The next jobs may be another account's.
    if (this.#hasOtherKeys && !this.#isNamedBySts) return this.#accountOfJobs();
    this.#account ??= this.#accountOfJobs();
    return this.#account;
  }

  /**
   * The role of this machine, where its credentials sign: its name, by STS, or empty while that is not known.
   * Else undefined.
   */
  get machineRole(): string | undefined {
    return this.#usesMachineRole ? (this.#role ?? '') : undefined;
  }

  dispose(): void {
    this.#disposal.abort();
    for (const session of this.#sessions) session.dispose();
    this.#dispose();
  }

  #learnFrom({ failure, filter }: EndedRequest): void {
    if (this.#disposal.signal.aborted || failure?.kind === 'aborted') return;
    if (filter['accountId'] !== undefined) this.#hasAskedForOthers = true;
    const needsSignIn = failure?.kind === 'signInExpired';
    const mayNeed = failure && whatMayHelp(failure);
    const isNews = needsSignIn !== this.#needsSignIn || mayNeed !== this.#mayNeed;
    this.#needsSignIn = needsSignIn;
    this.#mayNeed = mayNeed;
    if (isNews) this.#options.onLearned();
    if (failure !== undefined) return;
    if (this.#hasOtherKeys && this.#accountsOfJobs().length > 1) this.#options.onOtherAccount();
    else void this.#askWhose();
  }

  /**
   * Asked after the first answer, and after later ones until STS has said it: by then there are credentials,
   * and the jobs did not have to wait for this. How often it may be asked is up to who asks it.
   */
  async #askWhose(): Promise<void> {
    if (this.#hasAskedWhose || this.#readIdentity === undefined) return;
    this.#hasAskedWhose = true;
    const identity = await this.#readIdentity().catch(() => undefined);
    if (this.#disposal.signal.aborted) return;
    if (identity === undefined) {
      this.#doubt();
      return;
    }
    const { account, role } = identity;
    const before = this.#account;
    this.#hasOtherKeys = false;
    this.#isNamedBySts = true;
    this.#isInDoubt = false;
    this.#isUnanswered = false;
    this.#account = account;
    this.#role = role;
    if (before !== undefined && before !== account) this.#options.onOtherAccount();
    else this.#options.onLearned();
  }

  /**
   * Where STS has never answered, the jobs name the account. Else what it said of other keys does not hold.
   * The next request asks again.
   */
  #doubt(): void {
    this.#hasAskedWhose = false;
    const isNews = !this.#isUnanswered;
    this.#isUnanswered = true;
    if (this.#hasOtherKeys && this.#isNamedBySts) {
      this.#isInDoubt = true;
      this.#role = undefined;
    }
    if (isNews) this.#options.onLearned();
  }

  #accountOfJobs(): string | undefined {
    const [account, ...others] = this.#accountsOfJobs();
    return others.length === 0 ? account : undefined;
  }

  /** None where the jobs do not say whose credentials read them. */
  #accountsOfJobs(): string[] {
    if (this.#hasAskedForOthers) return [];
    const accounts = new Set<string>();
    for (const { pool } of this.#sessions)
      for (const { AccountId } of pool.knownJobs()) if (AccountId !== undefined) accounts.add(AccountId);
    return [...accounts];
  }
}

function whatMayHelp({ kind, remedy }: JobFailure): 'certificates' | 'files' | undefined {
  const ofFiles: readonly FailureKind[] = ['configuration', 'credentials', 'signInExpired'];
  if (ofFiles.includes(kind) || remedy === 'editAwsConfig') return 'files';
  return kind === 'network' ? 'certificates' : undefined;
}
