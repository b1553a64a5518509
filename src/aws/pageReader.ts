import { existsSync } from 'node:fs';
import { setImmediate as yieldToEventLoop } from 'node:timers/promises';
import type { JobPage } from '../jobs/jobSource.js';
import { PageUnpacker } from '../jobs/packed/packedJob.js';
import { PagePacker } from './pagePacker.js';
import { PageThread } from './pageThread.js';
import { readJobPage } from './readResponse.js';

/**
 * Parses the pages of one connection. A page of 1,000 jobs is more than a megabyte. Single pages are parsed
 * on this thread, one per turn of the event loop. When several responses are expected, a worker thread parses
 * them, until none has been expected for a while. Both use {@link PagePacker}. Pages that it refuses are
 * parsed by {@link readJobPage} on this thread.
 */
export class PageReader {
  readonly #packer = new PagePacker();
  readonly #unpacker = new PageUnpacker();
  readonly #threadFile: string;
  #mayHaveThread = true;
  #thread: PageThread | undefined;
  #idle: NodeJS.Timeout | undefined;
  #last: Promise<unknown> = Promise.resolve();
  #expected = 0;

  /** `threadFile` is the bundle of `pageWorker.ts`. If it does not exist, this thread parses all pages. */
  constructor(threadFile: string) {
    this.#threadFile = threadFile;
  }

  /** Announces a response. It is expected until the returned function is called. */
  expect(): () => void {
    this.#expected++;
    clearTimeout(this.#idle);
    // The thread starts while the responses are still pending.
    if (this.#expected >= minResponsesForThread) this.#startThread();
    return () => {
      this.#expected--;
      if (this.#expected === 0 && this.#thread !== undefined)
        this.#idle = setTimeout(() => this.#endThread(), idleMs).unref();
    };
  }

  /**
   * The page in a body. The body must not be used afterwards. Rejects as {@link readJobPage} throws, and with
   * a `LostPageError`.
   */
  async read(body: Buffer): Promise<JobPage> {
    const read = this.#thread === undefined ? body : await this.#thread.read(body);
    // Several pages may arrive at once.
    return this.#sequentially(() => (read instanceof Uint8Array ? this.#readHere(read) : read));
  }

  /** Ends the worker thread for good. */
  dispose(): void {
    this.#mayHaveThread = false;
    clearTimeout(this.#idle);
    this.#endThread();
  }

  #readHere(body: Buffer): JobPage {
    const page = this.#packer.packOrRefuse(body);
    return page === undefined ? readJobPage(body) : this.#unpacker.unpack(page);
  }

  #startThread(): void {
    if (this.#thread !== undefined || !this.#mayHaveThread) return;
    this.#mayHaveThread = existsSync(this.#threadFile);
    if (!this.#mayHaveThread) return;
    const thread = new PageThread(this.#threadFile, () => {
      // The thread has failed. A new one would fail, too.
      if (this.#thread !== thread) return;
      this.#mayHaveThread = false;
      this.#thread = undefined;
    });
    this.#thread = thread;
  }

  #endThread(): void {
    const thread = this.#thread;
    this.#thread = undefined;
    void thread?.end();
  }

  #sequentially(read: () => JobPage): Promise<JobPage> {
    const page = this.#last.then(read);
    this.#last = page.catch(() => {}).then(() => yieldToEventLoop());
    return page;
  }
}

const minResponsesForThread = 3;
const idleMs = 10_000;
