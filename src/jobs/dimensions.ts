import * as l10n from '@vscode/l10n';
import { type FilterName, filterTable, type TimeFilter } from './filterTable.js';
import type { Dimension, JobGroup } from './grouping.js';
import { resourceIdOf, resourceTitle } from './jobFacts.js';
import { fieldIn, type JobField, type TextField } from './jobField.js';
import { patternIn } from './jobSelection.js';
import { backupJobStates, completedWithIssues, displayState, stateRank } from './jobStates.js';
import { stateTitle } from './stateTitle.js';

export const vaultDimension = byFilter('backupVaultName', {
  name: 'vault',
  icon: 'archive',
  title: () => l10n.t('Vault'),
  absentTitle: () => l10n.t('No vault'),
});

/** By state. "Completed with issues" is a separate state. States that need attention come first. */
export const stateDimension: Dimension = {
  name: 'state',
  field: 'State',
  filter: 'state',
  title: () => l10n.t('State'),
  absentTitle: () => stateTitle(undefined),
  valueTitle: stateTitle,
  groupOf: displayState,
  partOf: (value) => {
    if (value === undefined) return without('State');
    if (value === completedWithIssues)
      return { filters: { state: 'COMPLETED' }, clientFilters: [{ keeps: 'withIssues' }] };
    if (value === 'COMPLETED')
      return { filters: { state: 'COMPLETED' }, clientFilters: [{ keeps: 'withoutIssues' }] };
    return { filters: { state: value }, clientFilters: [] };
  },
  allValues: () => [...backupJobStates, completedWithIssues],
  isOrdered: true,
  compare: (one, other) => stateRank(one.value) - stateRank(other.value) || byTitle(one, other),
};

export const resourceTypeDimension = byFilter('resourceType', {
  name: 'resourceType',
  icon: 'layers',
  title: () => l10n.t('Resource type'),
  absentTitle: () => l10n.t('No resource type'),
});

export const accountDimension = byFilter('accountId', {
  name: 'account',
  icon: 'account',
  title: () => l10n.t('Account'),
  absentTitle: () => l10n.t('No account'),
});

/** By the local day of `CreationDate`, such as `2026-11-24`, the latest first. */
export const dayDimension: Dimension = {
  name: 'day',
  field: 'CreationDate',
  filter: 'createdAfter',
  icon: 'calendar',
  title: () => l10n.t('Day'),
  absentTitle: () => l10n.t('No day'),
  valueTitle: dayTitle,
  groupOf: ({ CreationDate }) => CreationDate && dayOf(CreationDate),
  partOf: (value) => {
    if (value === undefined) return without('CreationDate');
    const start = startOfDay(value);
    const end = new Date(start.getFullYear(), start.getMonth(), start.getDate() + 1);
    return {
      filters: { createdAfter: start, createdBefore: new Date(end.getTime() - 1) },
      clientFilters: [],
    };
  },
  allValues: (now) =>
    Array.from({ length: keptDays + 1 }, (_, back) =>
      dayOf(new Date(now.getFullYear(), now.getMonth(), now.getDate() - back)),
    ),
  isOrdered: true,
  compare: (one, other) => lastIfAbsent(one, other) ?? String(other.value).localeCompare(String(one.value)),
};

export const resourceDimension = byFilter('resourceArn', {
  name: 'resource',
  icon: 'server',
  title: () => l10n.t('Resource'),
  absentTitle: () => l10n.t('No resource'),
  titleIn: resourceTitle,
});

export const planDimension = byFilter('backupPlanId', {
  name: 'plan',
  icon: 'checklist',
  title: () => l10n.t('Backup plan'),
  absentTitle: () => l10n.t('On demand, without a plan'),
  titleIn: ({ CreatedBy }) => CreatedBy?.BackupPlanName || undefined,
});

/** By the role that AWS Backup assumes for the job. ListBackupJobs has no filter for it. */
export const roleDimension = byField('IamRoleArn', {
  name: 'role',
  icon: 'shield',
  title: () => l10n.t('IAM role'),
  absentTitle: () => l10n.t('No IAM role'),
  titleIn: ({ IamRoleArn }) => resourceIdOf(IamRoleArn),
});

/**
 * By the message category, in any case: AWS's own pages spell one of them both `SUCCESS` and `Success`.
 *
 * @see https://docs.aws.amazon.com/aws-backup/latest/devguide/API_ListBackupJobs.html ByMessageCategory
 */
