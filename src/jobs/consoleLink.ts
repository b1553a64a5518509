import { uriPart } from './uriPart.js';

/**
 * The URL of a job in the AWS console; undefined in partitions without a public console address. The region
 * comes from the user's connection. The ID is untrusted.
 *
 * @see https://docs.aws.amazon.com/general/latest/gr/rande.html
 */
export function consoleLink(region: string, backupJobId: string): string | undefined {
  if (!/^[a-z]{2,}(-[a-z]+)+-\d+$/.test(region)) return undefined;
  const [, domain] = consoleDomains.find(([prefix]) => region.startsWith(prefix)) ?? [];
  if (domain === undefined) return undefined;
  return `https://${region}.${domain}/backup/home?region=${region}#/jobs/backup/${uriPart(backupJobId)}`;
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
