import * as l10n from '@vscode/l10n';
import { type DescribedBackupJob, newerFields } from '../jobs/backupJob.js';
import { fieldDescription } from '../jobs/fieldDescriptions.js';
import { visibleLine } from '../jobs/visibleText.js';
import { type FieldValue, fieldValue, newerValue } from './fieldValue.js';
import type { FormatContext } from './formatContext.js';

/** Fields that belong together. */
export interface Section {
  readonly title: string;
  readonly fields: readonly FieldViewModel[];
}

/** One field of the answer. */
export interface FieldViewModel {
  /** What a copy of it is asked for by: the API's own name. */
  readonly path: string;
  /** The same, safe to be seen. */
  readonly title: string;
  /** What AWS says of the field. */
  readonly help?: string;
  /** Absent where AWS gave the field no value. */
  readonly value?: FieldValue;
}

/** Every field of a described job, once, in groups, and last what a newer API has added. */
export function sheetSections(job: DescribedBackupJob, context: FormatContext): Section[] {
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
    { title: l10n.t('Outcome'), fields: fieldsOfSection.outcome.map(field) },
    { title: l10n.t('Times'), fields: fieldsOfSection.times.map(field) },
    { title: l10n.t('Resource'), fields: fieldsOfSection.resource.map(field) },
    { title: l10n.t('Plan and rule'), fields: fieldsOfSection.plan.map(field) },
    { title: l10n.t('Backup'), fields: fieldsOfSection.backup.map(field) },
    { title: l10n.t('Recovery point and vault'), fields: fieldsOfSection.recoveryPoint.map(field) },
    { title: l10n.t('Nested jobs'), fields: fieldsOfSection.nested.map(field) },
  ];
  return newer.length === 0
    ? sections
    : [...sections, { title: l10n.t('Fields that are newer than this extension'), fields: newer }];
}

const fieldsOfSection = {
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
