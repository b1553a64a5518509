import * as l10n from '@vscode/l10n';

/** An endpoint that is not AWS's own. */
export interface ForeignEndpoint {
  /** The service of the endpoint, named as in the AWS config file: `backup`, `sts`. */
  readonly service: string;
  /** Formatted by `shownUrl`. */
  readonly url: string;
}

/**
 * Endpoints on one line: `endpoint http://localhost:4566`, `STS endpoint https://sts.example`. Empty if there
 * are none.
 */
export function foreignEndpointsText(endpoints: readonly ForeignEndpoint[]): string {
  const byUrl = new Map<string, string[]>();
  for (const { service, url } of endpoints) byUrl.set(url, [...(byUrl.get(url) ?? []), service]);
  return [...byUrl]
    .map(([url, services]) =>
      // The endpoint of AWS Backup needs no name, because it matters most.
      services.includes('backup')
        ? l10n.t('endpoint {url}', { url: shortUrl(url) })
        : l10n.t('{service} endpoint {url}', { service: serviceNames(services), url: shortUrl(url) }),
    )
    .join(' · ');
}

function serviceNames(services: readonly string[]): string {
  return services.map(serviceName).join(', ');
}

/** Athena is the only one that is not an acronym. */
function serviceName(service: string): string {
  return service === 'athena' ? 'Athena' : service.replaceAll('_', ' ').toUpperCase();
}

/**
 * Shortens a URL. Keeps the end of the host, which identifies its owner: the start of a long host could
 * imitate another host.
 */
function shortUrl(url: string): string {
  if (url.length <= maxLength) return url;
  const [, scheme = '', host = ''] = /^([a-z]+:\/\/)([^/]*)/.exec(url) ?? [];
  const room = maxLength - scheme.length - 2;
  return host.length > room ? `${scheme}…${host.slice(-room)}` : `${scheme}${host}/…`;
}

const maxLength = 100;
