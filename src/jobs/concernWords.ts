import * as l10n from '@vscode/l10n';
import type { BackupJob } from './backupJob.js';
import { resourceIdOf } from './jobFacts.js';
import { type ConcernWords, generalWords } from './knownMessages.js';
import { maxRead } from './statusAdvice.js';
import { textStart } from './visibleText.js';

/**
 * How an explanation for one job refers to its role, key and vault: by their names, where the job has them. A
 * key is only named if the status message names it: the key of the resource and that of the vault may differ.
 *
 * @param show makes an untrusted name safe for the place where it is shown
 */
export function concernWords(job: BackupJob, show: (name: string) => string): ConcernWords {
  const { BackupVaultName, IamRoleArn, StatusMessage } = job;
  const shown = (name: string | undefined) => (name ? show(name) : '');
  const names = {
    role: shown(resourceIdOf(IamRoleArn)),
    key: shown(resourceIdOf(keyIn(StatusMessage))),
    vault: shown(BackupVaultName),
  };
  return {
    ...generalWords(),
    ...(names.role && { role: l10n.t('the role {name}', { name: names.role }) }),
    ...(names.key && { key: l10n.t('the KMS key {name}', { name: names.key }) }),
    ...(names.vault && { vault: l10n.t('the vault {name}', { name: names.vault }) }),
  };
}

/** The ARN of the KMS key that a status message names. */
export function keyIn(message: string | undefined): string | undefined {
  const start = textStart(message ?? '', maxRead);
  return /\barn:[\w-]{1,20}:kms:[\w-]{1,30}:\d{12}:key\/[\w-]{1,60}/.exec(start)?.[0];
}
