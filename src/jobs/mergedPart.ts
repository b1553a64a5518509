import { filterRow, type ListFilter, listFilters } from './filterTable.js';
import { type JobSelection, type SelectionPart, selectionKey } from './jobSelection.js';
import { completedWithIssues } from './jobStates.js';
import type { OneOfFilter } from './oneOfFilter.js';

/**
 * One part that selects the same jobs as all parts of a selection, for a source that answers a filter with
 * several values by itself. Undefined if the parts are not a query for each combination of values, see
 * `plannedParts`.
 */
export function mergedPart({ parts }: JobSelection): SelectionPart | undefined {
  const [only, ...others] = parts;
  if (only === undefined || others.length === 0) return only;
  const divided = parts.map(divide);
  const [first] = divided;
  if (first === undefined || !divided.every(({ restKey }) => restKey === first.restKey)) return undefined;
  const combinations = new Set(divided.map(({ values }) => JSON.stringify(values)));
  let { query, clientFilters } = first.rest;
  let count = 1;
  for (const [place, filter] of listFilters.entries()) {
    const values = [...new Set(divided.map((part) => part.values[place]))];
    count *= values.length;
    const named = values.filter((value) => value !== undefined);
    if (named.length === 0) continue;
    if (named.length < values.length) return undefined;
    const { wildcard } = filterRow(filter);
    if (wildcard !== undefined && named.includes(wildcard)) query = { ...query, [filter]: wildcard };
    else clientFilters = [...clientFilters, { keeps: 'oneOf', filter, values: named } satisfies OneOfFilter];
  }
  return combinations.size === count ? { query, clientFilters } : undefined;
}

/** A part as its values of the list filters, in the order of these, and the rest. */
function divide({ clientFilters, query }: SelectionPart) {
  const isWithIssues =
    query.state === 'COMPLETED' && clientFilters.some(({ keeps }) => keeps === 'withIssues');
  const values = listFilters.map((filter) =>
    filter === 'state' && isWithIssues ? completedWithIssues : query[filter],
  );
  const rest: SelectionPart = {
    query: Object.fromEntries(
      Object.entries(query).filter(([name]) => !listFilters.some((filter: ListFilter) => filter === name)),
    ),
    clientFilters: isWithIssues ? clientFilters.filter(({ keeps }) => keeps !== 'withIssues') : clientFilters,
  };
  return { values, rest, restKey: selectionKey({ parts: [rest] }) };
}
