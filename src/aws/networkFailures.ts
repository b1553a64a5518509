import { endpointRemedy } from './endpoint.js';
import { coded, type FailureRow, sentences } from './failureRow.js';

/** What happens between this machine and AWS. */
export const networkFailures: readonly FailureRow[] = [
  {
    isAbout: coded('ENOTFOUND', 'EAI_AGAIN', 'EAI_NODATA', 'EAI_FAIL'),
    tell: ({ host, region }, t) => ({
      kind: 'network',
      summary: host ? t('Host not found: {host}', { host }) : t('Host not found'),
      detail: t('Is there a network, and is “{region}” the name of a region that has AWS Backup?', {
        region,
      }),
      remedy: 'retry',
    }),
  },
  {
    isAbout: coded('ECONNREFUSED', 'EHOSTUNREACH', 'ENETUNREACH', 'EHOSTDOWN', 'ENETDOWN', 'EADDRNOTAVAIL'),
    tell: ({ code, endpoint, host }, t) => ({
      kind: 'network',
      summary: t('AWS cannot be reached'),
      detail: sentences(
        t('There was no connection to {host} ({code})', { host: host || t('the host'), code }),
        endpoint === undefined
          ? t('Is there a network, and does a proxy or a firewall let it through?')
          : t('Is anything listening at the configured endpoint {endpoint}?', { endpoint }),
      ),
      remedy: 'retry',
    }),
  },
  {
    isAbout: coded('ECONNRESET', 'EPIPE', 'ECONNABORTED', 'ERR_STREAM_PREMATURE_CLOSE'),
    tell: ({ code }, t) => ({
      kind: 'network',
      summary: t('The connection broke off'),
      detail: t('It was closed before the answer was complete ({code}).', { code }),
      remedy: 'retry',
    }),
  },
  {
    isAbout: coded(
      'SELF_SIGNED_CERT_IN_CHAIN',
      'DEPTH_ZERO_SELF_SIGNED_CERT',
      'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
      'UNABLE_TO_GET_ISSUER_CERT',
      'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
      'CERT_UNTRUSTED',
    ),
    tell: ({ code }, t) => ({
      kind: 'network',
      summary: t('The certificate of the server is not trusted'),
      detail: sentences(
        t('A proxy that looks into encrypted connections is the usual reason ({code})', { code }),
        t(
          'Let AWS_CA_BUNDLE name the file with its root certificate, or NODE_EXTRA_CA_CERTS before VS Code starts.',
        ),
      ),
      remedy: 'retry',
    }),
  },
  {
    isAbout: coded('CERT_HAS_EXPIRED', 'CERT_NOT_YET_VALID', 'CERT_REVOKED', 'ERR_TLS_CERT_ALTNAME_INVALID'),
    tell: ({ code }, t) => ({
      kind: 'network',
      summary: t('The certificate of the server is not valid'),
      detail: sentences(
        t('It has expired or is meant for another host ({code})', { code }),
        t('Is the clock of this machine right, and does nothing answer in the place of AWS?'),
      ),
      remedy: 'retry',
    }),
  },
  {
    isAbout: ({ code }) => code === 'EPROTO' || code.startsWith('ERR_SSL_') || code.startsWith('HPE_'),
    tell: ({ code, endpoint, isEndpointSetting }, t) => ({
      kind: 'network',
      summary: t('The server does not speak the language of AWS'),
      detail: sentences(
        t('What answered is no HTTP server that AWS would run ({code})', { code }),
        endpoint === undefined
          ? t('A proxy may be in the way.')
          : t('Does the configured endpoint {endpoint} begin rightly with http:// or https://?', {
              endpoint,
            }),
      ),
      remedy: endpoint === undefined ? 'retry' : endpointRemedy(isEndpointSetting),
    }),
  },
  {
    isAbout: ({ status }) => status === 407,
    tell: (_, t) => ({
      kind: 'network',
      summary: t('The proxy asks for a sign-in'),
      detail: t('VS Code takes the proxy and its user from the setting http.proxy or from HTTPS_PROXY.'),
      remedy: 'retry',
    }),
  },
];
