import { answerCaps } from './answerCaps.js';
import { type FailureRow, sentences } from './failureRow.js';

/** What passes by itself, and answers that are not AWS's. */
export const availabilityFailures: readonly FailureRow[] = [
  {
    isAbout: ({ name, status }) => name === 'AnswerTooLargeError' && status !== undefined,
    tell: ({ status = 0 }, t) => ({
      kind: status >= 500 ? 'service' : 'unreadableAnswer',
      summary: t('The answer is too large to be read'),
      detail: sentences(
        t('It has more than {megabytes} MB, {values} values or {levels} levels (HTTP {status})', {
          megabytes: (status < 300 ? answerCaps.bytes : answerCaps.shortBytes) / 1024 / 1024,
          values: answerCaps.values,
          levels: answerCaps.depth,
          status,
        }),
        t('A page of AWS Backup is far smaller: something else may have answered in the place of AWS.'),
      ),
      remedy: 'retry',
    }),
  },
  {
    isAbout: ({ name, status }) =>
      ['SyntaxError', 'UnreadableAnswerError', 'RangeError', 'TypeError', 'Error'].includes(name) &&
      status !== undefined,
    tell: ({ endpoint, status = 0 }, t) => ({
      kind: status >= 500 ? 'service' : 'unreadableAnswer',
      summary:
        status >= 500
          ? t('AWS Backup unavailable just now')
          : t('The answer cannot be read as one of AWS Backup'),
      detail: sentences(
        t('What came back is no list of backup jobs and no error of AWS (HTTP {status})', { status }),
        endpoint === undefined
          ? t('A proxy or the sign-in page of a network may have answered in the place of AWS.')
          : t('Check the configured endpoint {endpoint}.', { endpoint }),
      ),
      remedy: 'retry',
    }),
  },
  {
    isAbout: ({ name, status }) =>
      status === 429 ||
      /^(Throttl|RequestThrottl|RequestLimitExceeded|TooManyRequests|SlowDown|LimitExceeded|BandwidthLimit)/.test(
        name,
      ),
    tell: ({ message, phase }, t) => ({
      kind: 'throttled',
      summary:
        phase === 'request' ? t('Too many requests to AWS Backup') : t('Too many requests for credentials'),
      detail: sentences(message, t('Wait a moment, then retry.')),
      remedy: 'retry',
    }),
  },
  {
    isAbout: ({ name, status = 0 }) =>
      status >= 500 || /^(ServiceUnavailable|Internal|DependencyFailure)/.test(name),
    tell: ({ message, phase }, t) => ({
      kind: 'service',
      summary:
        phase === 'request' ? t('AWS Backup unavailable just now') : t('AWS gives no credentials just now'),
      detail: sentences(message),
      remedy: 'retry',
    }),
  },
  {
    isAbout: ({ status = 0 }) => status >= 300 && status < 400,
    tell: ({ endpoint, status = 0 }, t) => ({
      kind: 'unreadableAnswer',
      summary: t('The answer cannot be read as one of AWS Backup'),
      detail: sentences(
        t('Something on the way led the request elsewhere (HTTP {status})', { status }),
        endpoint === undefined ? '' : t('Check the configured endpoint {endpoint}.', { endpoint }),
      ),
      remedy: 'retry',
    }),
  },
];
