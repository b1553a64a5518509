import type { BackupClient } from '@aws-sdk/client-backup';

/**
 * The address of a service that has the same domains as AWS Backup in every region and partition, by the
 * rules of the SDK's client. In GovCloud, the FIPS endpoints of these services have their plain names, except
 * for dual-stack.
 */
export async function serviceAddress(
  { config }: BackupClient,
  service: 'oidc' | 'sts',
  region: string,
): Promise<string> {
  const { url } = config.endpointProvider({
    Region: region,
    UseFIPS: await config.useFipsEndpoint(),
    UseDualStack: await config.useDualstackEndpoint(),
  });
  return url.href
    .replace('//backup', `//${service}`)
    .replace(/\/\/(sts|oidc)-fips\.(us-gov-[^.]+\.amazonaws\.com)/, '//$1.$2');
}
