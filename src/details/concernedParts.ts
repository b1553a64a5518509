import * as l10n from '@vscode/l10n';
import { arnParts } from '../jobs/arn.js';
import type { DescribedBackupJob } from '../jobs/backupJob.js';
import { keyIn } from '../jobs/concernWords.js';
import { arnLink, vaultLink } from '../jobs/consoleLink.js';
import { resourceIdOf } from '../jobs/jobFacts.js';
import type { JobReference } from '../jobs/jobReader.js';
import type { Concern } from '../jobs/knownMessages.js';
import { isOfHistory } from '../jobs/lastKnown.js';
import { statusAdvice } from '../jobs/statusAdvice.js';
import { visibleLine } from '../jobs/visibleText.js';

/** A {@link ConcernedPart} as the panel shows it. */
export interface ConcernedPartViewModel {
  readonly title: string;
  readonly name: string;
  /** "account 111122223333" */
  readonly account?: string;
  readonly isLink: boolean;
}

/** The role, a key or the vault that a suggested fix is about. Its texts are untrusted. */
export interface ConcernedPart {
  readonly title: string;
  readonly name: string;
  /** Whose it is, as far as its ARN says. */
  readonly accountId?: string;
  /** Its page in the AWS console. */
  readonly link?: string;
}

/**
 * What the suggested fix for a job is about, as the job names it. The sample account and jobs of a history
 * have no links.
 */
export function concernedParts(
  job: DescribedBackupJob,
  reference: JobReference | undefined,
): ConcernedPart[] {
  const hasLinks = reference?.connection !== 'sample' && !isOfHistory(job);
  const region = hasLinks ? reference?.region : undefined;
  return (statusAdvice(job)?.concerns ?? []).flatMap((concern) => partsOf(concern, job, region));
}

export function concernedPartViewModel({
  accountId,
  link,
  name,
  title,
}: ConcernedPart): ConcernedPartViewModel {
  return {
    title,
    name: visibleLine(name, 300),
    ...(accountId && { account: l10n.t('account {id}', { id: visibleLine(accountId, 40) }) }),
    isLink: link !== undefined,
  };
}

function partsOf(concern: Concern, job: DescribedBackupJob, region: string | undefined): ConcernedPart[] {
  const { BackupVaultArn, BackupVaultName, EncryptionKeyArn, IamRoleArn, StatusMessage } = job;
  switch (concern) {
    case 'role':
      return arnPart(l10n.t('IAM role'), IamRoleArn, region);
    case 'key': {
      // The replicas of a multi-Region key differ only in the region of the ARN.
      const inMessage = keyIn(StatusMessage);
      return [
        ...(inMessage === EncryptionKeyArn
          ? []
          : arnPart(l10n.t('KMS key in the message'), inMessage, region)),
        ...arnPart(l10n.t('KMS key'), EncryptionKeyArn, region),
      ];
    }
    case 'vault': {
      if (!BackupVaultName) return [];
      const link = region === undefined ? undefined : vaultLink(region, BackupVaultName);
      const accountId = arnParts(BackupVaultArn ?? '')?.accountId;
      return [
        {
          title: l10n.t('Vault'),
          name: BackupVaultName,
          ...(accountId && { accountId }),
          ...(link && { link }),
        },
      ];
    }
  }
}

function arnPart(title: string, arn: string | undefined, region: string | undefined): ConcernedPart[] {
  const name = resourceIdOf(arn);
  if (arn === undefined || name === undefined) return [];
  const accountId = arnParts(arn)?.accountId;
  const link = region === undefined ? undefined : arnLink(region, arn);
  return [{ title, name, ...(accountId && { accountId }), ...(link && { link }) }];
}
