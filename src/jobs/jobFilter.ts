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
 * A filter as the user sets it: a {@link ListFilter} has several values, and times may be relative. It is
 * stored in this form, and written like this in the settings: as JSON of strings and lists of strings.
 */
export type JobFilter = {
  readonly [Name in FilterName]?: Name extends ListFilter
    ? readonly string[]
    : Name extends TimeFilter
      ? TimeExpression
      : string;
};

/** The maximum number of values of one filter. */
export const maxValues = 500;

/** New values for some of the filters; undefined clears one. */
export type FilterChange = { readonly [Name in FilterName]?: JobFilter[Name] | undefined };

/** Whether a filter selects all jobs. */
export function isEmptyFilter(filter: JobFilter): boolean {
  return filterNames.every((name) => (filter[name] ?? '').length === 0);
}

/** The filter with these changes. An undefined or empty value removes a filter. */
export function withFilters(filter: JobFilter, values: FilterChange): JobFilter {
  const changed = Object.entries({ ...filter, ...values });
  return Object.fromEntries(changed.filter(([, value]) => value !== undefined && value.length > 0));
}

/** A text that identifies a filter: equal filters have equal keys. Relative times count as written. */
export function filterKey(filter: JobFilter): string {
  return JSON.stringify(filterNames.map((name) => filter[name] ?? null));
}

/**
 * The filter in a stored or handwritten value. `problems` names the parts that are not valid, which the
 * filter omits.
 */
export function filterFrom(stored: unknown): {
  readonly filter: JobFilter;
  readonly problems: readonly string[];
} {
  if (typeof stored !== 'object' || stored === null || Array.isArray(stored))
    return { filter: {}, problems: ['{}'] };
  const filter: Record<string, unknown> = {};
  const problems: string[] = [];
  for (const [name, value] of Object.entries(stored)) {
    if (value === undefined || value === '') continue;
    const known = filterNames.find((one) => one === name);
    const valid = known === undefined ? undefined : validValue(known, value);
    if (valid === undefined) problems.push(name);
    else if (Array.isArray(valid) && valid.length > maxValues)
      problems.push(l10n.t('{name}: more than {count} values', { name, count: maxValues }));
    else if (valid.length > 0) filter[name] = valid;
  }
  return { filter: filter as JobFilter, problems };
}

/** The value of a filter; undefined if it is not valid. */
function validValue(name: FilterName, value: unknown): string | readonly string[] | undefined {
  if (isListFilter(name)) {
    const values: unknown[] = Array.isArray(value) ? value : [value];
    return values.every((one): one is string => typeof one === 'string')
      ? [...new Set(values.filter((one) => one !== ''))]
      : undefined;
  }
  if (typeof value !== 'string') return undefined;
  return isTimeFilter(name) && timeOf(value, new Date()) === undefined ? undefined : value;
}
