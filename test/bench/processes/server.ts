// Serves as many jobs as its argument says, and sends its address to its parent.
import { generateAccount } from '../../../src/sample/generateAccount.js';
import { startLoopbackServer } from '../../../src/sample/loopbackServer.js';
import { createSampleService } from '../../../src/sample/sampleService.js';

async function main(): Promise<void> {
  const account = generateAccount({ seed: 1, jobs: Number(process.argv[2]), now: Date.now() });
  const { url } = await startLoopbackServer(createSampleService({ account, managementAccount: true }));
  process.send?.(url);
}

void main();
