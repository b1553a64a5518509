import {
  comparable,
  filterNames,
  filterRow,
  filterTable,
  isTimeFilter,
  type ServiceFilter,
  type TimeFilter,
} from './filterTable.js';

/**
 * The filters of one ListBackupJobs request, as an immutable value. An absent filter selects all jobs. Each
 * group of the tree has such a query.
 *
 * @see https://docs.aws.amazon.com/aws-backup/latest/devguide/API_ListBackupJobs.html
 */
export type JobQuery = { readonly [Name in ServiceFilter]?: Name extends TimeFilter ? Date : string };

/** The filters of a {@link JobQuery}, in the order of the API page. */
export const jobQueryFilters = filterNames.filter(
  (name): name is ServiceFilter => filterTable[name].isOfService,
);

/** Selects the jobs of every account of the organization. Only its management account can use it. */
export const everyAccount = filterTable.accountId.wildcard;

/** Only the service can answer a query with this category. */
export const everyMessageCategory = filterTable.messageCategory.wildcard;

/** A text that identifies a query: equal queries have equal keys, and others do not. */
export function queryKey(query: JobQuery): string {
  const filters = jobQueryFilters.map((name) => [name, query[name]] as const);
  return JSON.stringify(filters.filter(([, value]) => value !== undefined));
}

/**
 * The query for the jobs that both `query` and `filters` select; undefined if no job can match both.
 */
export function narrowQuery(query: JobQuery, filters: JobQuery): JobQuery | undefined {
  const narrowed: { [Name in ServiceFilter]?: Date | string | undefined } = { ...query };
  for (const name of jobQueryFilters) {
    if (isTimeFilter(name)) {
      const bound = filters[name];
      if (bound !== undefined) narrowed[name] = stricter(name, query[name], bound);
    } else if (!isAtLeastAsNarrow(name, query, filters)) {
      if (query[name] !== undefined && !isWildcard(name, query, filters)) return undefined;
      narrowed[name] = filters[name];
    }
  }
  const both = narrowed as JobQuery;
  return isEmptyRange(both) ? undefined : both;
}

/**
 * Whether a complete answer to `broad` contains the answer to `narrow`, and the fields of each job show
 * whether it belongs to the narrow one.
 *
 * Some facts are not in the fields of a job: a list without a parent may or may not include nested jobs, only
 * the service knows what `AGGREGATE_ALL` selects, and an absent account means the caller's own.
 */
export function covers(broad: JobQuery, narrow: JobQuery): boolean {
  if (broad.parentJobId !== narrow.parentJobId) return false;
  if (narrow.accountId !== broad.accountId && broad.accountId !== everyAccount) return false;
  const isEvery = ({ messageCategory }: JobQuery) => messageCategory === everyMessageCategory;
  if (isEvery(narrow) !== isEvery(broad)) return false;
  const both = narrowQuery(broad, narrow);
  return both !== undefined && queryKey(both) === queryKey({ ...narrow });
}

type TextName = Exclude<ServiceFilter, TimeFilter>;

/** Whether a filter of the query selects no more than the same filter of the other query. */
function isAtLeastAsNarrow(name: TextName, query: JobQuery, other: JobQuery): boolean {
  const [value, wanted] = [query[name], other[name]];
  if (wanted === undefined || isWildcard(name, other, query)) return true;
  return value !== undefined && comparable(name, value) === comparable(name, wanted);
}

/** Whether a filter selects every value. `AGGREGATE_ALL` counts only if the other query has a category. */
function isWildcard(name: TextName, query: JobQuery, other: JobQuery): boolean {
  const { wildcard } = filterRow(name);
  if (wildcard === undefined || query[name] !== wildcard) return false;
  return name === 'accountId' || other[name] !== undefined;
}

function stricter(name: TimeFilter, one: Date | undefined, other: Date): Date {
  const isStricter = filterTable[name].end === 'after' ? isAfter(one, other) : isAfter(other, one);
  return one !== undefined && isStricter ? one : other;
}

function isEmptyRange(query: JobQuery): boolean {
  return (
    isAfter(query.completeAfter, query.completeBefore) || isAfter(query.createdAfter, query.createdBefore)
  );
}

function isAfter(one: Date | undefined, other: Date | undefined): boolean {
  return one !== undefined && other !== undefined && one.getTime() > other.getTime();
}
