/** A decoded HTTP request: the path without its query; only the query is percent-decoded. */
export interface ServiceRequest {
  readonly method: string;
  /** Still percent-encoded, because an ID may contain a slash. */
  readonly path: string;
  readonly query: ReadonlyMap<string, string>;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string | undefined;
  /** Aborts when the caller disconnects, so that a slow response can stop. */
  readonly signal?: AbortSignal | undefined;
}

/** A response. If `content-length` is larger than the body, the connection breaks in the middle. */
export interface ServiceResponse {
  readonly statusCode: number;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/**
 * A service as a function. It rejects only if there is no response at all: the adapters turn that into a
 * broken connection.
 */
export type SampleService = (request: ServiceRequest) => ServiceResponse | Promise<ServiceResponse>;

/** Whether the body is shorter than its headers say. */
export function isCutShort(response: ServiceResponse): boolean {
  const promised = Number(response.headers['content-length'] ?? 0);
  return promised > Buffer.byteLength(response.body);
}

/** The error of Node's HTTP client when the other side closes the connection. */
export function connectionReset(): Error {
  return Object.assign(new Error('socket hang up'), { code: 'ECONNRESET' });
}
