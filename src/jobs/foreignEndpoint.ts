import * as l10n from '@vscode/l10n';

/** An endpoint in use that is not AWS's own. */
export interface ForeignEndpoint {
  /** The service that is asked there, as the AWS config file names it: `backup`, `sts`. */
  readonly service: string;
  /** As `shownUrl` writes it. */
  readonly url: string;
}

/** Endpoints in a line: `endpoint http://localhost:4566`, `STS endpoint https://sts.example`. Empty where there are none. */
export function foreignEndpointsText(endpoints: readonly ForeignEndpoint[]): string {
  const byUrl = new Map<string, string[]>();
  for (const { service, url } of endpoints) byUrl.set(url, [...(byUrl.get(url) ?? []), service]);
  return [...byUrl]
    .map(([url, services]) =>
      // Where the jobs come from, all else is of less interest.
      services.includes('backup')
        ? l10n.t('endpoint {url}', { url: shortUrl(url) })
        : l10n.t('{service} endpoint {url}', { service: serviceNames(services), url: shortUrl(url) }),
    )
    .join(' · ');
}

function serviceNames(services: readonly string[]): string {
  return services.map((service) => service.replaceAll('_', ' ').toUpperCase()).join(', ');
}

/** Whoever chose a long host would have its first part read for the whole: it keeps its end, which says whose it is. */
function shortUrl(url: string): string {
  if (url.length <= longest) return url;
  const [, scheme = '', host = ''] = /^([a-z]+:\/\/)([^/]*)/.exec(url) ?? [];
  const room = longest - scheme.length - 2;
  return host.length > room ? `${scheme}…${host.slice(-room)}` : `${scheme}${host}/…`;
}

const longest = 100;
