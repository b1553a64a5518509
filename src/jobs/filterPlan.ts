import {
  filterRow,
  filterTable,
  type ListFilter,
  listFilters,
  type ServiceFilter,
  textFilters,
  timeFilters,
} from './filterTable.js';
import type { JobFilter } from './jobFilter.js';
import type { JobQuery } from './jobQuery.js';
import type { ClientFilter, JobSelection, SelectionPart } from './jobSelection.js';
import { completedWithIssues } from './jobStates.js';
import { patternFrom } from './messagePattern.js';
import { timeOf } from './timeExpression.js';

/** The maximum number of queries for a filter: as many requests as one connection makes concurrently. */
export const maxQueries = 16;

/** One way to select some values of a filter: the filters of the service, and those of the extension. */
interface Alternative {
  readonly filters: JobQuery;
  readonly clientFilters: readonly ClientFilter[];
}

/**
 * The selection of a filter at `now`, in at most {@link maxQueries} queries. Ignores an invalid time, which
 * `filterFrom` does not let through.
 */
export function selectionOfFilter(filter: JobFilter, now: Date): JobSelection {
  const query: { [Name in ServiceFilter]?: Date | string | undefined } = {};
  const clientFilters: ClientFilter[] = [];
  for (const name of textFilters) {
    const { field, isOfService } = filterTable[name];
    const value = filter[name];
    if (!value) continue;
    if (isOfService) query[name as ServiceFilter] = value;
    else if (filterRow(name).isPattern)
      clientFilters.push({ keeps: 'ofMessage', pattern: patternFrom(value) });
    else clientFilters.push({ keeps: 'ofField', field, value });
  }
  for (const name of timeFilters) {
    const time = filter[name] === undefined ? undefined : timeOf(filter[name], now);
    if (time !== undefined) query[name] = time;
  }
  const base = { query: query as JobQuery, clientFilters };
  return { parts: plannedParts(base, filter, listFilters) };
}

/**
 * The parts of a selection for one of the values of each list: a query for each combination. If there are
 * more than {@link maxQueries}, the service applies the filters with the fewest values and the extension
 * applies the others. The selected jobs are the same.
 */
export function plannedParts(
  base: SelectionPart,
  filter: Pick<JobFilter, ListFilter>,
  names: readonly ListFilter[],
): readonly SelectionPart[] {
  const lists = names.flatMap((name) => {
    const values = [...new Set(filter[name] ?? [])];
    return values.length === 0 ? [] : [{ name, values }];
  });
  // Lists that need several queries even if the extension filters come first, while the limit allows it.
  const byCost = lists.toSorted(
    (one, other) =>
      filteredByExtension(other).length - filteredByExtension(one).length ||
      one.values.length - other.values.length,
  );
  const chosen = new Map<ListFilter, readonly Alternative[]>();
  let queries = 1;
  for (const list of byCost) {
    const fits = queries * list.values.length <= maxQueries;
    const alternatives = fits
      ? list.values.map((value) => alternativeOf(list.name, value))
      : filteredByExtension(list);
    queries *= alternatives.length;
    chosen.set(list.name, alternatives);
  }
  return lists.reduce<readonly SelectionPart[]>(
    (parts, { name }) =>
      parts.flatMap((part) => (chosen.get(name) ?? []).map((one) => withAlternative(part, one))),
    [base],
  );
}

function withAlternative({ query, clientFilters }: SelectionPart, alternative: Alternative): SelectionPart {
  return {
    query: { ...query, ...alternative.filters },
    clientFilters: [...clientFilters, ...alternative.clientFilters],
  };
}

/**
 * The filter `COMPLETED` includes jobs completed with issues, as in AWS, although the tree separates them.
 */
function alternativeOf(name: ListFilter, value: string): Alternative {
  if (name !== 'state' || value !== completedWithIssues)
    return { filters: { [name]: value }, clientFilters: [] };
  return { filters: { state: 'COMPLETED' }, clientFilters: [{ keeps: 'withIssues' }] };
}

/**
 * One query for all values, and one for a wildcard, because only the service knows what a wildcard selects.
 */
function filteredByExtension({
  name,
  values,
}: {
  name: ListFilter;
  values: readonly string[];
}): Alternative[] {
  const isForService = (value: string) => value === filterRow(name).wildcard;
  const rest = values.filter((value) => !isForService(value));
  return [
    ...values.filter(isForService).map((value) => alternativeOf(name, value)),
    ...(rest.length > 0
      ? [{ filters: {}, clientFilters: [{ keeps: 'oneOf', filter: name, values: rest } as const] }]
      : []),
  ];
}
