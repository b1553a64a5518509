import { DeadlineError, within } from './deadline.js';
import type { Credentials, SharedCredentials } from './sharedCredentials.js';

/** A client of the SDK, as far as its credentials are concerned. */
export interface ClientWithCredentials {
  readonly config: { readonly credentials: () => Promise<Credentials> };
}

/**
 * The credentials of a client, as they are when they have been fetched. The user may have to enter a code for
 * them, or to sign in. Rejects with a DeadlineError after `ms` milliseconds; the fetch is abandoned then.
 */
export async function credentialsWithin(
  ms: number,
  signal: AbortSignal,
  {
    client,
    credentials,
  }: { readonly client: ClientWithCredentials; readonly credentials: SharedCredentials },
): Promise<Credentials> {
  try {
    return await within(ms, signal, () => client.config.credentials());
  } catch (error) {
    if (error instanceof DeadlineError) credentials.abandonFetch();
    throw error;
  }
}
