import { Worker } from 'node:worker_threads';
import type { JobPage } from '../jobs/jobSource.js';
import { PageUnpacker } from '../jobs/packed/packedJob.js';
import type { PackedPage } from '../jobs/packed/packedPage.js';

/** The result of the thread: a page, or the body if the packer refuses it. */
export type ThreadResult = PackedPage | Uint8Array;

/** The error if the thread ends before it has read a page. The page must be requested again. */
export class LostPageError extends Error {
  override readonly name = 'LostPageError';
}

/** A thread that packs pages. */
export class PageThread {
  readonly #worker: Worker;
  readonly #unpacker = new PageUnpacker();
  /** Pending reads. The thread answers them in this order. */
  readonly #waiting: Waiting[] = [];
  #hasEnded = false;

  /** `file` is the bundle of `pageWorker.ts`. `onEnd` is called when the thread has ended for any reason. */
  constructor(file: string, onEnd: () => void) {
    // The thread does not need the environment, which may contain keys.
    this.#worker = new Worker(file, { env: {}, execArgv: [], resourceLimits });
    this.#worker.on('message', (result: ThreadResult) => this.#take(result));
    // An 'exit' event follows.
    this.#worker.on('error', () => {});
    // The event does not show which page it was.
    this.#worker.on('messageerror', () => void this.end());
    this.#worker.on('exit', () => {
      this.#loseAll();
      onEnd();
    });
  }

  /**
   * Resolves to the page, or to the body if the packer refuses it. The given body must not be used
   * afterwards. Rejects with a {@link LostPageError}.
   */
  read(body: Buffer): Promise<JobPage | Buffer> {
    return new Promise((resolve, reject) => {
      if (this.#hasEnded) return reject(new LostPageError());
      this.#waiting.push({ resolve, reject });
      // The memory of a short body may belong to Node's buffer pool, which cannot be transferred.
      const bytes = body.byteLength > maxCopiedLength ? body : Uint8Array.from(body);
      this.#worker.postMessage(bytes, [bytes.buffer as ArrayBuffer]);
    });
  }

  /** Ends the thread. Pending reads reject. */
  async end(): Promise<void> {
    this.#loseAll();
    await this.#worker.terminate();
  }

  #take(result: ThreadResult): void {
    const read = result instanceof Uint8Array ? bufferOf(result) : this.#unpacker.unpack(result);
    this.#waiting.shift()?.resolve(read);
  }

  #loseAll(): void {
    this.#hasEnded = true;
    for (const { reject } of this.#waiting.splice(0)) reject(new LostPageError());
  }
}

/** A transferred buffer arrives as a plain `Uint8Array`. */
function bufferOf({ buffer, byteLength, byteOffset }: Uint8Array): Buffer {
  return Buffer.from(buffer, byteOffset, byteLength);
}

interface Waiting {
  readonly resolve: (read: JobPage | Buffer) => void;
  readonly reject: (error: LostPageError) => void;
}

/** Small, because reading a page creates little garbage. */
const resourceLimits = { maxYoungGenerationSizeMb: 16 };
/** In bytes. Shorter buffers may belong to Node's buffer pool. */
const maxCopiedLength = 65_536;
