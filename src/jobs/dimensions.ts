import type { BackupJob } from './backupJob.js';
import type { Dimension, JobGroup } from './grouping.js';
import { resourceTitle } from './jobFacts.js';
import type { JobQuery } from './jobQuery.js';
import { backupJobStates, completedWithIssues, displayState, stateRank } from './jobStates.js';

/** By `BackupVaultName`. */
export const vaultDimension: Dimension = byField('vault', 'BackupVaultName', 'backupVaultName');

/** By `AccountId`. */
export const accountDimension: Dimension = byField('account', 'AccountId', 'accountId');

/** By `ResourceType`. */
export const resourceTypeDimension: Dimension = byField('resourceType', 'ResourceType', 'resourceType');

/** By `ResourceArn`, under the resource's name. */
export const resourceDimension: Dimension = {
  ...byField('resource', 'ResourceArn', 'resourceArn'),
  titleIn: resourceTitle,
};

/** By the backup plan's id, under its name. The service has no filter for it. */
export const planDimension: Dimension = {
  name: 'plan',
  groupOf: (job) => job.CreatedBy?.BackupPlanId || undefined,
  partOf: (value) => ({ filters: {}, clientFilters: [{ keeps: 'ofPlan', planId: value }] }),
  allValues: () => [],
  titleIn: (job) => job.CreatedBy?.BackupPlanName || undefined,
  compare: byTitle,
};

/** By `State`, with "completed with issues" as a state of its own; what needs attention first. */
export const stateDimension: Dimension = {
  name: 'state',
  groupOf: displayState,
  partOf: (value) => {
    if (value === undefined)
      return { filters: {}, clientFilters: [{ keeps: 'withoutField', field: 'State' }] };
    if (value === completedWithIssues)
      return { filters: { state: 'COMPLETED' }, clientFilters: [{ keeps: 'withIssues' }] };
    if (value === 'COMPLETED')
      return { filters: { state: 'COMPLETED' }, clientFilters: [{ keeps: 'withoutIssues' }] };
    return { filters: { state: value }, clientFilters: [] };
  },
  allValues: () => [...backupJobStates, completedWithIssues],
  compare: (one, other) => stateRank(one.value) - stateRank(other.value) || byTitle(one, other),
};

/** By the day of `CreationDate` on the machine's own calendar, `2026-11-24`; the latest first. */
export const dayDimension: Dimension = {
  name: 'day',
  groupOf: ({ CreationDate }) => CreationDate && dayOf(CreationDate),
  partOf: (value) => {
    if (value === undefined)
      return { filters: {}, clientFilters: [{ keeps: 'withoutField', field: 'CreationDate' }] };
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
  compare: (one, other) => lastIfAbsent(one, other) ?? String(other.value).localeCompare(String(one.value)),
};

/** The first moment of a day that {@link dayDimension} names. */
export function startOfDay(day: string): Date {
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number);
  return new Date(year, month - 1, date);
}

function dayOf(time: Date): string {
  const part = (number: number) => String(number).padStart(2, '0');
  return `${time.getFullYear()}-${part(time.getMonth() + 1)}-${part(time.getDate())}`;
}

function byField(
  name: Dimension['name'],
  field: 'AccountId' | 'BackupVaultName' | 'ResourceArn' | 'ResourceType',
  filter: keyof JobQuery,
): Dimension {
  return {
    name,
    groupOf: (job: BackupJob) => job[field] || undefined,
    partOf: (value) =>
      value === undefined
        ? { filters: {}, clientFilters: [{ keeps: 'withoutField', field }] }
        : { filters: { [filter]: value }, clientFilters: [] },
    allValues: () => [],
    compare: byTitle,
  };
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

/** AWS Backup lists the jobs of so many days. */
const keptDays = 30;
