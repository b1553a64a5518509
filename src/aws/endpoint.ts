import { JobSourceError } from '../jobs/jobSource.js';
import type { Translate } from '../jobs/translate.js';
import { type Settings, textBelow, textOf } from './config/iniFile.js';

/** What has a configured endpoint of its own, as the settings name it. */
export type EndpointService = 'backup' | 'signin' | 'sso' | 'sso_oidc' | 'sts';

/** The endpoints that are configured for a profile; a service without one has AWS's own. */
export type Endpoints = Readonly<Partial<Record<EndpointService, string>>>;

/** What the endpoints of a profile are looked up in. */
export interface EndpointContext {
  readonly environment: NodeJS.ProcessEnv;
  /** The profile's. */
  readonly settings: Settings;
  readonly services: ReadonlyMap<string, Settings>;
  /** A stand-in for AWS Backup and STS, before all others. Tokens of a sign-in do not go there. */
  readonly standIn?: string | undefined;
  readonly t: Translate;
}

/**
 * The endpoints that the environment or the profile names. The environment goes before the files, and in each the service's
 * own entry before the general one. Throws a JobSourceError of kind `configuration` for a URL that is none and a services
 * section that is not there.
 *
 * @see https://docs.aws.amazon.com/sdkref/latest/guide/feature-ss-endpoints.html
 */
export function configuredEndpoints(context: EndpointContext): Endpoints {
  const { environment, settings, standIn, t } = context;
  const replaced = standIn ? checkedEndpoint(standIn, t) : undefined;
  const endpoints: Partial<Record<EndpointService, string>> = {
    ...(replaced !== undefined && { backup: replaced, sts: replaced }),
  };
  const isIgnored =
    environment['AWS_IGNORE_CONFIGURED_ENDPOINT_URLS'] || textOf(settings, 'ignore_configured_endpoint_urls');
  if (isIgnored?.toLowerCase() === 'true') return endpoints;
  const section = serviceSection(context);
  for (const service of endpointServices) {
    const url =
      environment[`AWS_ENDPOINT_URL_${service.toUpperCase()}`] ||
      environment['AWS_ENDPOINT_URL'] ||
      (section && textBelow(section, service, 'endpoint_url')) ||
      textOf(settings, 'endpoint_url');
    if (url) endpoints[service] ??= checkedEndpoint(url, t);
  }
  return endpoints;
}

function checkedEndpoint(url: string, t: Translate): string {
  if (/^https?:\/\//i.test(url) && URL.canParse(url)) return url;
  throw wrongConfiguration(
    t('The endpoint URL is not a URL'),
    t('“{url}” is set as endpoint URL; it has to begin with https:// or http://.', {
      url: url.slice(0, 200),
    }),
  );
}

function serviceSection({ services, settings, t }: EndpointContext): Settings | undefined {
  const name = textOf(settings, 'services');
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

const endpointServices: readonly EndpointService[] = ['backup', 'signin', 'sso', 'sso_oidc', 'sts'];
