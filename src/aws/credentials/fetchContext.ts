import type { BackupClient } from '@aws-sdk/client-backup';
import type { RequestHandler } from '../boundedHandler.js';
import type { ClientSettings } from '../clientSettings.js';
import type { Endpoints } from '../endpoint.js';

/** The inputs for fetching credentials. */
export interface FetchContext {
  /** The profile in use. */
  readonly profile: string;
  /** Whether the profile is named. The environment's keys are then ignored. */
  readonly isNamed: boolean;
  readonly region: string;
  readonly endpoints: Endpoints;
  readonly clientSettings: ClientSettings;
  /** The request handler of {@link client}, with its proxy, certificates and time limits. */
  readonly requestHandler: RequestHandler;
  /**
   * The client that needs the credentials. It knows the addresses of AWS services and sends plain requests.
   */
  readonly client: BackupClient;
  readonly environment: NodeJS.ProcessEnv;
  /** The AWS files that were read, as absolute paths, for programs that also read them. */
  readonly files: { readonly configFile: string; readonly credentialsFile: string };
  /** The credential_process commands of all profiles, which no message may quote. */
  readonly commands: readonly string[];
  /** Aborts with the connection. */
  readonly signal: AbortSignal;
  /** Asks for the code of an MFA device, and throws if none is entered. Absent if nobody can be asked. */
  readonly mfaCodeProvider?: ((serial: string) => Promise<string>) | undefined;
}

/** The configuration of an SDK client that fetches credentials. */
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
