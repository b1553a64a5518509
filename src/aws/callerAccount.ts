import type { BackupClient } from '@aws-sdk/client-backup';
import { readBody } from './answerBody.js';
import type { RequestTimeouts } from './backupJobSource.js';
import { within } from './deadline.js';

/** What {@link readCallerAccount} asks with. */
export interface CallerAccountOptions {
  /** A client of its own: its signer becomes one for STS. */
  readonly client: BackupClient;
  readonly region: string;
  /** The configured endpoint of STS; absent for AWS's own. */
  readonly endpoint: string | undefined;
  readonly timeouts: Pick<RequestTimeouts, 'requestMs' | 'totalMs'>;
  readonly signal: AbortSignal;
}

/**
 * Whose credentials these are: twelve digits, by STS GetCallerIdentity, which needs no permission. One plain
 * request, signed and sent by what the SDK's client has for its own. Rejects with whatever went wrong.
 *
 * @see https://docs.aws.amazon.com/STS/latest/APIReference/API_GetCallerIdentity.html
 */
export async function readCallerAccount(options: CallerAccountOptions): Promise<string> {
  const { client, region, signal, timeouts } = options;
  const {
    hostname,
    pathname: path,
    port,
    protocol,
  } = new URL(options.endpoint ?? (await ownEndpoint(client, region)));
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
    const [, account] = /<Account>\s*(\d{12})\s*<\/Account>/.exec(new TextDecoder().decode(bytes)) ?? [];
    if (account !== undefined) return account;
    throw new Error(`STS did not tell the account (HTTP ${response.statusCode})`);
  });
}

/**
 * STS stands beside AWS Backup in every region and partition, under the same domain. GovCloud's STS is one of
 * FIPS under its plain name, but for the one that speaks IPv6 too.
 */
async function ownEndpoint(client: BackupClient, region: string): Promise<string> {
  const { config } = client;
  const { url } = config.endpointProvider({
    Region: region,
    UseFIPS: await config.useFipsEndpoint(),
    UseDualStack: await config.useDualstackEndpoint(),
  });
  return url.href
    .replace('//backup', '//sts')
    .replace(/\/\/sts-fips\.(us-gov-[^.]+\.amazonaws\.com)/, '//sts.$1');
}
