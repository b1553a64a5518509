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
 * or no role. The SDK's provider reads the address of the service from the AWS files, so it is not used.
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
  const request = (method: 'GET' | 'PUT', path: string, headers: Readonly<Record<string, string>>) =>
    responseOf(new URL(path, address), { method, headers, signal });
  // In a container, the hop limit may prevent a response to this request, but not to the others.
  const token = await request('PUT', '/latest/api/token', {
    'x-aws-ec2-metadata-token-ttl-seconds': '21600',
  });
  const isV1Disabled =
    settings.isV1Disabled || environment['AWS_EC2_METADATA_V1_DISABLED']?.toLowerCase() === 'true';
  if (token?.status !== 200 && isV1Disabled) return undefined;
  const headers: Record<string, string> =
    token?.status === 200 ? { 'x-aws-ec2-metadata-token': token.text.trim() } : {};
  const roles = await request('GET', rolePath, headers);
  const role = roles?.status === 200 ? roles.text.split('\n')[0]?.trim() : '';
  if (!role) return undefined;
  const response = await request('GET', `${rolePath}${encodeURIComponent(role)}`, headers);
  return response?.status === 200 ? machineCredentialsIn(response.text) : undefined;
}

function metadataAddress(settings: InstanceMetadataSettings, environment: NodeJS.ProcessEnv): string {
  const named = environment['AWS_EC2_METADATA_SERVICE_ENDPOINT'] || settings.endpoint;
  if (named) return named;
  const mode = environment['AWS_EC2_METADATA_SERVICE_ENDPOINT_MODE'] || settings.endpointMode;
  return mode?.toLowerCase() === 'ipv6' ? 'http://[fd00:ec2::254]' : 'http://169.254.169.254';
}

/** The response; undefined if there is none in time, as on most machines. */
async function responseOf(url: URL, request: MachineRequest): Promise<MachineResponse | undefined> {
  try {
    return await requestOfMachine(url, request);
  } catch (error) {
    if (request.signal.aborted) throw error;
    return undefined;
  }
}

const rolePath = '/latest/meta-data/iam/security-credentials/';
