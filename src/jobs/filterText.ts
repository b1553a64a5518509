import * as l10n from '@vscode/l10n';
import type { BackupJob } from './backupJob.js';
import {
  type FilterName,
  filterNames,
  filterRow,
  filterTable,
  isListFilter,
  isTimeFilter,
} from './filterTable.js';
import { localTimeText } from './formats.js';
import type { JobFilter } from './jobFilter.js';
import { stateTitle } from './stateTitle.js';
import { isRelative, type TimeExpression, timeOf } from './timeExpression.js';
import { visibleLine } from './visibleText.js';

/** The name of a filter's backup plan according to these jobs; undefined if none has it. */
export function planNameIn(jobs: Iterable<BackupJob>, { backupPlanId }: JobFilter): string | undefined {
  if (backupPlanId === undefined) return undefined;
  for (const { CreatedBy } of jobs)
    if (CreatedBy?.BackupPlanId === backupPlanId && CreatedBy.BackupPlanName) return CreatedBy.BackupPlanName;
  return undefined;
}

/** All values of one filter: `Failed, Partial`, `nightly (8F81F553-…)`. Empty if it is not set. */
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

/** All filters that are set, on one line: `State: Failed, Partial · Created after: last 7 days`. */
export function fullFilterText(filter: JobFilter, locale?: string, planName?: string): string {
  return setFilters(filter)
    .map((name) => `${filterTable[name].title()}: ${filterValueText(filter, name, locale, planName)}`)
    .join(' · ');
}

/** A filter in a few words: `Failed +2 · last 7 days · plan nightly`. */
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

/** A relative time as it was written, or an absolute one in local time with its zone. */
export function timeText(expression: TimeExpression, locale?: string): string {
  const time = isRelative(expression) ? undefined : timeOf(expression, new Date());
  return time === undefined ? visibleLine(expression, maxValueLength) : localTimeText(time, locale);
}

function shortValue(name: FilterName, value: string, locale: string | undefined): string {
  const line = isTimeFilter(name) ? timeText(value, locale) : visibleLine(value, 40);
  return filterRow(name).shortText?.(line, value) ?? line;
}

/** The filters that are set. The most important ones come first, because the line may be cut. */
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
