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
 * The selection that a text names; `tooLarge` if it has more values than a filter may, undefined if the text
 * is not valid. The text is untrusted.
 */
export function selectionFrom(text: string): JobSelection | 'tooLarge' | undefined {
  const kept = parsed(text);
  if (!Array.isArray(kept) || kept.length === 0) return undefined;
  if (kept.length > maxQueries) return 'tooLarge';
  const parts = kept.map(partFrom);
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

function partFrom(kept: unknown): SelectionPart | undefined {
  if (!Array.isArray(kept)) return undefined;
  const [keptQuery, keptClientFilters = []] = kept;
  const query = queryFrom(keptQuery);
  const clientFilters = Array.isArray(keptClientFilters)
    ? keptClientFilters.map(clientFilterFrom)
    : [undefined];
  return query !== undefined && clientFilters.every((clientFilter) => clientFilter !== undefined)
    ? { query, clientFilters }
    : undefined;
}

function queryFrom(kept: unknown): JobQuery | undefined {
  if (typeof kept !== 'object' || kept === null) return undefined;
  const query: Record<string, string | Date> = {};
  for (const [name, value] of Object.entries(kept)) {
    const filter = jobQueryFilters.find((one) => one === name);
    if (filter === undefined || typeof value !== 'string') return undefined;
    const good = isTimeFilter(filter) ? new Date(value) : value;
    if (good instanceof Date && Number.isNaN(good.getTime())) return undefined;
    query[filter] = good;
  }
  return query as JobQuery;
}

function clientFilterFrom(kept: unknown): ClientFilter | undefined {
  const { field, filter, keeps, pattern, value, values } = Object(kept) as Readonly<Record<string, unknown>>;
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

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/**
 * Per query. This is far more than the filter and the groups above a row need. Each is compared with every
 * job.
 */
const maxClientFilters = 32;
