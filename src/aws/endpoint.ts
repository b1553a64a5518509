import * as l10n from '@vscode/l10n';
import { type JobFailure, JobSourceError, type Remedy } from '../jobs/jobSource.js';
import type { FilePlace } from '../jobs/profileChoices.js';
import { shownUrl } from '../jobs/shownUrl.js';
import { nestedTextOf, type Settings, textOf } from './config/iniFile.js';
import { isLoopbackHost } from './loopbackHost.js';

/** A service that can have its own endpoint, by its name in the settings. */
export type EndpointService = 'athena' | 'backup' | 'signin' | 'sso' | 'sso_oidc' | 'sts';

/** The endpoints that are configured for a profile. A service without one uses AWS's own. */
export type Endpoints = Readonly<Partial<Record<EndpointService, string>>>;

/** Options of {@link checkedEndpoint}. */
export interface EndpointRules {
  /** Whether HTTP is allowed to any host. */
  readonly allowsInsecure?: boolean | undefined;
  /**
   * Where the URL is set, for messages: an environment variable, or a setting of VS Code or of the AWS files.
   * By default `endpoint_url`.
   */
  readonly source?: string | undefined;
  /** The remedy that opens this setting. By default `editAwsConfig`. */
  readonly remedy?: Remedy | undefined;
  /** The position of the URL, if it is in an AWS file. */
  readonly place?: FilePlace | undefined;
  /**
   * Whether the endpoint provides credentials and receives none. Then the metadata addresses of containers
   * and instances are also allowed.
   */
  readonly isForCredentials?: boolean | undefined;
}

/** The endpoint variables of the environment. */
export interface EndpointVariables {
  readonly isIgnored: string | undefined;
  readonly urls: Readonly<
    Partial<Record<EndpointService, { readonly source: string; readonly url: string }>>
  >;
}

/** Reads the endpoint variables. Call it once for all profiles, because lookups in `process.env` are slow. */
export function endpointVariables(environment: NodeJS.ProcessEnv): EndpointVariables {
  const general = environment['AWS_ENDPOINT_URL'];
  const urls: Partial<Record<EndpointService, { source: string; url: string }>> = {};
  for (const service of endpointServices) {
    const name = `AWS_ENDPOINT_URL_${service.toUpperCase()}`;
    const own = environment[name];
    if (own) urls[service] = { source: name, url: own };
    else if (general) urls[service] = { source: 'AWS_ENDPOINT_URL', url: general };
  }
  return { isIgnored: environment['AWS_IGNORE_CONFIGURED_ENDPOINT_URLS'], urls };
}

/** The settings that {@link configuredEndpoints} uses. */
export interface EndpointContext {
  readonly variables: EndpointVariables;
  /** The settings of the profile. */
  readonly settings: Settings;
  /** The position of the profile in the AWS files. */
  readonly place?: FilePlace | undefined;
  readonly services: ReadonlyMap<string, Settings>;
  /**
   * The setting `backupJobs.endpoint`. It replaces the endpoints of AWS Backup, Athena and STS, and
   * overrides all other settings. Sign-in tokens are never sent to it.
   */
  readonly standIn?: string | undefined;
  readonly allowsInsecure?: boolean | undefined;
}

/**
 * The endpoints that the environment or the profile sets. The environment overrides the files, and in each of
 * them the entry of a service overrides the general one. Throws a JobSourceError of kind `configuration` if
 * {@link checkedEndpoint} rejects a URL or a services section is missing.
 *
 * @see https://docs.aws.amazon.com/sdkref/latest/guide/feature-ss-endpoints.html
 */
