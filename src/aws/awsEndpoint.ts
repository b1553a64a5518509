import type { ForeignEndpoint } from '../jobs/foreignEndpoint.js';
import { shownUrl } from '../jobs/shownUrl.js';
import type { EndpointService } from './endpoint.js';

/**
 * The endpoints that are not AWS's own, with URLs that are safe to show. Ignores endpoints without a
 * configured `url`.
 */
export function foreignEndpoints(
  endpoints: readonly { readonly service: EndpointService; readonly url: string | undefined }[],
): ForeignEndpoint[] {
  return endpoints.flatMap(({ service, url }) =>
    // A host has at most 253 characters, so it is not cut.
    url === undefined || isAwsEndpoint(service, url) ? [] : [{ service, url: shownUrl(url, 300) }],
  );
}

/**
 * Whether an endpoint belongs to an AWS service: public or in a VPC, in any partition, over HTTPS. Checks the
 * whole host, because anyone can have a host under `amazonaws.com`, such as
 * `x.execute-api.us-east-1.amazonaws.com` or the bucket `backup.s3.amazonaws.com`.
 *
 * @see https://docs.aws.amazon.com/general/latest/gr/rande.html
 * @see https://docs.aws.amazon.com/vpc/latest/privatelink/privatelink-access-aws-services.html
 */
export function isAwsEndpoint(service: EndpointService, url: string): boolean {
  if (!URL.canParse(url)) return false;
  const { hostname, port, protocol } = new URL(url);
  return protocol === 'https:' && port === '' && hosts[service].test(hostname.replace(/\.$/, ''));
}

const region = String.raw`[a-z]+(-[a-z]+)+-\d+`;
const domains = [
  'amazonaws.com',
  'amazonaws.com.cn',
  'amazonaws.eu',
  'c2s.ic.gov',
  'cloud.adc-e.uk',
  'csp.hci.ic.gov',
  'sc2s.sgov.gov',
];
const dualStackDomains = [
  'api.amazonwebservices.com.cn',
  'api.amazonwebservices.eu',
  'api.aws',
  'api.aws.hci.ic.gov',
  'api.aws.ic.gov',
  'api.aws.scloud',
  'api.cloud-aws.adc-e.uk',
];
const signInDomains = [
  'signin.amazonaws-eusc.eu',
  'signin.amazonaws-us-gov.com',
  'signin.amazonaws.cn',
  'signin.aws.amazon.com',
  'signin.c2shome.ic.gov',
  'signin.csphome.adc-e.uk',
  'signin.csphome.hci.ic.gov',
  'signin.sc2shome.sgov.gov',
];

const hosts = {
  athena: hostsOf('athena'),
  backup: hostsOf('backup'),
  signin: hostsOf('signin', String.raw`${region}\.${anyOf(signInDomains)}`),
  sso: hostsOf(String.raw`portal\.sso`),
  sso_oidc: hostsOf('oidc'),
  sts: hostsOf('sts', anyOf(['sts.amazonaws.com'])),
} as const satisfies Readonly<Record<EndpointService, RegExp>>;

function hostsOf(name: string, ...others: readonly string[]): RegExp {
  const regional = String.raw`${name}(-fips)?\.${region}\.`;
  const patterns = [
    `${regional}${anyOf([...domains, ...dualStackDomains])}`,
    String.raw`vpce-[a-z0-9-]+\.${regional}vpce\.${anyOf(domains)}`,
    ...others,
  ];
  return new RegExp(`^(${patterns.join('|')})$`);
}

function anyOf(names: readonly string[]): string {
  return `(${names.map((name) => name.replaceAll('.', String.raw`\.`)).join('|')})`;
}
