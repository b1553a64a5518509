// Serves as many jobs as its argument says, in three ways, and sends their addresses.
import { slow } from '../../../src/sample/faultKinds.js';
import { withFaults } from '../../../src/sample/faults.js';
import { generateAccount } from '../../../src/sample/generateAccount.js';
import { startLoopbackServer } from '../../../src/sample/loopbackServer.js';
import { createSampleService } from '../../../src/sample/sampleService.js';
import { quickService } from './quickService.js';

/** Where to ask. */
export interface ServerAddresses {
  /** The sample service. */
  readonly url: string;
  /** The same jobs, see {@link quickService}. */
  readonly quickUrl: string;
  /** The same as that, each answer 100 ms later, as over the internet. */
  readonly slowUrl: string;
}

async function main(): Promise<void> {
  const now = Date.now();
  const account = generateAccount({ seed: 1, jobs: Number(process.argv[2]), now });
  const quick = quickService(account, now);
  const delayed = withFaults(quick);
  delayed.fail(slow(100), { times: Number.POSITIVE_INFINITY });
  const services = [createSampleService({ account, managementAccount: true }), quick, delayed.service];
  const [url = '', quickUrl = '', slowUrl = ''] = await Promise.all(
    services.map(async (service) => (await startLoopbackServer(service)).url),
  );
  const addresses: ServerAddresses = { url, quickUrl, slowUrl };
  process.send?.(addresses);
}

void main();
