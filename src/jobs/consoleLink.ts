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
 * The page of an IAM role or a KMS key; undefined for other ARNs, for those of another partition, and where
 * {@link consoleLink} is undefined. The ARN is untrusted. A key has the region of its ARN, a role has none.
 *
 * @param region a region of the connection: another partition has another sign-in
 */
export function arnLink(region: string, arn: string): string | undefined {
  const parts = arnParts(arn);
  const own = partitionOf(region);
  if (parts === undefined || own === undefined || parts.partition !== own.name) return undefined;
  const { region: ownRegion = '', resource, resourceType, service } = parts;
  if (service === 'iam' && resourceType === 'role') {
    const name = uriPart(resource.split('/').at(-1) ?? '');
    return `https://${own.domain}/iam/home?region=${region}#/roles/details/${name}`;
  }
  if (service !== 'kms' || resourceType !== 'key' || partitionOf(ownRegion) !== own) return undefined;
  const home = serviceHome(ownRegion, 'kms');
  return home && `${home}#/kms/keys/${uriPart(resource)}`;
}

function serviceHome(region: string, service: string): string | undefined {
  const domain = partitionOf(region)?.domain;
  return domain && `https://${region}.${domain}/${service}/home?region=${region}`;
}

function partitionOf(region: string): Partition | undefined {
  if (!/^[a-z]{2,}(-[a-z]+)+-\d+$/.test(region) || /^(us|eu)-iso/.test(region)) return undefined;
  return partitions.find(({ prefix }) => region.startsWith(prefix));
}

interface Partition {
  /** What its regions start with. */
  readonly prefix: string;
  /** As in an ARN. */
  readonly name: string;
  readonly domain: string;
}

/** The partitions with a public console. The isolated ones (`us-iso…`, `eu-iso…`) have none. */
const partitions: readonly Partition[] = [
  { prefix: 'cn-', name: 'aws-cn', domain: 'console.amazonaws.cn' },
  { prefix: 'us-gov-', name: 'aws-us-gov', domain: 'console.amazonaws-us-gov.com' },
  { prefix: 'eusc-', name: 'aws-eusc', domain: 'console.amazonaws-eusc.eu' },
  { prefix: '', name: 'aws', domain: 'console.aws.amazon.com' },
];
