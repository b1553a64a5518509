import type { fromNodeProviderChain } from '@aws-sdk/credential-providers';

/** Returns credentials. Its argument describes the client that needs them. */
export type CredentialsProvider = ReturnType<typeof fromNodeProviderChain>;

/** Keys as the SDK returns them. */
export type Credentials = Awaited<ReturnType<CredentialsProvider>>;

/**
 * The credentials of a connection, fetched once for all its clients, so that a role with MFA needs only one
 * code for all requests and regions. They are fetched again shortly before they expire and after AWS has
 * rejected them. A failed fetch is not cached.
 */
export class SharedCredentials {
  readonly #fetch: CredentialsProvider;
  readonly #accepted = new WeakSet<Credentials>();
  readonly #waiting: (() => void)[] = [];
  #current: Credentials | undefined;
  #last: Credentials | undefined;
  #pending: Promise<Credentials> | undefined;

  /** `onNewCredentials` is called when other keys have replaced the first ones. */
  constructor(
    fetch: CredentialsProvider,
    private readonly onNewCredentials: () => void = () => {},
  ) {
    this.#fetch = fetch;
  }

  /** The provider for clients. It is marked as memoized, so that no client caches the credentials itself. */
  readonly provider: CredentialsProvider = Object.assign(
    (properties?: Parameters<CredentialsProvider>[0]) => this.#get(properties),
    { memoized: true },
  );

  /** Whether AWS has accepted these credentials in any region. */
  areAccepted(credentials: Credentials): boolean {
    return this.#accepted.has(credentials);
  }

  /** Call when AWS has accepted these credentials. */
  accept(credentials: Credentials): void {
    this.#accepted.add(credentials);
    for (const onAccept of this.#waiting.splice(0)) onAccept();
  }

  /** Whether AWS accepts these credentials in any region, within some milliseconds. */
  async areAcceptedWithin(milliseconds: number, credentials: Credentials): Promise<boolean> {
    if (this.areAccepted(credentials)) return true;
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, milliseconds);
      this.#waiting.push(() => {
        clearTimeout(timer);
        resolve();
      });
    });
    return this.areAccepted(credentials);
  }

  /**
   * Call when AWS has rejected these credentials. The next request fetches others, unless another request has
   * already done so.
   */
  reject(credentials: Credentials): void {
    this.#accepted.delete(credentials);
    if (this.#current === credentials) this.#current = undefined;
  }

  /** Call when a fetch takes too long. The next request starts a new one. */
  abandonFetch(): void {
    this.#pending = undefined;
  }

  #get(properties: Parameters<CredentialsProvider>[0]): Promise<Credentials> {
    if (this.#current !== undefined && !isAboutToExpire(this.#current)) return Promise.resolve(this.#current);
    this.#pending ??= this.#start(properties);
    return this.#pending;
  }

  #start(properties: Parameters<CredentialsProvider>[0]): Promise<Credentials> {
    const pending = this.#fetch(properties)
      .then((credentials) => {
        if (this.#pending === pending) this.#keep(credentials);
        return credentials;
      })
      .finally(() => {
        if (this.#pending === pending) this.#pending = undefined;
      });
    return pending;
  }

  #keep(credentials: Credentials): void {
    const before = this.#last;
    this.#current = credentials;
    this.#last = credentials;
    if (before !== undefined && !areSameKeys(before, credentials)) this.onNewCredentials();
  }
}

/** Whether two credentials have the same keys and token. Their expirations may differ. */
export function areSameKeys(one: Credentials, other: Credentials): boolean {
  return (
    one.accessKeyId === other.accessKeyId &&
    one.secretAccessKey === other.secretAccessKey &&
    one.sessionToken === other.sessionToken
  );
}

function isAboutToExpire({ expiration }: Credentials): boolean {
  return expiration !== undefined && expiration.getTime() - Date.now() < renewalMs;
}

/** The AWS SDKs also renew credentials this long before they expire. */
const renewalMs = 300_000;
