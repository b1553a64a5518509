import * as l10n from '@vscode/l10n';
import { type FailureRow, sentences } from './failureRow.js';
import { responseLimits } from './responseLimits.js';

/** Temporary failures, and responses that do not come from AWS. */
export const availabilityFailures: readonly FailureRow[] = [
  {
    matches: ({ name, status }) => name === 'ResponseTooLargeError' && status !== undefined,
    describe: ({ status = 0 }) => ({
      kind: status >= 500 ? 'service' : 'unreadableAnswer',
      summary: l10n.t('The answer is too large'),
      detail: sentences(
        l10n.t('It has more than {megabytes} MB, {values} values or {levels} levels (HTTP {status})', {
          megabytes: (status < 300 ? responseLimits.bytes : responseLimits.shortBytes) / 1024 / 1024,
          values: responseLimits.values,
          levels: responseLimits.depth,
          status,
        }),
        l10n.t('Pages of AWS Backup are far smaller. Something else may have answered in place of AWS.'),
      ),
      remedy: 'retry',
    }),
  },
  {
    matches: ({ name, status }) =>
      ['SyntaxError', 'UnreadableResponseError', 'RangeError', 'TypeError', 'Error'].includes(name) &&
      status !== undefined,
    describe: ({ endpoint, status = 0 }) => ({
      kind: status >= 500 ? 'service' : 'unreadableAnswer',
      summary:
        status >= 500
          ? l10n.t('AWS Backup is temporarily unavailable')
          : l10n.t('The answer is not from AWS Backup'),
      detail: sentences(
        l10n.t('It is neither a list of backup jobs nor an AWS error (HTTP {status})', { status }),
        endpoint === undefined
          ? l10n.t('A proxy or the sign-in page of a network may have answered in place of AWS.')
          : l10n.t('Check the configured endpoint {endpoint}.', { endpoint }),
      ),
      remedy: 'retry',
    }),
  },
  {
    matches: ({ name, status }) =>
      status === 429 ||
      /^(Throttl|RequestThrottl|RequestLimitExceeded|TooManyRequests|SlowDown|LimitExceeded|BandwidthLimit)/.test(
        name,
      ),
    describe: ({ message, phase }) => ({
      kind: 'throttled',
      summary:
        phase === 'request'
          ? l10n.t('Too many requests to AWS Backup')
          : l10n.t('Too many requests for credentials'),
      detail: sentences(message, l10n.t('Wait a moment, then retry.')),
      remedy: 'retry',
    }),
  },
  {
    matches: ({ name, status = 0 }) =>
      status >= 500 || /^(ServiceUnavailable|Internal|DependencyFailure)/.test(name),
    describe: ({ message, phase }) => ({
      kind: 'service',
      summary:
        phase === 'request'
          ? l10n.t('AWS Backup is temporarily unavailable')
          : l10n.t('AWS credentials are temporarily unavailable'),
      detail: sentences(message),
      remedy: 'retry',
    }),
  },
  {
    matches: ({ status = 0 }) => status >= 300 && status < 400,
    describe: ({ endpoint, status = 0 }) => ({
      kind: 'unreadableAnswer',
      summary: l10n.t('The answer is not from AWS Backup'),
      detail: sentences(
        l10n.t('The request was redirected (HTTP {status})', { status }),
        endpoint === undefined ? '' : l10n.t('Check the configured endpoint {endpoint}.', { endpoint }),
      ),
      remedy: 'retry',
    }),
  },
];
