import { Worker } from 'node:worker_threads';
import type { JobPage } from '../jobs/jobSource.js';
import { PageUnpacker } from './packedJob.js';
import type { PackedPage } from './packedPage.js';

/** What the thread answers: the page, or the body where it refuses it. */
export type ThreadAnswer = PackedPage | Uint8Array;

/** The thread has ended, and the page with it: it has to be requested again. */
export class LostPageError extends Error {
  override readonly name = 'LostPageError';
}

/** A thread that packs pages. */
export class PageThread {
  readonly #worker: Worker;
  readonly #unpacker = new PageUnpacker();
  /** In the order of the bodies, which is that of the answers. */
  readonly #waiting: Waiting[] = [];
  #hasEnded = false;

  /** `file` is the bundle of `pageWorker.ts`. `onEnd` is called when it has ended, also by itself. */
  constructor(file: string, onEnd: () => void) {
    // It needs nothing of the environment, which may hold keys.
    this.#worker = new Worker(file, { env: {}, execArgv: [], resourceLimits });
    this.#worker.on('message', (answer: ThreadAnswer) => this.#take(answer));
    // An exit follows.
    this.#worker.on('error', () => {});
    // Nobody knows which answer it was.
    this.#worker.on('messageerror', () => void this.end());
    this.#worker.on('exit', () => {
      this.#loseAll();
      onEnd();
    });
  }

  /**
   * The page, or the body where it has to be read in another way. The given body must not be used any more.
   * Rejects with a {@link LostPageError}.
   */
  read(body: Buffer): Promise<JobPage | Buffer> {
    return new Promise((resolve, reject) => {
      if (this.#hasEnded) return reject(new LostPageError());
      this.#waiting.push({ resolve, reject });
      // A short body may share its memory with others, which cannot be transferred.
      const bytes = body.byteLength > maxCopiedLength ? body : Uint8Array.from(body);
      this.#worker.postMessage(bytes, [bytes.buffer as ArrayBuffer]);
    });
  }

  async end(): Promise<void> {
    this.#loseAll();
    await this.#worker.terminate();
  }

  #take(answer: ThreadAnswer): void {
    const read = answer instanceof Uint8Array ? bufferOf(answer) : this.#unpacker.unpack(answer);
    this.#waiting.shift()?.resolve(read);
  }

  #loseAll(): void {
    this.#hasEnded = true;
    for (const { reject } of this.#waiting.splice(0)) reject(new LostPageError());
  }
}

/** What is transferred arrives as a plain `Uint8Array`. */
function bufferOf({ buffer, byteLength, byteOffset }: Uint8Array): Buffer {
  return Buffer.from(buffer, byteOffset, byteLength);
}

interface Waiting {
  readonly resolve: (read: JobPage | Buffer) => void;
  readonly reject: (error: LostPageError) => void;
}

/** Reading a page makes little garbage. */
const resourceLimits = { maxYoungGenerationSizeMb: 16 };
/** Bytes. Node puts shorter buffers into memory that they share. */
const maxCopiedLength = 65_536;
