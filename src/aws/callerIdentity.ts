import type { BackupClient } from '@aws-sdk/client-backup';
import type { CallerIdentity } from '../jobs/openedConnection.js';
import type { RequestTimeouts } from './backupJobSource.js';
import { within } from './deadline.js';
import { readBody } from './responseBody.js';
import { serviceAddress } from './serviceAddress.js';

/** Options of {@link readCallerIdentity}. */
export interface CallerIdentityOptions {
  /** A client for this call only, because the call changes its signer to STS. */
  readonly client: BackupClient;
  readonly region: string;
  /** The configured endpoint of STS; absent for AWS's own. */
  readonly endpoint: string | undefined;
  readonly timeouts: Pick<RequestTimeouts, 'requestMs' | 'totalMs'>;
  readonly signal: AbortSignal;
}

/**
 * The account and the role of the credentials, from GetCallerIdentity of STS, which requires no permission.
 * Sends one plain request with the signer and the request handler of the SDK's client. Rejects with their
 * errors, or if the response names no account.
 *
 * @see https://docs.aws.amazon.com/STS/latest/APIReference/API_GetCallerIdentity.html
 */
export async function readCallerIdentity(options: CallerIdentityOptions): Promise<CallerIdentity> {
  const { client, region, signal, timeouts } = options;
  const {
    hostname,
    pathname: path,
    port,
    protocol,
  } = new URL(options.endpoint ?? (await serviceAddress(client, 'sts', region)));
  const body = 'Action=GetCallerIdentity&Version=2011-06-15';
  const signer = await client.config.signer({
    name: 'sigv4',
    signingName: 'sts',
    signingRegion: region,
    properties: {},
  });
  const request = await signer.sign({
    method: 'POST',
    protocol,
    hostname,
    ...(port !== '' && { port: Number(port) }),
    path,
    query: {},
    headers: {
      host: port === '' ? hostname : `${hostname}:${port}`,
      'content-type': 'application/x-www-form-urlencoded',
    },
    body,
  });
  return within(timeouts.totalMs, signal, async (abortSignal) => {
    const { response } = await client.config.requestHandler.handle(request, { abortSignal });
    const bytes = await readBody(response.body, { idleMs: timeouts.requestMs, maxBytes: 100_000 });
    const text = new TextDecoder().decode(bytes);
    const [, account] = /<Account>\s*(\d{12})\s*<\/Account>/.exec(text) ?? [];
    const [, role] = /:assumed-role\/([\w+=,.@-]{1,64})\//.exec(text) ?? [];
    const [, arn] = /<Arn>\s*(arn:[\w+=,.@:/-]{1,2048})\s*<\/Arn>/.exec(text) ?? [];
    if (account !== undefined) return { account, role, arn };
    throw new Error(`STS returned no account (HTTP ${response.statusCode})`);
  });
}
