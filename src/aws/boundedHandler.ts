import type { BackupClient } from '@aws-sdk/client-backup';
import { readBody } from './answerBody.js';
import { answerCaps, checkAnswer } from './answerCaps.js';

/** What sends the requests of a client. */
export type RequestHandler = BackupClient['config']['requestHandler'];

/**
 * A request handler for clients that fetch credentials, whose answers are short: it reads the whole body of
 * each, so that one without an end, or one that would take a parser long, is given up first. `handler` is its
 * owner's to destroy. Rejects like `readBody`, and with an `AnswerTooLargeError`.
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
