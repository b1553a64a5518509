import type { BackupClient } from '@aws-sdk/client-backup';

/**
 * The address of a service that stands beside AWS Backup in every region and partition, under the same
 * domain, by the rules of the SDK's client. GovCloud's FIPS endpoints of these services have their plain
 * names, but for those that speak IPv6 too.
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
