import { existsSync } from 'node:fs';
import { setImmediate as yieldToEventLoop } from 'node:timers/promises';
import type { JobPage } from '../jobs/jobSource.js';
import { PageUnpacker } from './packedJob.js';
import { PagePacker } from './pagePacker.js';
import { PageThread } from './pageThread.js';
import { readJobPage } from './readAnswer.js';

/**
 * Reads the pages of one connection. A page of 1,000 jobs is more than a megabyte. Single pages are read
 * here, one in a turn of the event loop. Once several answers are on their way a thread reads them, until
 * none has been for a while. Both pack a page first ({@link PagePacker}); what that refuses is parsed here.
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

  /** `threadFile` is the bundle of `pageWorker.ts`. Where there is no such file, all pages are read here. */
  constructor(threadFile: string) {
    this.#threadFile = threadFile;
  }

  /** An answer is on its way until the returned function is called. */
  expect(): () => void {
    this.#expected++;
    clearTimeout(this.#idle);
    // The thread takes no longer to start than the answers take to come.
    if (this.#expected >= severalAnswers) this.#startThread();
    return () => {
      this.#expected--;
      if (this.#expected === 0 && this.#thread !== undefined)
        this.#idle = setTimeout(() => this.#endThread(), idleMs).unref();
    };
  }

  /**
   * The page in a body, which must not be used any more. Rejects as {@link readJobPage} throws, and with a
   * `LostPageError`.
   */
  async read(body: Buffer): Promise<JobPage> {
    const read = this.#thread === undefined ? body : await this.#thread.read(body);
    // Several pages may come at once.
    return this.#inTurn(() => (read instanceof Uint8Array ? this.#readHere(read) : read));
  }

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
      // It has failed, and would again.
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

  #inTurn(read: () => JobPage): Promise<JobPage> {
    const page = this.#last.then(read);
    this.#last = page.catch(() => {}).then(() => yieldToEventLoop());
    return page;
  }
}

const severalAnswers = 3;
const idleMs = 10_000;
