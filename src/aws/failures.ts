import * as l10n from '@vscode/l10n';
import { abortedFailure, isJobSourceError, type JobFailure } from '../jobs/jobSource.js';
import { availabilityFailures } from './availabilityFailures.js';
import { anyOtherCredentialFailure, credentialFailures } from './credentialFailures.js';
import { errorFacts, type FailureContext } from './errorFacts.js';
import { type FailureRow, sentences } from './failureRow.js';
import { keyFailures } from './keyFailures.js';
import { networkFailures } from './networkFailures.js';
import { serviceFailures } from './serviceFailures.js';

/**
 * Describes an error by the first matching row of the failure table. A {@link JobSourceError}, such as that
 * of a cancelled MFA prompt, keeps its own failure.
 */
export function failureFrom(error: unknown, context: FailureContext): JobFailure {
  if (isJobSourceError(error)) return error.failure;
  const facts = errorFacts(error, context);
  const row = failureTable.find(({ matches }) => matches(facts)) ?? anyOther;
  const failure = row.describe(facts);
  return { ...failure, ...(facts.requestId && { requestId: facts.requestId }) };
}

/** The failure of a request that exceeds its total time limit. */
export function timeoutFailure(): JobFailure {
  return {
    kind: 'timeout',
    summary: l10n.t('AWS took too long to answer'),
    detail: l10n.t('The network may be slow, or a proxy or firewall may hold the request back.'),
    remedy: 'retry',
  };
}

/** The order matters, because an error of the credentials may look like one of AWS Backup. */
const failureTable: readonly FailureRow[] = [
  {
    matches: ({ name, code }) => name === 'AbortError' || code === 'ABORT_ERR',
    describe: abortedFailure,
  },
  // The SDK also names a broken connection a TimeoutError. Only the code distinguishes them.
  ...networkFailures,
  {
    matches: ({ name, code }) =>
      name === 'TimeoutError' || code === 'ETIMEDOUT' || code === 'ESOCKETTIMEDOUT',
    describe: () => timeoutFailure(),
  },
  ...credentialFailures,
  ...keyFailures,
  ...availabilityFailures,
  anyOtherCredentialFailure,
  ...serviceFailures,
];

const anyOther: FailureRow = {
  matches: () => true,
  describe: ({ name, message, status }) => ({
    kind: 'unknown',
    summary: l10n.t('The request to AWS Backup failed'),
    detail: sentences(
      message,
      status === undefined
        ? name
        : l10n.t('{name} (HTTP {status})', { name: name || l10n.t('Unknown error'), status }),
    ),
    remedy: 'showLog',
  }),
};
