import * as l10n from '@vscode/l10n';
import { type FailureKind, isJobSourceError, type JobFailure } from '../jobs/jobSource.js';
import { withoutSecrets } from '../jobs/secrets.js';
import { errorFacts, type FailureContext } from './errorFacts.js';
import { sentences } from './failureRow.js';
import { failureFrom } from './failures.js';

/**
 * Describes an error of a request to Athena. What happens before the service answers (credentials, network)
 * is the same as for AWS Backup.
 */
export function athenaFailure(error: unknown, context: FailureContext): JobFailure {
  const failure = failureFrom(error, context);
  const { message, requestId, status } = errorFacts(error, context);
  const summary = summaryOf(failure.kind);
  if (isJobSourceError(error) || status === undefined || summary === undefined) return failure;
  return {
    kind: failure.kind,
    summary,
    detail: sentences(message || l10n.t('HTTP {status}', { status })),
    remedy: failure.kind === 'accessDenied' ? 'selectConnection' : 'retry',
    ...(requestId && { requestId }),
  };
}

/** The failure of a query that Athena has not run to its end. `reason` is in the words of the service. */
export function queryFailure(state: 'CANCELLED' | 'FAILED', reason: string): JobFailure {
  const detail = sentences(withoutSecrets(reason, 1000));
  if (/access ?denied|not authorized|insufficient .*permission/i.test(reason))
    return {
      kind: 'accessDenied',
      summary: l10n.t('Athena may not read the job reports'),
      detail,
      remedy: 'selectConnection',
    };
  return {
    kind: 'unknown',
    summary:
      state === 'FAILED'
        ? l10n.t('Athena cannot run the query')
        : l10n.t('The query was cancelled in Athena'),
    detail,
    remedy: 'retry',
  };
}

/** The failures that the service itself reports; undefined for others. */
function summaryOf(kind: FailureKind): string | undefined {
  switch (kind) {
    case 'accessDenied':
      return l10n.t('No access to Amazon Athena');
    case 'configuration':
      return l10n.t('This endpoint does not provide Amazon Athena');
    case 'invalidParameter':
      return l10n.t('Amazon Athena does not accept the request');
    case 'notFound':
      return l10n.t('Amazon Athena does not have what was requested');
    case 'service':
      return l10n.t('Amazon Athena is temporarily unavailable');
    case 'throttled':
      return l10n.t('Too many requests to Amazon Athena');
    case 'unknown':
      return l10n.t('The request to Amazon Athena failed');
    case 'unreadableAnswer':
      return l10n.t('The answer is not from Amazon Athena');
    case 'aborted':
    case 'clockSkew':
    case 'credentials':
    case 'network':
    case 'repeatedToken':
    case 'signInExpired':
    case 'timeout':
      return undefined;
  }
}
