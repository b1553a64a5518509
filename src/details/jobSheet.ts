import type { DescribedBackupJob } from '../jobs/backupJob.js';
import { agoText, durationText } from '../jobs/formats.js';
import { jobDuration, jobTime, jobTitle } from '../jobs/jobFacts.js';
import { shownState } from '../jobs/jobStates.js';
import { stateTitle } from '../jobs/stateTitle.js';
import { visibleText } from '../jobs/visibleText.js';
import { fieldTitle } from './fieldTitle.js';
import { type FieldValue, fieldValue, type Reading } from './fieldValue.js';

/** A job as its panel shows it. Everything in it is text to be shown as text. */
export interface JobSheet {
  readonly title: string;
  readonly state: { readonly title: string; readonly tone: Tone };
  /** Resource type, vault and age, in a line. */
  readonly summary: string;
  readonly sections: readonly SheetSection[];
}

/** Fields that belong together. */
export interface SheetSection {
  readonly title: string;
  readonly fields: readonly SheetField[];
}

/** One field of the answer, or what follows from several where `name` is absent. */
export interface SheetField {
  /** The API's own name. */
  readonly name?: keyof DescribedBackupJob;
  readonly title: string;
  /** Absent where AWS gave the field no value. */
  readonly value?: FieldValue;
}

/** Which of the theme's colours a state has. */
export type Tone = 'bad' | 'warning' | 'busy' | 'good' | 'calm';

/** Every field of a described job, once, in groups. */
export function jobSheet(job: DescribedBackupJob, reading: Reading): JobSheet {
  const { now, t } = reading;
  const time = jobTime(job);
  const duration = jobDuration(job, now);
  const field = (name: keyof DescribedBackupJob): SheetField => {
    const value = fieldValue(job, name, reading);
    return { name, title: fieldTitle(name), ...(value && { value }) };
  };
  const lasted: SheetField = {
    title: t('Duration'),
    ...(duration !== undefined && { value: { text: durationText(duration, t) } }),
  };
  return {
    title: visibleText(jobTitle(job)) || t('Unnamed job'),
    state: { title: stateTitle(shownState(job), t), tone: toneOf(shownState(job)) },
    summary: [job.ResourceType, job.BackupVaultName, time && agoText(time, now, t)]
      .filter((part) => part !== undefined && part !== '')
      .map((part) => visibleText(String(part)))
      .join(' · '),
    sections: [
      { title: t('Outcome'), fields: fieldsOfSection.outcome.map(field) },
      { title: t('Times'), fields: [...fieldsOfSection.times.map(field), lasted] },
      { title: t('Resource'), fields: fieldsOfSection.resource.map(field) },
      { title: t('Backup'), fields: fieldsOfSection.backup.map(field) },
      { title: t('Recovery point'), fields: fieldsOfSection.recoveryPoint.map(field) },
      { title: t('Nested jobs'), fields: fieldsOfSection.nested.map(field) },
    ],
  };
}

const fieldsOfSection = {
  outcome: ['State', 'StatusMessage', 'MessageCategory', 'PercentDone'],
  times: ['CreationDate', 'InitiationDate', 'StartBy', 'ExpectedCompletionDate', 'CompletionDate'],
  resource: ['ResourceName', 'ResourceType', 'ResourceArn', 'AccountId'],
  backup: [
    'BackupJobId',
    'BackupType',
    'BackupSizeInBytes',
    'BytesTransferred',
    'BackupOptions',
    'CreatedBy',
    'IamRoleArn',
  ],
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

function toneOf(state: string | undefined): Tone {
  switch (state) {
    case 'FAILED':
      return 'bad';
    case 'COMPLETED':
      return 'good';
    case 'RUNNING':
    case 'PENDING':
    case 'CREATED':
      return 'busy';
    case 'ABORTED':
    case 'ABORTING':
      return 'calm';
    default:
      return 'warning';
  }
}
