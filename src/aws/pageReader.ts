import { setImmediate as turn } from 'node:timers/promises';
import type { BackupJob } from '../jobs/backupJob.js';
import type { JobPage } from '../jobs/jobSource.js';
import { sharingJobReader } from './fieldReaders.js';
import { parseJobPage } from './readAnswer.js';
import { SharedValues } from './sharedValues.js';

/**
 * Reads the pages of one connection, one after the other and each in several turns of the event loop: a page of a thousand jobs is
 * more than a megabyte, many may come at once, and the extension host has others to serve.
 */
export class PageReader {
  readonly #readJob = sharingJobReader(new SharedValues());
  #last: Promise<unknown> = Promise.resolve();

  /** Like `readJobPage`, later. */
  read(body: string): Promise<JobPage> {
    const page = this.#last.then(() => this.#readInTurns(body));
    this.#last = page.catch(() => {}).then(() => turn());
    return page;
  }

  async #readInTurns(body: string): Promise<JobPage> {
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
