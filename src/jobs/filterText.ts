import type { BackupJob } from './backupJob.js';
import { localTimeText } from './formats.js';
import { resourceIdOf } from './jobFacts.js';
import { type FilterName, filterNames, isListFilter, isTimeFilter, type JobFilter } from './jobFilter.js';
import { everyAccount } from './jobQuery.js';
import { stateTitle } from './stateTitle.js';
import { isRelative, type TimeExpression, timeOf } from './timeExpression.js';
import { inEnglish, type Translate } from './translate.js';
import { visibleLine } from './visibleText.js';

/** What a filter is called. */
export function filterTitle(name: FilterName, t: Translate = inEnglish): string {
  switch (name) {
    case 'accountId':
      return t('Account');
    case 'backupPlanId':
      return t('Backup plan');
    case 'backupVaultName':
      return t('Backup vault');
    case 'completeAfter':
      return t('Completed after');
    case 'completeBefore':
      return t('Completed before');
    case 'createdAfter':
      return t('Created after');
    case 'createdBefore':
      return t('Created before');
    case 'messageCategory':
      return t('Message category');
    case 'parentJobId':
      return t('Parent job');
    case 'resourceArn':
      return t('Resource ARN');
    case 'resourceType':
      return t('Resource type');
    case 'state':
      return t('State');
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
  t: Translate = inEnglish,
  locale?: string,
  planName?: string,
): string {
  return valuesOf(filter, name)
    .map((value) => {
      if (isTimeFilter(name)) return timeText(value, locale);
      if (name === 'state') return stateTitle(value, t);
      const line = visibleLine(value, maxValueLength);
      return name === 'backupPlanId' && planName
        ? `${visibleLine(planName, maxValueLength)} (${line})`
        : line;
    })
    .join(', ');
}

/** Every filter that is set, whole, in one line: `State: Failed, Partial · Created after: last 7 days`. */
export function fullFilterText(
  filter: JobFilter,
  t: Translate = inEnglish,
  locale?: string,
  planName?: string,
): string {
  return setFilters(filter)
    .map((name) => `${filterTitle(name, t)}: ${filterValueText(filter, name, t, locale, planName)}`)
    .join(' · ');
}

/** What is filtered by, in a few words: `Failed +2 · last 7 days · plan nightly`. */
export function shortFilterText(
  filter: JobFilter,
  t: Translate = inEnglish,
  locale?: string,
  planName?: string,
): string {
  return setFilters(filter)
    .map((name) => {
      const [first = '', ...others] = valuesOf(filter, name);
      const isNamed = name === 'backupPlanId' && planName;
      const text = isNamed
        ? t('plan {name}', { name: visibleLine(planName, 40) })
        : shortValue(name, first, t, locale);
      return others.length === 0 ? text : `${text} +${others.length}`;
    })
    .join(' · ');
}

/** A time as it was written where it is relative, else on the user's own clock, with its zone. */
export function timeText(expression: TimeExpression, locale?: string): string {
  const time = isRelative(expression) ? undefined : timeOf(expression, new Date());
  return time === undefined ? visibleLine(expression, maxValueLength) : localTimeText(time, locale);
}

function shortValue(name: FilterName, value: string, t: Translate, locale: string | undefined): string {
  const line = visibleLine(value, 40);
  switch (name) {
    case 'accountId':
      return value === everyAccount ? t('all accounts') : t('account {id}', { id: line });
    case 'backupPlanId':
      return t('plan {id}', { id: visibleLine(value, 12) });
    case 'completeAfter':
      return t('completed {time}', { time: sinceText(value, t, locale) });
    case 'completeBefore':
      return t('completed until {time}', { time: timeText(value, locale) });
    case 'createdAfter':
      return sinceText(value, t, locale);
    case 'createdBefore':
      return t('until {time}', { time: timeText(value, locale) });
    case 'parentJobId':
      return t('nested in {id}', { id: visibleLine(value, 12) });
    case 'resourceArn':
      return visibleLine(resourceIdOf(value) ?? value, 40);
    case 'state':
      return stateTitle(value, t);
    default:
      return line;
  }
}

function sinceText(expression: TimeExpression, t: Translate, locale: string | undefined): string {
  const time = timeText(expression, locale);
  return /^last /i.test(time) ? time : t('since {time}', { time });
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