export const categoryDimension: Dimension = {
  ...byField('MessageCategory', {
    name: 'category',
    icon: 'tag',
    title: () => l10n.t('Message category'),
    absentTitle: () => l10n.t('No message category'),
    titleIn: ({ MessageCategory }) => MessageCategory,
  }),
  filter: 'messageCategory',
  groupOf: ({ MessageCategory }) => MessageCategory?.toUpperCase() || undefined,
  partOf: (value) =>
    value === undefined
      ? without('MessageCategory')
      : { filters: {}, clientFilters: [{ keeps: 'oneOf', filter: 'messageCategory', values: [value] }] },
};

/** By what status messages have in common, whatever IDs are in them. ListBackupJobs has no filter for it. */
export const messageDimension: Dimension = {
  name: 'message',
  field: 'StatusMessage',
  filter: 'statusMessage',
  icon: 'comment',
  title: () => l10n.t('Status message'),
  absentTitle: () => l10n.t('No status message'),
  groupOf: patternIn,
  partOf: (pattern) => ({ filters: {}, clientFilters: [{ keeps: 'ofMessage', pattern }] }),
  allValues: () => [],
  compare: byTitle,
};

/** By what became of the backups of each resource. It takes all of its jobs. */
export const outcomeDimension: Dimension = {
  name: 'outcome',
  icon: 'pulse',
  title: () => l10n.t('Outcome'),
  absentTitle: () => '',
  groupOf: () => undefined,
  partOf: () => ({ filters: {}, clientFilters: [] }),
  allValues: () => [],
  isOrdered: true,
  isOfResources: true,
  compare: () => 0,
};

/** The start of a day of {@link dayDimension}, such as `2026-11-24`, in local time. */
export function startOfDay(day: string): Date {
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number);
  return new Date(year, month - 1, date);
}

/** The local day of a time, such as `2026-11-24`. */
export function dayOf(time: Date): string {
  const part = (number: number) => String(number).padStart(2, '0');
  return `${time.getFullYear()}-${part(time.getMonth() + 1)}-${part(time.getDate())}`;
}

function dayTitle(day: string, now: Date, locale: string): string {
  const start = startOfDay(day);
  const today = new Date(now.getFullYear(), now.getMonth(), now.getDate());
  const daysBack = Math.round((today.getTime() - start.getTime()) / 86_400_000);
  const date = new Intl.DateTimeFormat(locale, { weekday: 'short', month: 'short', day: 'numeric' }).format(
    start,
  );
  if (daysBack === 0) return l10n.t('Today, {date}', { date });
  return daysBack === 1 ? l10n.t('Yesterday, {date}', { date }) : date;
}

type DimensionTexts = Pick<Dimension, 'absentTitle' | 'icon' | 'name' | 'title' | 'titleIn'>;

/** By a field without a filter of the service. The extension filters the jobs of each group. */
function byField(field: TextField, texts: DimensionTexts): Dimension {
  return {
    ...texts,
    field,
    groupOf: (job) => fieldIn(job, field) || undefined,
    partOf: (value) => ({ filters: {}, clientFilters: [{ keeps: 'ofField', field, value }] }),
    allValues: () => [],
    compare: byTitle,
  };
}

/** By the field of a filter. If it is a filter of the service, each group is a query. */
function byFilter(filter: Exclude<FilterName, TimeFilter>, texts: DimensionTexts): Dimension {
  const { field, isOfService } = filterTable[filter];
  const dimension = { ...byField(field, texts), filter };
  if (!isOfService) return dimension;
  return {
    ...dimension,
    partOf: (value) =>
      value === undefined ? without(field) : { filters: { [filter]: value }, clientFilters: [] },
  };
}

/** The jobs without a field. ListBackupJobs has no filter for a missing field. */
function without(field: JobField): ReturnType<Dimension['partOf']> {
  return { filters: {}, clientFilters: [{ keeps: 'ofField', field, value: undefined }] };
}

function byTitle(one: JobGroup, other: JobGroup): number {
  const titleOf = ({ title, value }: JobGroup) => title ?? String(value);
  return (
    lastIfAbsent(one, other) ??
    (titleOf(one).localeCompare(titleOf(other)) || String(one.value).localeCompare(String(other.value)))
  );
}

function lastIfAbsent(one: JobGroup, other: JobGroup): number | undefined {
  if (one.value !== undefined && other.value !== undefined) return undefined;
  return Number(one.value === undefined) - Number(other.value === undefined);
}

/** AWS Backup lists the jobs of this many days. */
const keptDays = 30;
