import { JobSourceError } from '../jobs/jobSource.js';
import { shownUrl } from '../jobs/shownUrl.js';
import type { Translate } from '../jobs/translate.js';
import type { ConfigSection, SharedConfig } from './sharedConfig.js';

/** What has a configured endpoint of its own. */
export type EndpointService = 'backup' | 'sts';

/**
 * The endpoint that the environment or the profile names for a service; undefined where the service's own is
 * meant. The environment goes before the files, and in each the service's own entry before the general one.
 * Throws a JobSourceError of kind `configuration` for a URL that is none and a services section that is not there.
 *
 * @see https://docs.aws.amazon.com/sdkref/latest/guide/feature-ss-endpoints.html
 */
export function configuredEndpoint(
  service: EndpointService,
  environment: NodeJS.ProcessEnv,
  profile: ConfigSection,
  services: SharedConfig['services'],
  t: Translate,
): string | undefined {
  const isIgnored =
    environment['AWS_IGNORE_CONFIGURED_ENDPOINT_URLS'] || profile['ignore_configured_endpoint_urls'];
  if (isIgnored?.toLowerCase() === 'true') return undefined;
  const url =
    environment[`AWS_ENDPOINT_URL_${service.toUpperCase()}`] ||
    environment['AWS_ENDPOINT_URL'] ||
    serviceSection(profile, services, t)?.[`${service}.endpoint_url`] ||
    profile['endpoint_url'];
  return url ? checkedEndpoint(url, t) : undefined;
}

/** An endpoint that is one. Throws like {@link configuredEndpoint}. */
export function checkedEndpoint(url: string, t: Translate): string {
  if (/^https?:\/\//i.test(url) && URL.canParse(url)) return url;
  throw wrongConfiguration(
    t('The endpoint URL is not a URL'),
    t('“{url}” is set as endpoint URL; it has to begin with https:// or http://.', {
      url: shownUrl(url),
    }),
  );
}

function serviceSection(
  profile: ConfigSection,
  services: SharedConfig['services'],
  t: Translate,
): ConfigSection | undefined {
  const name = profile['services'];
  if (name === undefined) return undefined;
  const section = services.get(name);
  if (section !== undefined) return section;
  throw wrongConfiguration(
    t('The profile names a services section that does not exist'),
    t('There is no [services {name}] in the AWS config file.', { name }),
  );
}

function wrongConfiguration(summary: string, detail: string): JobSourceError {
  return new JobSourceError({ kind: 'configuration', summary, detail, remedy: 'editAwsConfig' });
}
