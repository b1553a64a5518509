import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { homeFolder } from '../awsFiles.js';
import { checkedEndpoint } from '../endpoint.js';
import { ResponseTooLargeError } from '../responseLimits.js';
import type { Credentials } from '../sharedCredentials.js';
import type { FetchContext } from './fetchContext.js';
import { type MachineResponse, machineCredentialsIn, requestOfMachine } from './machineRequest.js';

/**
 * The credentials of a container's role (ECS, EKS), from the address in the environment. The SDK's provider
 * would read responses of any length, so it is not used. Rejects if there are no credentials.
 *
 * @see https://docs.aws.amazon.com/sdkref/latest/guide/feature-container-credentials.html
 */
export async function fetchContainerCredentials({ environment, signal }: FetchContext): Promise<Credentials> {
  const relative = environment['AWS_CONTAINER_CREDENTIALS_RELATIVE_URI'];
  const address =
    relative === undefined
      ? (environment['AWS_CONTAINER_CREDENTIALS_FULL_URI'] ?? '')
      : `http://169.254.170.2${relative}`;
  const url = new URL(checkedEndpoint(address, { isForCredentials: true }));
  const token = await authorizationToken(environment);
  const headers = { accept: 'application/json', ...(token && { authorization: token }) };
  const { status, text } = await withRetries(
    () => requestOfMachine(url, { method: 'GET', headers, signal }),
    signal,
  );
  if (status !== 200) throw new Error(`The credential service of the container answered with HTTP ${status}`);
  const credentials = machineCredentialsIn(text);
  if (credentials === undefined)
    throw new Error('The response of the container’s credential service contains no credentials');
  return credentials;
}

/** The token for the credential service. The file has precedence, because its token is renewed regularly. */
async function authorizationToken(environment: NodeJS.ProcessEnv): Promise<string | undefined> {
  const file = environment['AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE'];
  if (!file) return environment['AWS_CONTAINER_AUTHORIZATION_TOKEN'];
  return readFile(path.resolve(homeFolder(environment), file), 'utf8');
}

/**
 * Retries, as the AWS CLI does, if there is no response or its status is 5xx, but not if the response has
 * another status or is too long.
 */
async function withRetries(
  request: () => Promise<MachineResponse>,
  signal: AbortSignal,
): Promise<MachineResponse> {
  for (let attempt = 1; ; attempt++) {
    const isLast = attempt === maxAttempts;
    try {
      const response = await request();
      if (isLast || response.status < 500) return response;
    } catch (error) {
      if (isLast || error instanceof ResponseTooLargeError) throw error;
    }
    await setTimeout(retryMs, undefined, { signal });
  }
}

const maxAttempts = 3;
const retryMs = 1_000;
