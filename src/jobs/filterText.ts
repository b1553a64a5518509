import * as l10n from '@vscode/l10n';
import type { BackupJob } from './backupJob.js';
import { localTimeText } from './formats.js';
import { resourceIdOf } from './jobFacts.js';
import { type FilterName, filterNames, isListFilter, isTimeFilter, type JobFilter } from './jobFilter.js';
import { everyAccount } from './jobQuery.js';
import { stateTitle } from './stateTitle.js';
import { isRelative, type TimeExpression, timeOf } from './timeExpression.js';
import { visibleLine } from './visibleText.js';

/** What a filter is called. */
export function filterTitle(name: FilterName): string {
  switch (name) {
    case 'accountId':
      return l10n.t('Account');
    case 'backupPlanId':
      return l10n.t('Backup plan');
    case 'backupVaultName':
      return l10n.t('Backup vault');
    case 'completeAfter':
      return l10n.t('Completed after');
    case 'completeBefore':
      return l10n.t('Completed before');
    case 'createdAfter':
      return l10n.t('Created after');
    case 'createdBefore':
      return l10n.t('Created before');
    case 'messageCategory':
      return l10n.t('Message category');
    case 'parentJobId':
      return l10n.t('Parent job');
    case 'resourceArn':
      return l10n.t('Resource ARN');
    case 'resourceType':
      return l10n.t('Resource type');
    case 'state':
      return l10n.t('State');
  }
}

/** What jobs call the backup plan that a filter names by its id; undefined where none tells. */
export function planNameIn(jobs: Iterable<BackupJob>, { backupPlanId }: JobFilter): string | undefined {
  if (backupPlanId === undefined) return undefined;
  for (const { CreatedBy } of jobs)
    if (CreatedBy?.BackupPlanId === backupPlanId && CreatedBy.BackupPlanName) return CreatedBy.BackupPlanName;
  return undefined;
}

/** The values of one filter, whole: `Failed, Partial`, `nightly (8F81F553-…)`; empty where it is not set. */
export function filterValueText(
  filter: JobFilter,
  name: FilterName,
  locale?: string,
  planName?: string,
): string {
  return valuesOf(filter, name)
    .map((value) => {
      if (isTimeFilter(name)) return timeText(value, locale);
      if (name === 'state') return stateTitle(value);
      const line = visibleLine(value, maxValueLength);
      return name === 'backupPlanId' && planName
        ? `${visibleLine(planName, maxValueLength)} (${line})`
        : line;
    })
    .join(', ');
}

/** Every filter that is set, whole, in one line: `State: Failed, Partial · Created after: last 7 days`. */
export function fullFilterText(filter: JobFilter, locale?: string, planName?: string): string {
  return setFilters(filter)
    .map((name) => `${filterTitle(name)}: ${filterValueText(filter, name, locale, planName)}`)
    .join(' · ');
}

/** What is filtered by, in a few words: `Failed +2 · last 7 days · plan nightly`. */
export function shortFilterText(filter: JobFilter, locale?: string, planName?: string): string {
  return setFilters(filter)
    .map((name) => {
      const [first = '', ...others] = valuesOf(filter, name);
      const isNamed = name === 'backupPlanId' && planName;
      const text = isNamed
        ? l10n.t('plan {name}', { name: visibleLine(planName, 40) })
        : shortValue(name, first, locale);
      return others.length === 0 ? text : `${text} +${others.length}`;
    })
    .join(' · ');
}

/** A time as it was written where it is relative, else on the user's own clock, with its zone. */
export function timeText(expression: TimeExpression, locale?: string): string {
  const time = isRelative(expression) ? undefined : timeOf(expression, new Date());
  return time === undefined ? visibleLine(expression, maxValueLength) : localTimeText(time, locale);
}

function shortValue(name: FilterName, value: string, locale: string | undefined): string {
  const line = visibleLine(value, 40);
  switch (name) {
    case 'accountId':
      return value === everyAccount ? l10n.t('all accounts') : l10n.t('account {id}', { id: line });
    case 'backupPlanId':
      return l10n.t('plan {id}', { id: visibleLine(value, 12) });
    case 'completeAfter':
      return l10n.t('completed {time}', { time: sinceText(value, locale) });
    case 'completeBefore':
      return l10n.t('completed until {time}', { time: timeText(value, locale) });
    case 'createdAfter':
      return sinceText(value, locale);
    case 'createdBefore':
      return l10n.t('until {time}', { time: timeText(value, locale) });
    case 'parentJobId':
      return l10n.t('nested in {id}', { id: visibleLine(value, 12) });
    case 'resourceArn':
      return visibleLine(resourceIdOf(value) ?? value, 40);
    case 'state':
      return stateTitle(value);
    default:
      return line;
  }
}

function sinceText(expression: TimeExpression, locale: string | undefined): string {
  const time = timeText(expression, locale);
  return /^last /i.test(time) ? time : l10n.t('since {time}', { time });
}

/** What matters most to a person comes first, however narrow the line is. */
function setFilters(filter: JobFilter): FilterName[] {
  const first: readonly FilterName[] = ['state', 'backupVaultName', 'resourceType'];
  const order = [...first, ...filterNames.filter((name) => !first.includes(name))];
  return order.filter((name) => valuesOf(filter, name).length > 0);
}

function valuesOf(filter: JobFilter, name: FilterName): readonly string[] {
  if (isListFilter(name)) return filter[name] ?? [];
  return filter[name] ? [filter[name]] : [];
}

const maxValueLength = 100;
