import { arnParts } from './arn.js';
import { uriPart } from './uriPart.js';

/**
 * The URL of a job in the AWS console; undefined in partitions without a public console address. The region
 * comes from the user's connection. The ID is untrusted.
 *
 * @see https://docs.aws.amazon.com/general/latest/gr/rande.html
 */
export function consoleLink(region: string, backupJobId: string): string | undefined {
  const home = serviceHome(region, 'backup');
  return home && `${home}#/jobs/backup/${uriPart(backupJobId)}`;
}

/** The page of a vault; see {@link consoleLink}. The name is untrusted. */
export function vaultLink(region: string, name: string): string | undefined {
  const home = serviceHome(region, 'backup');
  return home && `${home}#/backupvaults/details/${uriPart(name)}`;
}

/**
 * The page of an IAM role or a KMS key; undefined for other ARNs, and where {@link consoleLink} is undefined.
 * The ARN is untrusted. A key has the region of its ARN, a role has none.
 *
 * @param region a region of the connection, whose partition is used
 */
export function arnLink(region: string, arn: string): string | undefined {
  const parts = arnParts(arn);
  if (parts === undefined) return undefined;
  const { region: ownRegion = '', resource, resourceType, service } = parts;
  const domain = domainOf(region);
  if (service === 'iam' && resourceType === 'role') {
    const name = uriPart(resource.split('/').at(-1) ?? '');
    return domain && `https://${domain}/iam/home?region=${region}#/roles/details/${name}`;
  }
  if (service !== 'kms' || resourceType !== 'key' || domainOf(ownRegion) !== domain) return undefined;
  const home = serviceHome(ownRegion, 'kms');
  return home && `${home}#/kms/keys/${uriPart(resource)}`;
}

function serviceHome(region: string, service: string): string | undefined {
  const domain = domainOf(region);
  return domain && `https://${region}.${domain}/${service}/home?region=${region}`;
}

function domainOf(region: string): string | undefined {
  if (!/^[a-z]{2,}(-[a-z]+)+-\d+$/.test(region)) return undefined;
  return consoleDomains.find(([prefix]) => region.startsWith(prefix))?.[1];
}

/**
 * The domains by the prefix of a partition's regions. Those of the isolated partitions (`us-iso…`, `eu-iso…`)
 * are not public.
 */
const consoleDomains: readonly (readonly [prefix: string, domain: string | undefined])[] = [
  ['cn-', 'console.amazonaws.cn'],
  ['us-gov-', 'console.amazonaws-us-gov.com'],
  ['eusc-', 'console.amazonaws-eusc.eu'],
  ['us-iso', undefined],
  ['eu-iso', undefined],
  ['', 'console.aws.amazon.com'],
];
