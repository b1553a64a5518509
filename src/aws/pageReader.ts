import { existsSync } from 'node:fs';
import { setImmediate as turn } from 'node:timers/promises';
import type { BackupJob } from '../jobs/backupJob.js';
import type { JobPage } from '../jobs/jobSource.js';
import { BodyMemory } from './bodyMemory.js';
import { sharingJobReader } from './fieldReaders.js';
import { type BodyRead, PageThread } from './pageThread.js';
import { parseJobPage, textOf } from './readAnswer.js';
import { SharedValues } from './sharedValues.js';

/**
 * Reads the pages of one connection, so that the extension host has time for others: a page of a thousand jobs is more than a
 * megabyte. One by one they are read here, in several turns of the event loop; a thread reads them once several answers are on their
 * way, until none has been for a while.
 */
export class PageReader {
  /** For the bodies. */
  readonly memory = new BodyMemory();
  readonly #readJob = sharingJobReader(new SharedValues());
  readonly #threadFile: string;
  #mayHaveThread = true;
  #thread: PageThread | undefined;
  #idle: NodeJS.Timeout | undefined;
  #last: Promise<unknown> = Promise.resolve();
  #expected = 0;

  /** `threadFile` is the bundle of `pageWorker.ts`; where there is no such file, all is read here. */
  constructor(threadFile: string) {
    this.#threadFile = threadFile;
  }

  /** Tells that an answer is on its way, until what it returns is called. */
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

  /** Like `readJobPage`, later; the body is not to be used any more. Rejects with a {@link LostPageError} too. */
  async read(body: Buffer): Promise<JobPage> {
    const read: BodyRead = this.#thread === undefined ? { body } : await this.#thread.read(body);
    // Several pages may come at once.
    const page = await this.#inTurn(() => read.page ?? this.#readYielding(textOf(read.body)));
    this.memory.giveBack(read.body);
    return page;
  }

  dispose(): void {
    this.#mayHaveThread = false;
    clearTimeout(this.#idle);
    this.#endThread();
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
    this.memory.clear();
    void thread?.end();
  }

  #inTurn(read: () => JobPage | Promise<JobPage>): Promise<JobPage> {
    const page = this.#last.then(read);
    this.#last = page.catch(() => {}).then(() => turn());
    return page;
  }

  async #readYielding(body: string): Promise<JobPage> {
    const { jobs: parsed, nextToken } = parseJobPage(body);
    const jobs: BackupJob[] = [];
    for (const value of parsed) {
      if (jobs.length % jobsInATurn === 0) await turn();
      jobs.push(this.#readJob(value));
    }
    return { jobs, ...(nextToken !== undefined && { nextToken }) };
  }
}

const jobsInATurn = 250;
const severalAnswers = 3;
const idleMs = 10_000;
