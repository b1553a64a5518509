import * as l10n from '@vscode/l10n';
import { type FailureRow, hasCode, sentences } from './failureRow.js';

/** Failures between this machine and AWS. */
export const networkFailures: readonly FailureRow[] = [
  {
    matches: hasCode('ENOTFOUND', 'EAI_AGAIN', 'EAI_NODATA', 'EAI_FAIL'),
    describe: ({ host, region }) => ({
      kind: 'network',
      summary: host ? l10n.t('Host not found: {host}', { host }) : l10n.t('Host not found'),
      detail: l10n.t('Check the network, and that “{region}” is a region with AWS Backup.', { region }),
      remedy: 'retry',
    }),
  },
  {
    matches: hasCode('ECONNREFUSED', 'EHOSTUNREACH', 'ENETUNREACH', 'EHOSTDOWN', 'ENETDOWN', 'EADDRNOTAVAIL'),
    describe: ({ code, endpoint, host }) => ({
      kind: 'network',
      summary: l10n.t('AWS cannot be reached'),
      detail: sentences(
        l10n.t('Could not connect to {host} ({code})', { host: host || l10n.t('the host'), code }),
        endpoint === undefined
          ? l10n.t('Check the network, the proxy and the firewall.')
          : l10n.t('Check that a server is running at the configured endpoint {endpoint}.', { endpoint }),
      ),
      remedy: 'retry',
    }),
  },
  {
    matches: hasCode('ECONNRESET', 'EPIPE', 'ECONNABORTED', 'ERR_STREAM_PREMATURE_CLOSE'),
    describe: ({ code }) => ({
      kind: 'network',
      summary: l10n.t('The connection was lost'),
      detail: l10n.t('It was closed before the answer was complete ({code}).', { code }),
      remedy: 'retry',
    }),
  },
  {
    matches: hasCode(
      'SELF_SIGNED_CERT_IN_CHAIN',
      'DEPTH_ZERO_SELF_SIGNED_CERT',
      'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
      'UNABLE_TO_GET_ISSUER_CERT',
      'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
      'CERT_UNTRUSTED',
    ),
    describe: ({ certificateRemedy, code, endpoint }) => ({
      kind: 'network',
      summary: l10n.t('The certificate of the server is not trusted'),
      detail: sentences(
        endpoint === undefined
          ? l10n.t('A proxy that inspects encrypted connections is the usual reason ({code})', { code })
          : l10n.t('It is the certificate of the configured endpoint {endpoint} ({code})', {
              code,
              endpoint,
            }),
        l10n.t(
          'Set ca_bundle in the AWS config file to the file with its root certificate, or set AWS_CA_BUNDLE or NODE_EXTRA_CA_CERTS before VS Code starts.',
        ),
      ),
      remedy: certificateRemedy ?? 'retry',
    }),
  },
  {
    matches: hasCode(
      'CERT_HAS_EXPIRED',
      'CERT_NOT_YET_VALID',
      'CERT_REVOKED',
      'ERR_TLS_CERT_ALTNAME_INVALID',
    ),
    describe: ({ code, endpoint }) => ({
      kind: 'network',
      summary: l10n.t('The certificate of the server is not valid'),
      detail: sentences(
        l10n.t('It has expired or is meant for another host ({code})', { code }),
        endpoint === undefined
          ? l10n.t('Check the clock of this machine, and that no proxy answers in place of AWS.')
          : l10n.t(
              'Check the clock of this machine, and the certificate of the configured endpoint {endpoint}.',
              { endpoint },
            ),
      ),
      remedy: 'retry',
    }),
  },
  {
    matches: ({ code }) => code === 'EPROTO' || code.startsWith('ERR_SSL_') || code.startsWith('HPE_'),
    describe: ({ code, endpoint, endpointRemedy }) => ({
      kind: 'network',
      summary: l10n.t('The server did not answer like AWS'),
      detail: sentences(
        l10n.t('It does not use HTTP as AWS does ({code})', { code }),
        endpoint === undefined
          ? l10n.t('A proxy may be in the way.')
          : l10n.t(
              'Check whether the configured endpoint {endpoint} should start with http:// or https://.',
              { endpoint },
            ),
      ),
      remedy: endpointRemedy ?? 'retry',
    }),
  },
  {
    matches: ({ status }) => status === 407,
    describe: () => ({
      kind: 'network',
      summary: l10n.t('The proxy requires a sign-in'),
      detail: l10n.t('VS Code takes the proxy and its user from the setting http.proxy or from HTTPS_PROXY.'),
      remedy: 'retry',
    }),
  },
];
