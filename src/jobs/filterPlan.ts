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
import { timeOf } from './timeExpression.js';

/** The most queries that a filter becomes: as many requests as one connection ever makes at a time. */
export const maxQueries = 16;

/** One way to ask for some values of a filter: what the service filters by, and what the extension does. */
interface Alternative {
  readonly filters: JobQuery;
  readonly clientFilters: readonly ClientFilter[];
}

/**
 * What a filter asks for at `now`, in at most {@link maxQueries} queries. A time that means none is left out:
 * `filterFrom` lets none pass.
 */
export function selectionOfFilter(filter: JobFilter, now: Date): JobSelection {
  const query: { [Name in ServiceFilter]?: Date | string | undefined } = {};
  const clientFilters: ClientFilter[] = [];
  for (const name of textFilters) {
    const { field, isOfService } = filterTable[name];
    const value = filter[name];
    if (!value) continue;
    if (isOfService) query[name as ServiceFilter] = value;
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
 * The parts of a selection that ask for one of the values of each list: a query for each combination, of at
 * most {@link maxQueries}. Beyond that the filters with the fewest values are asked of the service, and the
 * extension filters by the others: the jobs are the same.
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
  // Those that cannot become one query come first, while there is room for them.
  const byCost = lists.toSorted(
    (one, other) => together(other).length - together(one).length || one.values.length - other.values.length,
  );
  const chosen = new Map<ListFilter, readonly Alternative[]>();
  let queries = 1;
  for (const list of byCost) {
    const fits = queries * list.values.length <= maxQueries;
    const alternatives = fits ? list.values.map((value) => alternativeOf(list.name, value)) : together(list);
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

/** In a filter, as in AWS, "Completed" includes "completed with issues"; in the tree it does not. */
function alternativeOf(name: ListFilter, value: string): Alternative {
  if (name !== 'state' || value !== completedWithIssues)
    return { filters: { [name]: value }, clientFilters: [] };
  return { filters: { state: 'COMPLETED' }, clientFilters: [{ keeps: 'withIssues' }] };
}

/** All values at once. What a wildcard selects only the service knows: it stays a query. */
function together({ name, values }: { name: ListFilter; values: readonly string[] }): Alternative[] {
  const isForService = (value: string) => value === filterRow(name).wildcard;
  const rest = values.filter((value) => !isForService(value));
  return [
    ...values.filter(isForService).map((value) => alternativeOf(name, value)),
    ...(rest.length > 0
      ? [{ filters: {}, clientFilters: [{ keeps: 'oneOf', filter: name, values: rest } as const] }]
      : []),
  ];
}
