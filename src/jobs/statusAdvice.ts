import * as l10n from '@vscode/l10n';
import type { BackupJob } from './backupJob.js';
import { backupJobStates, hasIssues } from './jobStates.js';
import { type ConcernWords, generalWords, knownMessages, type StatusAdvice } from './knownMessages.js';

/**
 * An explanation of a job's status message; undefined if the message is not known.
 *
 * @param words how it refers to the role, the key and the vault, such as `concernWords` of a single job
 * @see https://docs.aws.amazon.com/aws-backup/latest/devguide/troubleshooting.html
 */
export function statusAdvice(job: BackupJob, words: ConcernWords = generalWords()): StatusAdvice | undefined {
  const message = job.StatusMessage?.slice(0, maxRead) ?? '';
  return message === ''
    ? undefined
    : knownMessages.find(({ pattern }) => pattern.test(message))?.advice(words);
}

/**
 * The meaning of a job's state; undefined if its name says enough, or the state is not known.
 *
 * @param startBy the time of the job's start deadline, in words
 */
export function stateMeaning(job: BackupJob, startBy?: string): string | undefined {
  if (hasIssues(job))
    return l10n.t(
      'There is a recovery point, but AWS Backup reports an issue. Check that it contains all that you need.',
    );
  switch (backupJobStates.find((state) => state === job.State)) {
    case 'FAILED':
      return l10n.t('The backup failed: this job left no recovery point.');
    case 'EXPIRED':
      return startBy === undefined
        ? l10n.t(
            'The job did not start before its deadline, or did not complete within its completion window.',
          )
        : l10n.t(
            'The job did not start before its deadline ({time}), or did not complete within its completion window.',
            { time: startBy },
          );
    case 'ABORTED':
      return l10n.t('The job was stopped before its end.');
    case 'ABORTING':
      return l10n.t('The job is being stopped.');
    case 'PARTIAL':
      return l10n.t('Some of the nested jobs did not complete. Look at each of them.');
    case 'CREATED':
      return startBy === undefined
        ? l10n.t(
            'The job waits for its start window. AWS Backup tries to start it at least every ten minutes. It expires if it has not started by its deadline.',
          )
        : l10n.t(
            'The job waits for its start window. AWS Backup tries to start it at least every ten minutes. It expires if it has not started by {time}.',
            { time: startBy },
          );
    case 'PENDING':
      return l10n.t('The job is about to start.');
    case 'COMPLETED':
    case 'RUNNING':
    case undefined:
      return undefined;
  }
}

/**
 * The meaning of a message category; undefined if AWS does not document it.
 *
 * @see https://docs.aws.amazon.com/aws-backup/latest/devguide/API_BackupJob.html MessageCategory
 */
export function categoryMeaning(category: string): string | undefined {
  return categoryMeanings.get(category.toUpperCase())?.();
}

const categoryMeanings: ReadonlyMap<string, () => string> = new Map([
  ['SUCCESS', () => l10n.t('AWS Backup has nothing to report.')],
  [
    'ACCESSDENIED',
    () =>
      l10n.t(
        'A permission is missing: in the job’s IAM role, or in the policy of a key, the vault or the organization.',
      ),
  ],
  [
    'INVALIDPARAMETERS',
    () =>
      l10n.t('A parameter of the job is not valid: a resource, a vault or a setting is missing or wrong.'),
  ],
  ['MISCELLANEOUS', () => l10n.t('AWS Backup has no category for this reason. See the message.')],
]);

/** In characters. Longer messages are matched by their start. */
export const maxRead = 4000;
