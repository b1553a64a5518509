import { Worker } from 'node:worker_threads';
import type { JobPage } from '../jobs/jobSource.js';
import { PageUnpacker } from './packedJob.js';
import type { PackedPage } from './packedPage.js';

/** What the thread answers: the body, and the page in it where it could be read. */
export interface ThreadAnswer {
  readonly body: Uint8Array;
  readonly page?: PackedPage;
}

/** What has been read: the body, to be used again, and the page in it. */
export interface BodyRead {
  readonly body: Buffer;
  /** Absent where it cannot be read. */
  readonly page?: JobPage;
}

/** The thread has ended, and the page with it: it has to be asked for again. */
export class LostPageError extends Error {
  override readonly name = 'LostPageError';
}

/** A thread that reads pages. */
export class PageThread {
  readonly #worker: Worker;
  readonly #unpacker = new PageUnpacker();
  /** In the order in which they were asked for, which is that of the answers. */
  readonly #waiting: Waiting[] = [];
  #hasEnded = false;

  /** `file` is the bundle of `pageWorker.ts`; `onEnd` is told when it has ended, by itself too. */
  constructor(file: string, onEnd: () => void) {
    // Nothing of the environment is needed there: it may hold keys.
    this.#worker = new Worker(file, { env: {}, execArgv: [], resourceLimits });
    this.#worker.on('message', (answer: ThreadAnswer) => this.#take(answer));
    // An exit follows.
    this.#worker.on('error', () => {});
    // Which answer it was nobody knows.
    this.#worker.on('messageerror', () => void this.end());
    this.#worker.on('exit', () => {
      this.#loseAll();
      onEnd();
    });
  }

  /** The body is not to be used any more before it comes back. Rejects with a {@link LostPageError}. */
  read(body: Buffer): Promise<BodyRead> {
    return new Promise((resolve, reject) => {
      if (this.#hasEnded) return reject(new LostPageError());
      this.#waiting.push({ resolve, reject });
      // What is short may be in memory that others are in too, which cannot be handed over.
      const bytes = body.byteLength > maxCopiedLength ? body : Uint8Array.from(body);
      this.#worker.postMessage(bytes, [bytes.buffer as ArrayBuffer]);
    });
  }

  async end(): Promise<void> {
    this.#loseAll();
    await this.#worker.terminate();
  }

  #take({ body: { buffer, byteLength, byteOffset }, page }: ThreadAnswer): void {
    const body = Buffer.from(buffer as ArrayBuffer, byteOffset, byteLength);
    const read = page === undefined ? { body } : { body, page: this.#unpacker.unpack(page) };
    this.#waiting.shift()?.resolve(read);
  }

  #loseAll(): void {
    this.#hasEnded = true;
    for (const { reject } of this.#waiting.splice(0)) reject(new LostPageError());
  }
}

interface Waiting {
  readonly resolve: (read: BodyRead) => void;
  readonly reject: (error: LostPageError) => void;
}

/** Little is made to read a page: no more room is needed for what is garbage by the next. */
const resourceLimits = { maxYoungGenerationSizeMb: 16 };
/** Bytes: the whole of what Node puts several buffers in. */
const maxCopiedLength = 65_536;
