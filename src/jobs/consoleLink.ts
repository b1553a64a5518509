import { uriPart } from './uriPart.js';

/**
 * The page of a job in the AWS console; undefined in a region of a partition whose console's address is not public. The
 * region is a word of the user's connection, the id is hostile text.
 *
 * @see https://docs.aws.amazon.com/general/latest/gr/rande.html
 */
export function consoleLink(region: string, backupJobId: string): string | undefined {
  if (!/^[a-z]{2,}(-[a-z]+)+-\d+$/.test(region)) return undefined;
  const [, domain] = consoleDomains.find(([prefix]) => region.startsWith(prefix)) ?? [];
  if (domain === undefined) return undefined;
  return `https://${region}.${domain}/backup/home?region=${region}#/jobs/backup/${uriPart(backupJobId)}`;
}

/** By how a partition's regions begin. The isolated partitions (`us-iso…`, `eu-iso…`) do not publish theirs. */
const consoleDomains: readonly (readonly [prefix: string, domain: string | undefined])[] = [
  ['cn-', 'console.amazonaws.cn'],
  ['us-gov-', 'console.amazonaws-us-gov.com'],
  ['eusc-', 'console.amazonaws-eusc.eu'],
  ['us-iso', undefined],
  ['eu-iso', undefined],
  ['', 'console.aws.amazon.com'],
];
