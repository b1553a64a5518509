import type { BackupClient } from '@aws-sdk/client-backup';
import type { RequestHandler } from '../boundedHandler.js';
import type { ClientSettings } from '../clientSettings.js';
import type { Endpoints } from '../endpoint.js';

/** What credentials are fetched with. */
export interface FetchContext {
  /** The profile in use. */
  readonly profile: string;
  /** Whether it was named: its credentials then have nothing to do with the environment's keys. */
  readonly isNamed: boolean;
  readonly region: string;
  readonly endpoints: Endpoints;
  readonly clientSettings: ClientSettings;
  /** Of the client that wants the credentials: its proxy, its certificates and its time limits. */
  readonly requestHandler: RequestHandler;
  /** That client: it knows the hosts of AWS and sends what has no client of its own. */
  readonly client: BackupClient;
  readonly environment: NodeJS.ProcessEnv;
  /** The AWS files that were read, as absolute paths, for programs that read them as well. */
  readonly files: { readonly configFile: string; readonly credentialsFile: string };
  /** The commands of all profiles that print credentials: no message may quote one. */
  readonly commands: readonly string[];
  /** Aborts with the connection. */
  readonly signal: AbortSignal;
  /** The code of an MFA device; throws where there is none to be had. Absent where there is nobody to ask. */
  readonly mfaCodeProvider?: ((serial: string) => Promise<string>) | undefined;
}

/** What a client of the SDK for credentials is made with. */
export function clientConfigOf(
  { clientSettings, endpoints, requestHandler }: FetchContext,
  service: keyof Endpoints,
  region: string,
) {
  const endpoint = endpoints[service];
  return {
    ...clientSettings,
    region,
    requestHandler,
    ...(endpoint !== undefined && { endpoint }),
  };
}
