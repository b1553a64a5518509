import type { BackupClient } from '@aws-sdk/client-backup';
import { readBody } from './responseBody.js';
import { checkResponse, responseLimits } from './responseLimits.js';

/** Sends the requests of a client. */
export type RequestHandler = BackupClient['config']['requestHandler'];

/**
 * A request handler for clients whose responses the SDK parses: those that fetch credentials, and Athena's.
 * It reads each body completely, because these responses are short. A body that stops arriving, is longer
 * than `maxBytes` or is too expensive to parse makes it reject like `readBody` or with a
 * `ResponseTooLargeError`. The caller still owns `handler`.
 */
export function boundedHandler(
  handler: RequestHandler,
  idleMs: number,
  maxBytes: number = responseLimits.shortBytes,
): RequestHandler {
  const handle: RequestHandler['handle'] = async (request, options) => {
    const result = await handler.handle(request, options);
    const bytes = await readBody(result.response.body, { idleMs, maxBytes });
    checkResponse(bytes);
    result.response.body = bytes;
    return result;
  };
  return Object.create(handler, { handle: { value: handle } }) as RequestHandler;
}
