// `server.js <jobs> <generated>` serves the newest jobs of a generated account in three ways, and sends the
// URLs to its parent process.
import { generateAccount } from '../../../src/sample/generateAccount.js';
import { createSampleService } from '../../../src/sample/sampleService.js';
import { startLoopbackServer } from '../../service/loopbackServer.js';
import { startQuickServer, wireJobs } from './quickServer.js';

export interface ServerAddresses {
  /** The sample service. */
  readonly url: string;
  /** The same jobs from a server that does almost no work, see {@link startQuickServer}. */
  readonly quickUrl: string;
  /** The same as `quickUrl`, with a latency of 100 ms, as over the internet. */
  readonly slowUrl: string;
}

async function main(): Promise<void> {
  const now = Date.now();
  const [, , listed, generated] = process.argv.map(Number);
  const whole = generateAccount({ seed: 1, jobs: generated ?? 0, now });
  const account = { ...whole, jobs: whole.jobs.slice(0, listed) };
  const jobs = wireJobs(account, now);
  const [{ url }, quickUrl, slowUrl] = await Promise.all([
    startLoopbackServer(createSampleService({ account, managementAccount: true })),
    startQuickServer(jobs, 0),
    startQuickServer(jobs, 100),
  ]);
  const addresses: ServerAddresses = { url, quickUrl, slowUrl };
  process.send?.(addresses);
}

void main();
