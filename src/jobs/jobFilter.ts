import * as l10n from '@vscode/l10n';
import {
  type FilterName,
  filterNames,
  isListFilter,
  isTimeFilter,
  type ListFilter,
  type TimeFilter,
} from './filterTable.js';
import { type TimeExpression, timeOf } from './timeExpression.js';

/**
 * What a person filters by: several values of a {@link ListFilter}, and times that stay relative. As it is
 * kept and as it is written in the settings: JSON of texts, and lists of texts.
 */
export type JobFilter = {
  readonly [Name in FilterName]?: Name extends ListFilter
    ? readonly string[]
    : Name extends TimeFilter
      ? TimeExpression
      : string;
};

/** The most values of one filter. */
export const maxValues = 500;

/** New values for some of the filters; undefined clears one. */
export type FilterChange = { readonly [Name in FilterName]?: JobFilter[Name] | undefined };

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
 * The filter in what was kept, or written by hand; `problems` names what is there and can be none, which is
 * left out.
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
