import { type ForeignEndpoint, foreignEndpointsText } from '../jobs/foreignEndpoint.js';
import type { Translate } from '../jobs/translate.js';
import { type Connection, connectionKey } from './connection.js';
import type { CallerIdentity, EndedRequest, OpenConnection } from './openedConnection.js';
import { Session } from './session.js';
import type { SignIn } from './signIn.js';

/** What a {@link ConnectionInUse} is made of. */
export interface ConnectionInUseOptions {
  readonly connection: Connection;
  readonly open: OpenConnection;
  readonly pageSize: () => number | undefined;
  /** Told when more is known: the account, or whether a sign-in is needed. */
  readonly onLearned: () => void;
  /** Told when the credentials have become another account's, so that nothing that was read may stay. */
  readonly onOtherAccount: () => void;
}

/** An open connection: a session for each region, and what has been learned of whose jobs these are. */
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
  /** Whether STS has failed to say whose the present keys are. */
  #isWhoseUnknown = false;
  /** Once other accounts were asked for, a job's account says nothing of the credentials'. */
  #hasAskedForOthers = false;
  /** Whether other keys have come than the first ones, of which STS has not said whose they are. */
  #hasOtherKeys = false;
  #needsSignIn = false;

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
        opening.#isWhoseUnknown = false;
        opening.#hasOtherKeys = true;
      },
      onChangedSettings: () => options.onOtherAccount(),
    });
    const { pageSize } = options;
    const key = connectionKey(options.connection);
    opening.#sessions = opened.regions.map((region) => new Session({ ...region, key, pageSize }));
    opening.#signIn = opened.signIn;
    opening.#foreignEndpoints = opened.foreignEndpoints ?? [];
    opening.#usesMachineRole = opened.usesMachineRole ?? false;
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

  /** The endpoints in use that are not AWS's own, in a line; empty where there are none. Written here, as activation has no need of it. */
  endpointsText(t: Translate): string {
    return foreignEndpointsText(this.#foreignEndpoints, t);
  }

  /** Whether the last that was heard of AWS is that somebody has to sign in. */
  get needsSignIn(): boolean {
    return this.#needsSignIn;
  }

  /** The account of the credentials, by STS where that answers, else by the jobs; undefined while it is not known. */
  get account(): string | undefined {
    // The jobs that are known may have been read with the keys before.
    if (this.#hasOtherKeys) return undefined;
    this.#account ??= this.#accountOfJobs();
    return this.#account;
  }

  /** The role of this machine, where its credentials sign: its name, by STS, or empty while that is not known. Else undefined. */
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
    const isNews = needsSignIn !== this.#needsSignIn;
    this.#needsSignIn = needsSignIn;
    if (isNews) this.#options.onLearned();
    if (failure !== undefined) return;
    if (this.#hasOtherKeys && this.#accountsOfJobs().length > 1) this.#options.onOtherAccount();
    else void this.#askWhose();
  }

  /**
   * Asked after the first answer, and after later ones until STS has said it: by then there are credentials, and the jobs did not have to
   * wait for this. How often it may be asked is up to who asks it.
   */
  async #askWhose(): Promise<void> {
    if (this.#hasAskedWhose || this.#readIdentity === undefined) return;
    this.#hasAskedWhose = true;
    // Where STS does not answer, the jobs name the account.
    const identity = await this.#readIdentity().catch(() => undefined);
    if (this.#disposal.signal.aborted) return;
    if (identity === undefined) {
      this.#hasAskedWhose = false;
      // The next requests ask again.
      if (!this.#isWhoseUnknown) this.#options.onLearned();
      this.#isWhoseUnknown = true;
      return;
    }
    this.#hasOtherKeys = false;
    const { account, role } = identity;
    const before = this.#account;
    this.#account = account;
    this.#role = role;
    if (before !== undefined && before !== account) this.#options.onOtherAccount();
    else this.#options.onLearned();
  }

  #accountOfJobs(): string | undefined {
    const [account, ...others] = this.#accountsOfJobs();
    return others.length === 0 ? account : undefined;
  }

  /** None where the jobs do not say whose credentials read them. */
  #accountsOfJobs(): (string | undefined)[] {
    if (this.#hasAskedForOthers) return [];
    const accounts = new Set<string | undefined>();
    for (const { pool } of this.#sessions) for (const job of pool.knownJobs()) accounts.add(job.AccountId);
    return [...accounts];
  }
}
