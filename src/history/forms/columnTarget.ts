import { type BackupJob, backupJobFields } from '../../jobs/backupJob.js';
import { isJobStructure, jobStructures } from '../../jobs/jobStructures.js';

/** Where the values of a column belong: to a field of a job, or to what a row says beside it. */
export type ColumnTarget =
  | {
      readonly kind: 'field';
      readonly field: keyof BackupJob;
      /** The field of a structure, such as `BackupPlanName` of `CreatedBy`. */
      readonly within?: string;
    }
  | { readonly kind: 'option'; readonly name: string }
  | { readonly kind: 'region' | 'periodStart' | 'periodEnd' | 'period' | 'otherFields' };

/**
 * What a column means by its name: an API name, such as `CreatedBy.BackupPlanName` or, flattened,
 * `CreatedBy_BackupPlanName`, or a name of a job report in any of its generations, such as `backup_plan_name`
 * or `Backup Plan Name`. Letter case, spaces, underscores, periods and hyphens do not matter. A unit in
 * brackets is only accepted if it is the one in which the field is read. Undefined if the name is unknown.
 *
 * @see https://docs.aws.amazon.com/aws-backup/latest/devguide/create-report-plan-console.html
 */
export function columnTarget(name: string): ColumnTarget | undefined {
  // The pattern takes a time that grows with the square of the length.
  if (name.length > maxNameLength) return undefined;
  const [, title = name, unit = ''] = /^(.*?)\s*[([]([^)\]]*)[)\]]\s*$/s.exec(name) ?? [];
  const names = unit === '' ? [title] : [title, `${title} ${unit}`, `${title} in ${unit}`];
  const target = names.map((one) => targets.get(plainName(one))).find((one) => one !== undefined);
  if (target !== undefined) return acceptsUnit(target, unit) ? target : undefined;
  const option = /^BackupOptions[._](.+)$/s.exec(name)?.[1];
  return option === undefined ? undefined : { kind: 'option', name: option };
}

/** In characters. */
const maxNameLength = 300;

/** A name without what differs between the generations. */
export function plainName(name: string): string {
  return name.toLowerCase().replaceAll(/[\s_.-]/g, '');
}

function acceptsUnit(target: ColumnTarget, unit: string): boolean {
  const plain = plainName(unit);
  if (plain === '') return true;
  if (target.kind === 'field' && bytesFields.includes(target.field)) return /^(b|bytes?)$/.test(plain);
  if (target.kind === 'field' && target.within?.endsWith('Days')) return /^d(ays?)?$/.test(plain);
  const isTime =
    target.kind === 'field' ? timeFields.includes(target.field) : target.kind.startsWith('period');
  return !isTime || /^(utc|gmt|z|iso8601)$/.test(plain);
}

/** The fields of a job that are times. */
export const timeFields: readonly (keyof BackupJob)[] = [
  'CompletionDate',
  'CreationDate',
  'ExpectedCompletionDate',
  'InitiationDate',
  'StartBy',
];

/** The fields of a job that are true or false; so is one of a structure. */
export const flagFields: readonly string[] = [
  'IsEncrypted',
  'IsParent',
  'OptInToArchiveForSupportedResources',
];

const bytesFields: readonly (keyof BackupJob)[] = ['BackupSizeInBytes', 'BytesTransferred'];

/** The names of job reports that are not API names. */
const reportNames: Readonly<Record<string, ColumnTarget>> = {
  backupplanarn: inPlan('BackupPlanArn'),
  backupplanid: inPlan('BackupPlanId'),
  backupplanname: inPlan('BackupPlanName'),
  backupplanversion: inPlan('BackupPlanVersion'),
  backupruleid: inPlan('BackupRuleId'),
  backuprulename: inPlan('BackupRuleName'),
  backupruleschedule: inPlan('BackupRuleCron'),
  backupruletimezone: inPlan('BackupRuleTimezone'),
  deleteafterdays: inLifecycle('DeleteAfterDays'),
  enablearchive: inLifecycle('OptInToArchiveForSupportedResources'),
  isparentjob: { kind: 'field', field: 'IsParent' },
  jobid: { kind: 'field', field: 'BackupJobId' },
  jobstatus: { kind: 'field', field: 'State' },
  movetocoldafterdays: inLifecycle('MoveToColdStorageAfterDays'),
  otherfields: { kind: 'otherFields' },
  region: { kind: 'region' },
  reportperiodend: { kind: 'periodEnd' },
  reportperiodstart: { kind: 'periodStart' },
  reporttimeperiod: { kind: 'period' },
  reporttimeperiodend: { kind: 'periodEnd' },
  reporttimeperiodstart: { kind: 'periodStart' },
  startwindowend: { kind: 'field', field: 'StartBy' },
  vaultlockstatus: { kind: 'field', field: 'VaultLockState' },
};

function inPlan(within: string): ColumnTarget {
  return { kind: 'field', field: 'CreatedBy', within };
}

function inLifecycle(within: string): ColumnTarget {
  return { kind: 'field', field: 'RecoveryPointLifecycle', within };
}

const targets: ReadonlyMap<string, ColumnTarget> = new Map([
  ...backupJobFields.flatMap((field): [string, ColumnTarget][] => [
    [plainName(field), { kind: 'field', field }],
    ...(isJobStructure(field)
      ? Object.keys(jobStructures[field]).map((within): [string, ColumnTarget] => [
          plainName(field + within),
          { kind: 'field', field, within },
        ])
      : []),
  ]),
  ...Object.entries(reportNames),
]);
