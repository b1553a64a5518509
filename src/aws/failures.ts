import * as l10n from '@vscode/l10n';
import { isJobSourceError, type JobFailure } from '../jobs/jobSource.js';
import { availabilityFailures } from './availabilityFailures.js';
import { anyOtherCredentialFailure, credentialFailures } from './credentialFailures.js';
import { errorFacts, type FailureContext } from './errorFacts.js';
import { type FailureRow, sentences } from './failureRow.js';
import { keyFailures } from './keyFailures.js';
import { networkFailures } from './networkFailures.js';
import { serviceFailures } from './serviceFailures.js';

/**
 * What an error means to a person: the first row of the table that is about it. A {@link JobSourceError},
 * which is what an MFA prompt throws when it is cancelled, keeps its own meaning.
 */
export function failureFrom(error: unknown, context: FailureContext): JobFailure {
  if (isJobSourceError(error)) return error.failure;
  const facts = errorFacts(error, context);
  const row = failureTable.find(({ isAbout }) => isAbout(facts)) ?? anyOther;
  const failure = row.tell(facts);
  return { ...failure, ...(facts.requestId && { requestId: facts.requestId }) };
}

/** What a request that its caller no longer waits for ends with. */
export function abortedFailure(): JobFailure {
  return { kind: 'aborted', summary: l10n.t('Cancelled'), detail: '', remedy: 'retry' };
}

/** What ends a request that took too long as a whole. */
export function timeoutFailure(): JobFailure {
  return {
    kind: 'timeout',
    summary: l10n.t('AWS took too long to answer'),
    detail: l10n.t('The network may be slow, or a proxy or firewall may hold the request back.'),
    remedy: 'retry',
  };
}

/** The order matters: what goes wrong with credentials may look like an answer of AWS Backup. */
const failureTable: readonly FailureRow[] = [
  {
    isAbout: ({ name, code }) => name === 'AbortError' || code === 'ABORT_ERR',
    tell: () => abortedFailure(),
  },
  // The SDK calls a broken connection a TimeoutError too: only the code tells.
  ...networkFailures,
  {
    isAbout: ({ name, code }) =>
      name === 'TimeoutError' || code === 'ETIMEDOUT' || code === 'ESOCKETTIMEDOUT',
    tell: () => timeoutFailure(),
  },
  ...credentialFailures,
  ...keyFailures,
  ...availabilityFailures,
  anyOtherCredentialFailure,
  ...serviceFailures,
];

const anyOther: FailureRow = {
  isAbout: () => true,
  tell: ({ name, message, status }) => ({
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
