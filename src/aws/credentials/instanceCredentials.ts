import * as l10n from '@vscode/l10n';
import type { InstanceMetadataSettings } from '../config/credentialPlan.js';
import { checkedEndpoint } from '../endpoint.js';
import type { Credentials } from '../sharedCredentials.js';
import type { FetchContext } from './fetchContext.js';
import {
  type MachineRequest,
  type MachineResponse,
  machineCredentialsIn,
  requestOfMachine,
} from './machineRequest.js';

/**
 * The credentials of an EC2 instance's role, from its metadata service; undefined if there is no such service
 * or no role. Does not use the SDK's provider, because that reads the address of the service from the AWS
 * files.
 *
 * @see https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/instance-metadata-security-credentials.html
 */
export async function fetchInstanceCredentials(
  settings: InstanceMetadataSettings,
  { environment, signal }: FetchContext,
): Promise<Credentials | undefined> {
  const address = checkedEndpoint(metadataAddress(settings, environment), {
    isForCredentials: true,
    source: l10n.t('{variable} or {setting}', {
      variable: 'AWS_EC2_METADATA_SERVICE_ENDPOINT',
      setting: 'ec2_metadata_service_endpoint',
    }),
  });
  const ask = (method: 'GET' | 'PUT', path: string, headers: Readonly<Record<string, string>>) =>
    responseOf(new URL(path, address), { method, headers, signal });
  // In a container, this request alone may get no response, because its packets may not be routed that far.
  const token = await ask('PUT', '/latest/api/token', { 'x-aws-ec2-metadata-token-ttl-seconds': '21600' });
  const isV1Disabled =
    settings.isV1Disabled || environment['AWS_EC2_METADATA_V1_DISABLED']?.toLowerCase() === 'true';
  if (token?.status !== 200 && isV1Disabled) return undefined;
  const headers: Record<string, string> =
    token?.status === 200 ? { 'x-aws-ec2-metadata-token': token.text.trim() } : {};
  const roles = await ask('GET', rolePath, headers);
  const role = roles?.status === 200 ? roles.text.split('\n')[0]?.trim() : '';
  if (!role) return undefined;
  const response = await ask('GET', `${rolePath}${encodeURIComponent(role)}`, headers);
  return response?.status === 200 ? machineCredentialsIn(response.text) : undefined;
}

function metadataAddress(settings: InstanceMetadataSettings, environment: NodeJS.ProcessEnv): string {
  const named = environment['AWS_EC2_METADATA_SERVICE_ENDPOINT'] || settings.endpoint;
  if (named) return named;
  const mode = environment['AWS_EC2_METADATA_SERVICE_ENDPOINT_MODE'] || settings.endpointMode;
  return mode?.toLowerCase() === 'ipv6' ? 'http://[fd00:ec2::254]' : 'http://169.254.169.254';
}

/** Undefined if nothing responds in time, as on most machines. */
async function responseOf(url: URL, request: MachineRequest): Promise<MachineResponse | undefined> {
  try {
    return await requestOfMachine(url, request);
  } catch (error) {
    if (request.signal.aborted) throw error;
    return undefined;
  }
}

const rolePath = '/latest/meta-data/iam/security-credentials/';
