/**
 * The regions with AWS Backup, by partition. A region that is missing here can still be typed.
 *
 * @see https://docs.aws.amazon.com/general/latest/gr/bk.html
 */
const regionsByPartition: Readonly<Record<string, readonly string[]>> = {
  aws: [
    'us-east-1',
    'us-east-2',
    'us-west-1',
    'us-west-2',
    'af-south-1',
    'ap-east-1',
    'ap-east-2',
    'ap-northeast-1',
    'ap-northeast-2',
    'ap-northeast-3',
    'ap-south-1',
    'ap-south-2',
    'ap-southeast-1',
    'ap-southeast-2',
    'ap-southeast-3',
    'ap-southeast-4',
    'ap-southeast-5',
    'ap-southeast-6',
    'ap-southeast-7',
    'ca-central-1',
    'ca-west-1',
    'eu-central-1',
    'eu-central-2',
    'eu-north-1',
    'eu-south-1',
    'eu-south-2',
    'eu-west-1',
    'eu-west-2',
    'eu-west-3',
    'il-central-1',
    'me-central-1',
    'me-south-1',
    'mx-central-1',
    'sa-east-1',
  ],
  'aws-cn': ['cn-north-1', 'cn-northwest-1'],
  'aws-us-gov': ['us-gov-east-1', 'us-gov-west-1'],
  'aws-eusc': ['eusc-de-east-1'],
};

/** Only characters of a host name. Others could send a request, and its signature, to another host. */
const regionName = /^[a-z0-9]+(-[a-z0-9]+)*$/;

/**
 * Whether a text is a possible region name. Unknown names are possible, too, so that new regions work without
 * a new release of this extension.
 */
export function isRegionName(text: string): boolean {
  return text.length <= 63 && regionName.test(text);
}

/**
 * All regions to choose from, without duplicates: first the likely ones, then those of the same partition,
 * then all others.
 */
export function regionsFrom(likely: readonly string[]): readonly string[] {
  const partitions = Object.values(regionsByPartition);
  const home = partitions.filter((regions) => regions.some((region) => likely.includes(region)));
  return [...new Set([...likely.filter(isRegionName), ...home.flat(), ...partitions.flat()])];
}
