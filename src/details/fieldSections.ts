import * as l10n from '@vscode/l10n';
import { type DescribedBackupJob, newerFields } from '../jobs/backupJob.js';
import { fieldDescription } from '../jobs/fieldDescriptions.js';
import { visibleLine } from '../jobs/visibleText.js';
import { type FieldValue, fieldValue, newerValue } from './fieldValue.js';
import type { FormatContext } from './formatContext.js';
import { timeFields } from './timeline.js';

/** A group of fields. */
export interface Section {
  readonly title: string;
  readonly fields: readonly FieldViewModel[];
}

/** A field of the job. */
export interface FieldViewModel {
  /** Its name in the AWS API. A request to copy the field contains it. */
  readonly path: string;
  /** The path, safe to display. */
  readonly title: string;
  /** AWS's description of the field. */
  readonly help?: string;
  /** Absent if the field has no value. */
  readonly value?: FieldValue;
}

/** All fields of a job in sections. The last section has fields that this extension does not know yet. */
export function fieldSections(job: DescribedBackupJob, context: FormatContext): Section[] {
  const field = (name: keyof DescribedBackupJob): FieldViewModel => {
    const value = fieldValue(job, name, context);
    const help = fieldDescription(name);
    return { path: name, title: name, ...(help && { help }), ...(value && { value }) };
  };
  const newer = newerFields(job).map(([name, value]) => ({
    path: name,
    title: visibleLine(name, 300),
    value: newerValue(value, name, context),
  }));
  const section = (title: string, ...names: readonly (keyof DescribedBackupJob)[]): Section => ({
    title,
    fields: names.map(field),
  });
  return [
    section(l10n.t('Outcome'), 'State', 'StatusMessage', 'MessageCategory', 'PercentDone'),
    section(l10n.t('Times'), ...timeFields),
    section(l10n.t('Resource'), 'ResourceName', 'ResourceType', 'ResourceArn', 'AccountId'),
    section(l10n.t('Plan and rule'), 'CreatedBy', 'IamRoleArn'),
    section(
      l10n.t('Backup'),
      'BackupJobId',
      'BackupType',
      'BackupSizeInBytes',
      'BytesTransferred',
      'BackupOptions',
    ),
    section(
      l10n.t('Recovery point and vault'),
      'RecoveryPointArn',
      'RecoveryPointLifecycle',
      'BackupVaultName',
      'BackupVaultArn',
      'VaultType',
      'VaultLockState',
      'IsEncrypted',
      'EncryptionKeyArn',
    ),
    section(l10n.t('Nested jobs'), 'IsParent', 'ParentJobId', 'NumberOfChildJobs', 'ChildJobsInState'),
    { title: l10n.t('Fields that are newer than this extension'), fields: newer },
  ].filter(({ fields }) => fields.length > 0);
}
