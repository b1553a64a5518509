import * as vscode from 'vscode';
import type { BackupJob } from '../jobs/backupJob.js';
import { localTimeText } from '../jobs/formats.js';
import { everyAccount, type JobQuery } from '../jobs/jobQuery.js';
import { backupJobStates } from '../jobs/jobStates.js';
import { visibleLine } from '../jobs/visibleText.js';

/** One filter of ListBackupJobs, as a person sets it. */
export interface FilterField {
  readonly name: keyof JobQuery;
  readonly title: string;
  /** What can be typed, and what the service documents of it. */
  readonly hint: string;
  /** The values that are known without asking. */
  readonly known: readonly string[];
  /** The value of this field in a job that is loaded. */
  readonly seenIn?: (job: BackupJob) => string | undefined;
}

/** All eleven filters, in the order in which they are offered. */
export function filterFields(): FilterField[] {
  const date = vscode.l10n.t('A date and time: 2026-11-24, 2026-11-24 18:00 or 2026-11-24T18:00Z');
  return [
    {
      name: 'state',
      title: vscode.l10n.t('State'),
      hint: vscode.l10n.t('Pick a state or type one'),
      known: backupJobStates,
      seenIn: (job) => job.State,
    },
    {
      name: 'backupVaultName',
      title: vscode.l10n.t('Backup vault'),
      hint: vscode.l10n.t('Pick a vault of the loaded jobs or type a name'),
      known: [],
      seenIn: (job) => job.BackupVaultName,
    },
    {
      name: 'resourceType',
      title: vscode.l10n.t('Resource type'),
      hint: vscode.l10n.t('Pick a resource type or type one'),
      known: resourceTypes,
      seenIn: (job) => job.ResourceType,
    },
    {
      name: 'messageCategory',
      title: vscode.l10n.t('Message category'),
      hint: vscode.l10n.t(
        'Pick a category or type one: AccessDenied, SUCCESS, AGGREGATE_ALL, InvalidParameters',
      ),
      known: ['SUCCESS', 'AccessDenied', 'InvalidParameters', 'AGGREGATE_ALL'],
      seenIn: (job) => job.MessageCategory,
    },
    {
      name: 'resourceArn',
      title: vscode.l10n.t('Resource ARN'),
      hint: vscode.l10n.t('Pick a resource of the loaded jobs or type an ARN'),
      known: [],
      seenIn: (job) => job.ResourceArn,
    },
    {
      name: 'accountId',
      title: vscode.l10n.t('Account'),
      hint: vscode.l10n.t(
        '12 digits, or * for the whole organization, which its management account may ask for',
      ),
      known: [everyAccount],
      seenIn: (job) => job.AccountId,
    },
    {
      name: 'parentJobId',
      title: vscode.l10n.t('Parent job'),
      hint: vscode.l10n.t('The job id of a parent, to list its nested jobs'),
      known: [],
      seenIn: (job) => job.ParentJobId ?? (job.IsParent ? job.BackupJobId : undefined),
    },
    { name: 'createdAfter', title: vscode.l10n.t('Created after'), hint: date, known: [] },
    { name: 'createdBefore', title: vscode.l10n.t('Created before'), hint: date, known: [] },
    { name: 'completeAfter', title: vscode.l10n.t('Completed after'), hint: date, known: [] },
    { name: 'completeBefore', title: vscode.l10n.t('Completed before'), hint: date, known: [] },
  ];
}

/** A filter's value as a person reads it; dates with their time zone. */
export function filterValueText(value: string | Date): string {
  return value instanceof Date ? localTimeText(value, vscode.env.language) : visibleLine(value, 100);
}

/** The filters that are set, in a line for the view's description. */
export function filterSummary(query: JobQuery): string {
  return filterFields()
    .flatMap(({ name, title }) => {
      const value = query[name];
      if (value === undefined) return [];
      return value instanceof Date ? [`${title} ${filterValueText(value)}`] : [filterValueText(value)];
    })
    .join(' · ');
}

/** @see https://docs.aws.amazon.com/aws-backup/latest/devguide/API_ListBackupJobs.html ByResourceType */
const resourceTypes = [
  'Aurora',
  'CloudFormation',
  'DocumentDB',
  'DynamoDB',
  'EBS',
  'EC2',
  'EFS',
  'FSx',
  'Neptune',
  'RDS',
  'Redshift',
  'S3',
  'SAP HANA on Amazon EC2',
  'Storage Gateway',
  'Timestream',
  'VirtualMachine',
] as const;
