import { Readable } from 'node:stream';
import { connectionReset, isCutShort, type SampleService, type ServiceResponse } from './http.js';

/** The part of the SDK's HttpRequest that is used here. Paths are percent-encoded, queries are not. */
interface SdkRequest {
  readonly method: string;
  readonly path: string;
  readonly query?: Readonly<Record<string, string | readonly string[] | null>>;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: unknown;
}

/**
 * The part of the SDK's HttpHandlerOptions that is used here: a DOM signal, or the SDK's older kind with only
 * `aborted`.
 */
interface SdkHandlerOptions {
  readonly abortSignal?: object;
}

/** What the SDK uses of an HTTP response. */
interface SdkResponse {
  readonly statusCode: number;
  readonly headers: Record<string, string>;
  readonly body: Readable;
}

/** A `requestHandler` for clients of the AWS SDK. */
export interface SdkRequestHandler {
  readonly metadata: { readonly handlerProtocol: string };
  handle(request: SdkRequest, options?: SdkHandlerOptions): Promise<{ response: SdkResponse }>;
  destroy(): void;
  updateHttpClientConfig(): void;
  httpHandlerConfigs(): Record<string, never>;
}

/**
 * Connects an AWS SDK client to the service without a socket: `new BackupClient({ requestHandler:
 * sdkRequestHandler(service), … })`. If there is no response, it fails like the SDK's own handler: with
 * `AbortError` after an abort, otherwise with the error of the connection.
 */
export function sdkRequestHandler(service: SampleService): SdkRequestHandler {
  return {
    metadata: { handlerProtocol: 'http/1.1' },
    handle: async (request, options) => {
      return { response: sdkResponse(await answer(service, request, domSignal(options?.abortSignal))) };
    },
    destroy: () => {},
    updateHttpClientConfig: () => {},
    httpHandlerConfigs: () => ({}),
  };
}

function domSignal(signal: object | undefined): AbortSignal | undefined {
  return signal !== undefined && 'addEventListener' in signal ? (signal as AbortSignal) : undefined;
}

async function answer(
  service: SampleService,
  request: SdkRequest,
  signal: AbortSignal | undefined,
): Promise<ServiceResponse> {
  if (signal?.aborted === true) throw abortError();
  let abort = () => {};
  const aborted = new Promise<never>((_, reject) => {
    abort = () => reject(abortError());
  });
  signal?.addEventListener('abort', abort);
  try {
    return await Promise.race([aborted, ask(service, request, signal)]);
  } finally {
    signal?.removeEventListener('abort', abort);
  }
}

function abortError(): Error {
  return Object.assign(new Error('Request aborted'), { name: 'AbortError' });
}

async function ask(
  service: SampleService,
  request: SdkRequest,
  signal: AbortSignal | undefined,
): Promise<ServiceResponse> {
  return service({
    method: request.method,
    path: request.path,
    query: queryOf(request),
    headers: request.headers,
    body: typeof request.body === 'string' ? request.body : undefined,
    signal,
  });
}

function queryOf(request: SdkRequest): ReadonlyMap<string, string> {
  const values = Object.entries(request.query ?? {}).map(([name, value]): [string, string] => [
    name,
    typeof value === 'string' ? value : (value?.[0] ?? ''),
  ]);
  return new Map(values);
}

function sdkResponse(response: ServiceResponse): SdkResponse {
  const body = isCutShort(response) ? brokenBody(response.body) : Readable.from([Buffer.from(response.body)]);
  return { statusCode: response.statusCode, headers: { ...response.headers }, body };
}

function brokenBody(text: string): Readable {
  return new Readable({
    read() {
      this.push(Buffer.from(text));
      this.destroy(connectionReset());
    },
  });
}
