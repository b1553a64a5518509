import { readBody } from './answerBody.js';
import { answerCaps, checkAnswer } from './answerCaps.js';

/** The part of the SDK's request handlers that clients which share one need. */
export interface RequestHandler {
  readonly metadata?: { readonly handlerProtocol: string } | undefined;
  handle(request: never, options?: never): Promise<{ response: { body?: unknown } }>;
}

/**
 * A request handler for clients that fetch credentials, whose answers are short: it reads the whole body of each, so that one without
 * an end, or one that would take a parser long, is given up first. `handler` is its owner's to destroy. Rejects like `readBody`, and
 * with an `AnswerTooLargeError`.
 */
export function boundedHandler(handler: RequestHandler, idleMs: number): RequestHandler {
  return {
    metadata: handler.metadata,
    handle: async (request, options) => {
      const answer = await handler.handle(request, options);
      const bytes = await readBody(answer.response.body, { idleMs, maxBytes: answerCaps.shortBytes });
      checkAnswer(bytes);
      answer.response.body = bytes;
      return answer;
    },
  };
}

/** Whether a value is a request handler: what a client is made with may also be the options of one. */
export function isRequestHandler(value: unknown): value is RequestHandler {
  return (
    typeof value === 'object' && value !== null && 'handle' in value && typeof value.handle === 'function'
  );
}
