import * as l10n from '@vscode/l10n';
import { type DescribedBackupJob, newerFields } from '../jobs/backupJob.js';
import { fieldDescription } from '../jobs/fieldDescriptions.js';
import { visibleLine } from '../jobs/visibleText.js';
import { type FieldValue, fieldValue, newerValue } from './fieldValue.js';
import type { FormatContext } from './formatContext.js';

/** A group of fields. */
export interface Section {
  readonly title: string;
  readonly fields: readonly FieldViewModel[];
}

/** A field of the job. */
export interface FieldViewModel {
  /** Its name in the AWS API, which a request to copy it contains. */
  readonly path: string;
  /** The path, safe to display. */
  readonly title: string;
  /** The description of the field by AWS. */
  readonly help?: string;
  /** Absent if the field has no value. */
  readonly value?: FieldValue;
}

/** All fields of a described job in sections. The last section has the fields that a newer API has added. */
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
  const sections = [
    { title: l10n.t('Outcome'), fields: fieldNames.outcome.map(field) },
    { title: l10n.t('Times'), fields: fieldNames.times.map(field) },
    { title: l10n.t('Resource'), fields: fieldNames.resource.map(field) },
    { title: l10n.t('Plan and rule'), fields: fieldNames.plan.map(field) },
    { title: l10n.t('Backup'), fields: fieldNames.backup.map(field) },
    { title: l10n.t('Recovery point and vault'), fields: fieldNames.recoveryPoint.map(field) },
    { title: l10n.t('Nested jobs'), fields: fieldNames.nested.map(field) },
  ];
  return newer.length === 0
    ? sections
    : [...sections, { title: l10n.t('Fields that are newer than this extension'), fields: newer }];
}

const fieldNames = {
  outcome: ['State', 'StatusMessage', 'MessageCategory', 'PercentDone'],
  times: ['CreationDate', 'InitiationDate', 'StartBy', 'ExpectedCompletionDate', 'CompletionDate'],
  resource: ['ResourceName', 'ResourceType', 'ResourceArn', 'AccountId'],
  plan: ['CreatedBy', 'IamRoleArn'],
  backup: ['BackupJobId', 'BackupType', 'BackupSizeInBytes', 'BytesTransferred', 'BackupOptions'],
  recoveryPoint: [
    'RecoveryPointArn',
    'RecoveryPointLifecycle',
    'BackupVaultName',
    'BackupVaultArn',
    'VaultType',
    'VaultLockState',
    'IsEncrypted',
    'EncryptionKeyArn',
  ],
  nested: ['IsParent', 'ParentJobId', 'NumberOfChildJobs', 'ChildJobsInState'],
} as const satisfies Record<string, readonly (keyof DescribedBackupJob)[]>;
