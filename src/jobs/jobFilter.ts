import * as l10n from '@vscode/l10n';
import { type TimeExpression, timeOf } from './timeExpression.js';

/**
 * What a person filters by: the eleven filters of ListBackupJobs, four of them with several values at once, the backup
 * plan, which AWS has no filter for, and times that stay relative. As it is kept and as it is written in the settings: JSON of texts, and lists of texts.
 */
export interface JobFilter {
  /** Twelve digits, or `*` for the whole organisation. */
  readonly accountId?: string;
  /** `CreatedBy.BackupPlanId`, filtered here from what the other filters ask for. */
  readonly backupPlanId?: string;
  readonly backupVaultName?: readonly string[];
  readonly completeAfter?: TimeExpression;
  readonly completeBefore?: TimeExpression;
  readonly createdAfter?: TimeExpression;
  readonly createdBefore?: TimeExpression;
  readonly messageCategory?: readonly string[];
  readonly parentJobId?: string;
  readonly resourceArn?: string;
  readonly resourceType?: readonly string[];
  /** The nine states, {@link completedWithIssues}, and whatever AWS invents. */
  readonly state?: readonly string[];
}

/** The filters that take several values. The service takes one at a time: `filterPlan.ts` says how it is asked. */
export const listFilters = ['backupVaultName', 'messageCategory', 'resourceType', 'state'] as const;
/** The filters that are times. */
export const timeFilters = ['completeAfter', 'completeBefore', 'createdAfter', 'createdBefore'] as const;
/** The filters that are one text. */
export const textFilters = ['accountId', 'backupPlanId', 'parentJobId', 'resourceArn'] as const;

/** The most values of one filter. */
export const maxValues = 500;

export type ListFilter = (typeof listFilters)[number];
export type TimeFilter = (typeof timeFilters)[number];
export type TextFilter = (typeof textFilters)[number];
export type FilterName = keyof JobFilter;
/** New values for some of the filters; undefined clears one. */
export type FilterChange = { readonly [Name in FilterName]?: JobFilter[Name] | undefined };

/** All of them, in the order of the API page. */
export const filterNames = [
  'accountId',
  'backupPlanId',
  'backupVaultName',
  'completeAfter',
  'completeBefore',
  'createdAfter',
  'createdBefore',
  'messageCategory',
  'parentJobId',
  'resourceArn',
  'resourceType',
  'state',
] as const satisfies readonly FilterName[];

export function isListFilter(name: FilterName): name is ListFilter {
  return listFilters.some((one) => one === name);
}

export function isTimeFilter(name: FilterName): name is TimeFilter {
  return timeFilters.some((one) => one === name);
}

export function isEmptyFilter(filter: JobFilter): boolean {
  return filterNames.every((name) => (filter[name] ?? '').length === 0);
}

/** The filter with these values in place of its own; what is undefined or empty filters no more. */
export function withFilters(filter: JobFilter, values: FilterChange): JobFilter {
  const changed = Object.entries({ ...filter, ...values });
  return Object.fromEntries(changed.filter(([, value]) => value !== undefined && value.length > 0));
}

/** The same text for equal filters and only for those; what is relative counts as it is written. */
export function filterKey(filter: JobFilter): string {
  return JSON.stringify(filterNames.map((name) => filter[name] ?? null));
}

/**
 * The filter in what was kept, or written by hand; `problems` names what is there and can be none, which is left out.
 */
export function filterFrom(kept: unknown): {
  readonly filter: JobFilter;
  readonly problems: readonly string[];
} {
  if (typeof kept !== 'object' || kept === null || Array.isArray(kept))
    return { filter: {}, problems: ['{}'] };
  const filter: Record<string, unknown> = {};
  const problems: string[] = [];
  for (const [name, value] of Object.entries(kept)) {
    if (value === undefined || value === '') continue;
    const known = filterNames.find((one) => one === name);
    const good = known === undefined ? undefined : goodValue(known, value);
    if (good === undefined) problems.push(name);
    else if (Array.isArray(good) && good.length > maxValues)
      problems.push(l10n.t('{name}: more than {count} values', { name, count: maxValues }));
    else if (good.length > 0) filter[name] = good;
  }
  return { filter: filter as JobFilter, problems };
}

/** A value as a filter holds it; undefined where it can be none. */
function goodValue(name: FilterName, value: unknown): string | readonly string[] | undefined {
  if (isListFilter(name)) {
    const values: unknown[] = Array.isArray(value) ? value : [value];
    return values.every((one): one is string => typeof one === 'string')
      ? [...new Set(values.filter((one) => one !== ''))]
      : undefined;
  }
  if (typeof value !== 'string') return undefined;
  return isTimeFilter(name) && timeOf(value, new Date()) === undefined ? undefined : value;
}
