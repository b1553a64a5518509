import { Readable } from 'node:stream';
import { finished } from 'node:stream/promises';
import { systemTime } from '../jobs/sweep/clock.js';
import { AnswerTooLargeError, answerCaps, checkAnswer } from './answerCaps.js';
import type { Semaphore } from './semaphore.js';

/** The body of a successful answer as it came. The SDK's own reading drops digits and whole pages. */
export interface AnswerBody {
  bytes: Buffer;
}

/** What bounds the reading of a body. */
export interface BodyLimits {
  /** Milliseconds without a byte after which it is given up. */
  readonly idleMs: number;
  readonly maxBytes: number;
  /** In which it is read, where it shares the event loop with others. */
  readonly turns?: Semaphore | undefined;
}

/** The few things of a command that {@link keepAnswerBody} needs. */
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
 * Keeps the body of a command's successful answer. It is read where the SDK's retries still see it, so that
 * one that breaks off or stalls is asked for again, and the SDK itself gets an empty answer. The SDK reads
 * errors itself, but their bodies cannot stall either. `onThrottled` is called for each attempt that AWS
 * throttles, which the SDK retries silently, with the time at which it began (`systemTime.elapsed`).
 */
export function keepAnswerBody(
  command: MiddlewareHolder,
  limits: BodyLimits,
  onThrottled: (started: number) => void = () => {},
): AnswerBody {
  const kept: AnswerBody = { bytes: Buffer.alloc(0) };
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
    { step: 'deserialize', priority: 'low', name: 'keepAnswerBody' },
  );
  return kept;
}

/**
 * The body of an answer that is an error. Rejects like {@link readBody}, and where the SDK should not parse
 * it.
 */
async function readErrorBody(
  response: HttpResponse,
  limits: BodyLimits,
  onThrottled: () => void,
): Promise<Buffer> {
  const maxBytes = Math.min(limits.maxBytes, answerCaps.shortBytes);
  const bytes = await readBody(response.body, { ...limits, maxBytes, turns: undefined });
  if (isThrottling(response, bytes)) onThrottled();
  checkAnswer(bytes);
  return bytes;
}

/** By what the SDK's own retries go by: the status, or the name of the error in the header or in the body. */
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
 * The bytes of a body of any kind that a request handler gives. Rejects where it stalls, breaks off or is
 * too long.
 */
export async function readBody(body: unknown, limits: BodyLimits): Promise<Buffer> {
  if (body instanceof Uint8Array) return Buffer.from(body.buffer, body.byteOffset, body.byteLength);
  if (typeof body === 'string') return Buffer.from(body);
  if (typeof body !== 'object' || body === null || !(Symbol.asyncIterator in body)) return Buffer.alloc(0);
  const stream = body instanceof Readable ? body : Readable.from(body as AsyncIterable<Uint8Array>);
  const ended = finished(stream);
  // It may break off before its turn. The reading below rejects then.
  ended.catch(() => {});
  const endTurn = await limits.turns?.begin();
  return readStream(stream, ended, limits).finally(endTurn);
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
      else breakOff(new AnswerTooLargeError('bytes', limits.maxBytes));
    });
    void ended.then(() => resolve(Buffer.concat(chunks, size)), reject).finally(() => clearTimeout(stalled));
  });
}

/** Under a name that the SDK's retries try again. */
function timeoutError(): Error {
  return Object.assign(new Error('The answer stopped in its middle'), { name: 'TimeoutError' });
}
