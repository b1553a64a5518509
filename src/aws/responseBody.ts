import { Readable } from 'node:stream';
import { finished } from 'node:stream/promises';
import { systemTime } from '../jobs/sweep/clock.js';
import { checkResponse, ResponseTooLargeError, responseLimits } from './responseLimits.js';
import type { Semaphore } from './semaphore.js';

/**
 * The unparsed body of a successful response. The SDK's own parser would round long integers, and could fail
 * for a whole page.
 */
export interface ResponseBody {
  bytes: Buffer;
}

/** Limits for reading a response body. */
export interface BodyLimits {
  /** Reading fails after this many milliseconds without a byte. */
  readonly idleMs: number;
  readonly maxBytes: number;
  /** Limits the number of bodies that are read concurrently. */
  readonly semaphore?: Semaphore | undefined;
}

/** The part of an SDK command that {@link keepResponseBody} uses. */
interface MiddlewareHolder {
  readonly middlewareStack: {
    add(
      middleware: <Result extends { response: unknown }, Arguments>(
        next: (args: Arguments) => Promise<Result>,
      ) => (args: Arguments) => Promise<Result>,
      options: { step: 'deserialize'; priority: 'low'; name: string },
    ): void;
  };
}

/**
 * Keeps the body of a command's successful response, and passes an empty object to the SDK instead. The body
 * is read inside the SDK's retry loop, so a response that ends early or stalls is requested again. The SDK
 * still parses error responses, but only after they have been read within similar limits. `onThrottled` is
 * called for each throttled attempt, which the SDK retries silently, with the time at which it started
 * (`systemTime.elapsed`).
 */
export function keepResponseBody(
  command: MiddlewareHolder,
  limits: BodyLimits,
  onThrottled: (started: number) => void,
): ResponseBody {
  const kept: ResponseBody = { bytes: Buffer.alloc(0) };
  command.middlewareStack.add(
    (next) => async (args) => {
      const started = systemTime.elapsed();
      const result = await next(args);
      const { response } = result;
      if (!isHttpResponse(response)) return result;
      const { statusCode } = response;
      const isSuccess = statusCode < 300;
      const read = isSuccess
        ? readBody(response.body, limits)
        : readErrorBody(response, limits, () => onThrottled(started));
      const bytes = await read.catch((error: unknown) => {
        throw Object.assign(Object(error), { $metadata: { httpStatusCode: statusCode } });
      });
      if (isSuccess) kept.bytes = bytes;
      response.body = isSuccess ? new TextEncoder().encode('{}') : bytes;
      return result;
    },
    { step: 'deserialize', priority: 'low', name: 'keepResponseBody' },
  );
  return kept;
}

/**
 * Reads the body of an error response. Rejects like {@link readBody}, and if the body is not safe to parse.
 */
async function readErrorBody(
  response: HttpResponse,
  limits: BodyLimits,
  onThrottled: () => void,
): Promise<Buffer> {
  const maxBytes = Math.min(limits.maxBytes, responseLimits.shortBytes);
  const bytes = await readBody(response.body, { ...limits, maxBytes, semaphore: undefined });
  if (isThrottling(response, bytes)) onThrottled();
  checkResponse(bytes);
  return bytes;
}

/** Follows the SDK's retry rules: the status, or the error name in the header or the body. */
function isThrottling({ statusCode, headers }: HttpResponse, body: Uint8Array): boolean {
  if (statusCode === 429) return true;
  const name = `${headers?.['x-amzn-errortype'] ?? ''} ${new TextDecoder().decode(body.subarray(0, 2000))}`;
  return /Throttl|TooManyRequests|RequestLimitExceeded|SlowDown/.test(name);
}

interface HttpResponse {
  readonly statusCode: number;
  readonly headers?: Readonly<Record<string, string>>;
  body: unknown;
}

function isHttpResponse(response: unknown): response is HttpResponse {
  return (
    typeof response === 'object' &&
    response !== null &&
    'statusCode' in response &&
    typeof response.statusCode === 'number' &&
    'body' in response
  );
}

/**
 * Reads a body of any type that a request handler returns. Rejects if it stalls, ends early or is too long.
 */
export async function readBody(body: unknown, limits: BodyLimits): Promise<Buffer> {
  if (body instanceof Uint8Array) return Buffer.from(body.buffer, body.byteOffset, body.byteLength);
  if (typeof body === 'string') return Buffer.from(body);
  if (typeof body !== 'object' || body === null || !(Symbol.asyncIterator in body)) return Buffer.alloc(0);
  const stream = body instanceof Readable ? body : Readable.from(body as AsyncIterable<Uint8Array>);
  const ended = finished(stream);
  // The stream may fail before the semaphore is acquired. Then readStream rejects.
  ended.catch(() => {});
  const release = await limits.semaphore?.acquire();
  return readStream(stream, ended, limits).finally(release);
}

function readStream(stream: Readable, ended: Promise<void>, limits: BodyLimits): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  return new Promise((resolve, reject) => {
    const breakOff = (error: Error) => {
      reject(error);
      stream.destroy(error);
    };
    const stalled = setTimeout(() => breakOff(timeoutError()), limits.idleMs);
    stream.on('data', (chunk: Uint8Array) => {
      stalled.refresh();
      size += chunk.byteLength;
      if (size <= limits.maxBytes) chunks.push(chunk);
      else breakOff(new ResponseTooLargeError('bytes', limits.maxBytes));
    });
    void ended.then(() => resolve(Buffer.concat(chunks, size)), reject).finally(() => clearTimeout(stalled));
  });
}

/** The SDK retries errors with this name. */
function timeoutError(): Error {
  return Object.assign(new Error('The response stalled'), { name: 'TimeoutError' });
}
