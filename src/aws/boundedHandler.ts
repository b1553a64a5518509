import type { BackupClient } from '@aws-sdk/client-backup';
import { readBody } from './answerBody.js';
import { answerCaps, checkAnswer } from './answerCaps.js';

/** Sends the requests of a client. */
export type RequestHandler = BackupClient['config']['requestHandler'];

/**
 * A request handler for clients that fetch credentials. It reads each body completely, because these
 * responses are short, and rejects one that does not end or is too expensive to parse. The caller still owns
 * `handler`. Rejects like `readBody`, and with an `AnswerTooLargeError`.
 */
export function boundedHandler(handler: RequestHandler, idleMs: number): RequestHandler {
  const handle: RequestHandler['handle'] = async (request, options) => {
    const answer = await handler.handle(request, options);
    const bytes = await readBody(answer.response.body, { idleMs, maxBytes: answerCaps.shortBytes });
    checkAnswer(bytes);
    answer.response.body = bytes;
    return answer;
  };
  return Object.create(handler, { handle: { value: handle } }) as RequestHandler;
}