export function configuredEndpoints(context: EndpointContext): Endpoints {
  const { allowsInsecure, place, settings, standIn, variables } = context;
  const replaced = standIn
    ? checkedEndpoint(standIn, {
        allowsInsecure,
        remedy: 'openEndpointSetting',
        source: 'backupJobs.endpoint',
      })
    : undefined;
  const endpoints: Partial<Record<EndpointService, string>> = {
    ...(replaced !== undefined && { athena: replaced, backup: replaced, sts: replaced }),
  };
  const isIgnored = variables.isIgnored || textOf(settings, 'ignore_configured_endpoint_urls');
  if (isIgnored?.toLowerCase() === 'true') return endpoints;
  const section = serviceSection(context);
  // Checks each URL once: most profiles use one for all services, and a picker may show hundreds of profiles.
  const checked = new Set<string>();
  for (const service of endpointServices) {
    const variable = variables.urls[service];
    const url =
      variable?.url ??
      ((section && nestedTextOf(section, service, 'endpoint_url')) || textOf(settings, 'endpoint_url'));
    const from = variable === undefined ? { place } : { remedy: variableRemedy, source: variable.source };
    if (!url || endpoints[service] !== undefined) continue;
    if (!checked.has(url)) checkedEndpoint(url, { allowsInsecure, ...from });
    checked.add(url);
    endpoints[service] = url;
  }
  return endpoints;
}

/**
 * Returns the URL if it is a valid endpoint: HTTPS, or HTTP on this machine, because HTTP sends session
 * tokens in clear text. Otherwise throws a JobSourceError of kind `configuration`.
 */
export function checkedEndpoint(url: string, rules: EndpointRules = {}): string {
  const { place, remedy = 'editAwsConfig', source = 'endpoint_url' } = rules;
  const fix = { place, remedy };
  if (!/^https?:\/\//i.test(url) || !URL.canParse(url)) {
    throw wrongConfiguration(
      l10n.t('The endpoint URL is not a URL'),
      l10n.t('“{url}” is set as {source}. It must start with https:// or http://.', {
        url: shownUrl(url),
        source,
      }),
      fix,
    );
  }
  const { hostname, protocol } = new URL(url);
  if (protocol === 'https:' || rules.allowsInsecure || isLoopbackHost(hostname)) return url;
  if (rules.isForCredentials && credentialHosts.includes(hostname)) return url;
  const detail = unencryptedText({ url: shownUrl(url), source }, rules);
  throw wrongConfiguration(l10n.t('The endpoint is not encrypted'), detail, fix);
}

function unencryptedText(
  names: { readonly url: string; readonly source: string },
  { isForCredentials }: EndpointRules,
): string {
  return isForCredentials
    ? l10n.t(
        '{url} is set as {source}, the address of the credentials of this machine. Over http:// others can read them: use https://, an address on this machine, or one of the addresses that AWS uses for them.',
        names,
      )
    : l10n.t(
        '{url} is set as {source}. Over http:// others can read session tokens, so it is allowed only for this machine. Use https://, or for a lab turn on the setting backupJobs.allowInsecureEndpoints.',
        names,
      );
}

/** The remedy that opens the setting of the endpoint of a service: `backupJobs.endpoint` or the AWS files. */
export function endpointRemedy(
  environment: NodeJS.ProcessEnv,
  standIn: string | undefined,
  service: EndpointService,
): Remedy {
  if (standIn) return 'openEndpointSetting';
  return endpointVariables(environment).urls[service] === undefined ? 'editAwsConfig' : variableRemedy;
}

function serviceSection({ place, services, settings }: EndpointContext): Settings | undefined {
  const name = textOf(settings, 'services');
  if (name === undefined) return undefined;
  const section = services.get(name);
  if (section !== undefined) return section;
  throw wrongConfiguration(
    l10n.t('The profile names a services section that does not exist'),
    l10n.t('There is no [services {name}] in the AWS config file.', { name }),
    { remedy: 'editAwsConfig', place },
  );
}

function wrongConfiguration(
  summary: string,
  detail: string,
  { place, remedy }: Pick<JobFailure, 'place' | 'remedy'>,
): JobSourceError {
  return new JobSourceError({ kind: 'configuration', summary, detail, remedy, ...(place && { place }) });
}

/** No command can change an environment variable, but this setting overrides it. */
const variableRemedy: Remedy = 'openEndpointSetting';
const endpointServices: readonly EndpointService[] = ['athena', 'backup', 'signin', 'sso', 'sso_oidc', 'sts'];
/** The addresses from which containers (ECS, EKS) and EC2 instances get credentials. */
const credentialHosts = [
  '169.254.170.2',
  '169.254.170.23',
  '[fd00:ec2::23]',
  '169.254.169.254',
  '[fd00:ec2::254]',
];
