import type { fromNodeProviderChain } from '@aws-sdk/credential-providers';

/** Gives credentials; the client that wants them says who it is. */
export type CredentialsProvider = ReturnType<typeof fromNodeProviderChain>;

/** Keys as the SDK hands them on. */
export type Credentials = Awaited<ReturnType<CredentialsProvider>>;

/**
 * The credentials of a connection, fetched once for all its clients: a role that wants an MFA code asks for
 * one code, however many requests and regions wait. They are fetched again shortly before they expire, and
 * when AWS refuses them; a fetch that fails is not kept.
 */
export class SharedCredentials {
  readonly #fetch: CredentialsProvider;
  readonly #accepted = new WeakSet<Credentials>();
  #current: Credentials | undefined;
  #last: Credentials | undefined;
  #flight: Promise<Credentials> | undefined;

  /** `onOthers` is told when other keys have taken the place of the first ones. */
  constructor(
    fetch: CredentialsProvider,
    private readonly onOthers: () => void = () => {},
  ) {
    this.#fetch = fetch;
  }

  /** What a client is given: marked as one that keeps its answer, lest each client keeps one of its own. */
  readonly provider: CredentialsProvider = Object.assign(
    (properties?: Parameters<CredentialsProvider>[0]) => this.#get(properties),
    { memoized: true },
  );

  /** Whether AWS has taken these credentials anywhere. */
  areAccepted(credentials: Credentials): boolean {
    return this.#accepted.has(credentials);
  }

  accept(credentials: Credentials): void {
    this.#accepted.add(credentials);
  }

  /** AWS has refused these: the next request fetches others, unless that was done meanwhile. */
  refuse(credentials: Credentials): void {
    if (this.#current === credentials) this.#current = undefined;
  }

  /** Nobody waits any longer for a fetch that takes too long: the next request begins one of its own. */
  abandonFetch(): void {
    this.#flight = undefined;
  }

  #get(properties: Parameters<CredentialsProvider>[0]): Promise<Credentials> {
    if (this.#current !== undefined && !isAboutToExpire(this.#current)) return Promise.resolve(this.#current);
    this.#flight ??= this.#start(properties);
    return this.#flight;
  }

  #start(properties: Parameters<CredentialsProvider>[0]): Promise<Credentials> {
    const flight = this.#fetch(properties)
      .then((credentials) => {
        if (this.#flight === flight) this.#keep(credentials);
        return credentials;
      })
      .finally(() => {
        if (this.#flight === flight) this.#flight = undefined;
      });
    return flight;
  }

  #keep(credentials: Credentials): void {
    const before = this.#last;
    this.#current = credentials;
    this.#last = credentials;
    if (before !== undefined && !areSameKeys(before, credentials)) this.onOthers();
  }
}

/** Whether two are the same keys. */
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

/** As long before the end as the AWS SDKs begin to renew. */
const renewalMs = 300_000;
