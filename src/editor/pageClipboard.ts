import type { CopiedContent } from '../jobs/copiedContent.js';
import type { ClipboardMessage, ClipboardReport } from './clipboardMessage.js';

/** Puts a content on the clipboard. */
export type WriteClipboard = (content: CopiedContent) => Promise<void>;

/** What {@link PageClipboard} works with. */
export interface PageClipboardOptions {
  /** Sends a message to the page. Resolves to false if there is no page that receives it. */
  readonly post: (message: ClipboardMessage) => PromiseLike<boolean>;
  /** Puts plain text on the clipboard. */
  readonly writeText: (text: string) => PromiseLike<void>;
  /** Milliseconds that the page has. Tests replace the default. */
  readonly maxWaitMs?: number;
}

/**
 * The clipboard, written by a page: VS Code itself only writes plain text, a page also writes HTML. If the
 * page cannot, or does not answer, the plain text is written.
 */
export class PageClipboard {
  readonly #options: PageClipboardOptions;
  readonly #pending = new Map<number, (outcome: ClipboardReport['outcome']) => void>();
  #last = 0;

  constructor(options: PageClipboardOptions) {
    this.#options = options;
  }

  readonly write: WriteClipboard = async (content) => {
    const { maxWaitMs = 2000, post, writeText } = this.#options;
    const number = ++this.#last;
    const { promise, resolve } = promiseWithResolver<boolean>();
    const send = (message: ClipboardMessage) =>
      post(message).then(
        (isDelivered) => isDelivered || resolve(false),
        () => resolve(false),
      );
    this.#pending.set(number, (outcome) => {
      if (outcome === 'ready') void send({ kind: 'clipboard', number, content });
      else resolve(outcome === 'written');
    });
    const timer = setTimeout(() => resolve(false), maxWaitMs);
    void send({ kind: 'clipboard', number });
    const isWritten = await promise;
    clearTimeout(timer);
    this.#pending.delete(number);
    if (!isWritten) await writeText(content.text);
  };

  /** Takes the report of the page. Ignores one that comes too late. */
  settle({ number, outcome }: ClipboardReport): void {
    this.#pending.get(number)?.(outcome);
  }
}

function promiseWithResolver<Value>() {
  let resolve: (value: Value) => void = () => {};
  const promise = new Promise<Value>((settle) => {
    resolve = settle;
  });
  return { promise, resolve };
}
