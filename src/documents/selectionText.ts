import { maxQueries } from '../jobs/filterPlan.js';
import { isTimeFilter, listFilters } from '../jobs/filterTable.js';
import { dimensions } from '../jobs/groupings.js';
import { maxValues } from '../jobs/jobFilter.js';
import { type JobQuery, jobQueryFilters } from '../jobs/jobQuery.js';
import type { ClientFilter, JobSelection, SelectionPart } from '../jobs/jobSelection.js';

/** A selection as text, for the URI of a document. */
export function selectionText({ parts }: JobSelection): string {
  return JSON.stringify(
    parts.map(({ query, clientFilters }) => (clientFilters.length === 0 ? [query] : [query, clientFilters])),
  );
}

/**
 * The selection in a text; `tooLarge` if it exceeds a limit of queries, filters or values, undefined if the
 * text is not valid. The text is untrusted.
 */
export function selectionFrom(text: string): JobSelection | 'tooLarge' | undefined {
  const stored = parsedJson(text);
  if (!Array.isArray(stored) || stored.length === 0) return undefined;
  if (stored.length > maxQueries) return 'tooLarge';
  const parts = stored.map(partFrom);
  if (!parts.every((part) => part !== undefined)) return undefined;
  const isTooLarge = parts.some(
    ({ clientFilters }) =>
      clientFilters.length > maxClientFilters ||
      clientFilters.some(
        (clientFilter) => clientFilter.keeps === 'oneOf' && clientFilter.values.length > maxValues,
      ),
  );
  return isTooLarge ? 'tooLarge' : { parts };
}

function partFrom(stored: unknown): SelectionPart | undefined {
  if (!Array.isArray(stored)) return undefined;
  const [storedQuery, storedClientFilters = []] = stored;
  const query = queryFrom(storedQuery);
  const clientFilters = Array.isArray(storedClientFilters)
    ? storedClientFilters.map(clientFilterFrom)
    : [undefined];
  return query !== undefined && clientFilters.every((clientFilter) => clientFilter !== undefined)
    ? { query, clientFilters }
    : undefined;
}

function queryFrom(stored: unknown): JobQuery | undefined {
  if (typeof stored !== 'object' || stored === null) return undefined;
  const query: Record<string, string | Date> = {};
  for (const [name, value] of Object.entries(stored)) {
    const filter = jobQueryFilters.find((one) => one === name);
    if (filter === undefined || typeof value !== 'string') return undefined;
    const good = isTimeFilter(filter) ? new Date(value) : value;
    if (good instanceof Date && Number.isNaN(good.getTime())) return undefined;
    query[filter] = good;
  }
  return query as JobQuery;
}

function clientFilterFrom(stored: unknown): ClientFilter | undefined {
  const { field, filter, keeps, pattern, value, values } = Object(stored) as Readonly<
    Record<string, unknown>
  >;
  if (keeps === 'withIssues' || keeps === 'withoutIssues') return { keeps };
  if (keeps === 'ofField') {
    const known = dimensions.find((one) => one.field === field)?.field;
    const isGood = value === undefined || typeof value === 'string';
    return known && isGood ? { keeps, field: known, value } : undefined;
  }
  if (keeps === 'ofMessage')
    return pattern === undefined || typeof pattern === 'string' ? { keeps, pattern } : undefined;
  if (keeps !== 'oneOf') return undefined;
  const known = listFilters.find((one) => one === filter);
  const areTexts = Array.isArray(values) && values.every((one) => typeof one === 'string');
  return known && areTexts ? { keeps, filter: known, values } : undefined;
}

/** The value of a JSON text; undefined if it is not valid JSON. */
export function parsedJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/**
 * The limit per query, far above what a filter and the groups above a row need. Each client-side filter is
 * evaluated for every job.
 */
const maxClientFilters = 32;
