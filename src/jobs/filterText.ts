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
    .map((name) => `${filterTable[name].title()}: ${filterValueText(filter, name, locale, planName)}`)
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
  const line = isTimeFilter(name) ? timeText(value, locale) : visibleLine(value, 40);
  return filterRow(name).shortText?.(line, value) ?? line;
}

/** What matters most comes first, as the line may be cut. */
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
