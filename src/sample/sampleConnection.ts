import { generateAccount } from './generateAccount.js';
import { createSampleService } from './sampleService.js';
import { type SdkRequestHandler, sdkRequestHandler } from './sdkRequestHandler.js';

/**
 * The sample connection: a `requestHandler` for an SDK client, with an account that is the same each time
 * except for the dates. It is the management account 111122223333 of an organization, in us-east-1. Its jobs
 * fill three pages, so that there is more to load. `now` is the clock, in epoch milliseconds.
 */
export function createSampleRequestHandler(now: () => number = Date.now): SdkRequestHandler {
  const account = generateAccount({ seed: 20_181_115, jobs: 3000, now: now() });
  return sdkRequestHandler(
    createSampleService({ account, now, managementAccount: true, describesOtherAccounts: true }),
  );
}
