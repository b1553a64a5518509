import type { BackupClient } from '@aws-sdk/client-backup';

/**
 * The URL of a service, derived from the SDK's rules for AWS Backup, which has the same domains in every
 * region and partition. In GovCloud, the FIPS endpoints of these services have no `-fips` in their names,
 * except for dual-stack.
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
