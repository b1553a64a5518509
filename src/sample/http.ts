/** A request as it stands on the wire, decoded: the path without its query, percent signs undone in the query only. */
export interface ServiceRequest {
  readonly method: string;
  /** Still percent-encoded, for an id may hold a slash. */
  readonly path: string;
  readonly query: ReadonlyMap<string, string>;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string | undefined;
  /** Tells that the caller has gone, so that a slow answer need not be waited for. */
  readonly signal?: AbortSignal | undefined;
}

/** An answer. A `content-length` that is larger than the body means that the connection breaks in its middle. */
export interface ServiceResponse {
  readonly statusCode: number;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** A service in a function. It rejects only where no answer comes at all: the adapters make a broken connection of it. */
export type SampleService = (request: ServiceRequest) => ServiceResponse | Promise<ServiceResponse>;

/**
 * A GET request, as the tests ask it: `getRequest('/backup-jobs/', { state: 'FAILED' })`.
 * A parameter that is undefined is left out.
 */
export function getRequest(
  path: string,
  query: Readonly<Record<string, string | undefined>> = {},
): ServiceRequest {
  const given = Object.entries(query).filter((entry): entry is [string, string] => entry[1] !== undefined);
  return { method: 'GET', path, query: new Map(given), headers: {} };
}

/** Whether the body stops before the length that the headers promise. */
export function isCutShort(response: ServiceResponse): boolean {
  const promised = Number(response.headers['content-length'] ?? 0);
  return promised > Buffer.byteLength(response.body);
}

/** What Node's own HTTP client fails with when the other side hangs up. */
export function connectionReset(): Error {
  return Object.assign(new Error('socket hang up'), { code: 'ECONNRESET' });
}
