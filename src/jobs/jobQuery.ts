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
 * The filters of ListBackupJobs and nothing more: an immutable value. A filter that is absent does not
 * narrow. Every place in the tree is one of these.
 *
 * @see https://docs.aws.amazon.com/aws-backup/latest/devguide/API_ListBackupJobs.html
 */
export type JobQuery = { readonly [Name in ServiceFilter]?: Name extends TimeFilter ? Date : string };

/** The filters of a {@link JobQuery}, in the order of the API page. */
export const jobQueryFilters = filterNames.filter(
  (name): name is ServiceFilter => filterTable[name].isOfService,
);

/** Asks for the jobs of every account of the organization, from its management account. */
export const everyAccount = filterTable.accountId.wildcard;

/** Only the service can answer a query that holds it. */
export const everyMessageCategory = filterTable.messageCategory.wildcard;

/** The same text for equal queries and only for those. */
export function queryKey(query: JobQuery): string {
  const filters = jobQueryFilters.map((name) => [name, query[name]] as const);
  return JSON.stringify(filters.filter(([, value]) => value !== undefined));
}

/**
 * The query that asks for what both `query` and `filters` ask for; undefined where no job can be in both.
 */
export function narrowQuery(query: JobQuery, filters: JobQuery): JobQuery | undefined {
  const narrowed: { [Name in ServiceFilter]?: Date | string | undefined } = { ...query };
  for (const name of jobQueryFilters) {
    if (isTimeFilter(name)) {
      const bound = filters[name];
      if (bound !== undefined) narrowed[name] = stricter(name, query[name], bound);
    } else if (!isAskedFor(name, query, filters)) {
      if (query[name] !== undefined && !isWildcard(name, query, filters)) return undefined;
      narrowed[name] = filters[name];
    }
  }
  const both = narrowed as JobQuery;
  return isEmptyRange(both) ? undefined : both;
}

/**
 * Whether a complete answer to `broad` contains the answer to `narrow`, and the fields of a job show whether
 * it belongs to it.
 *
 * Some things do not show in a job: a list without a parent may or may not include nested jobs, only the
 * service knows what `AGGREGATE_ALL` selects, and an absent account means the caller's own.
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

/** Whether a query asks for no more than the other does by a filter that the other names. */
function isAskedFor(name: TextName, query: JobQuery, other: JobQuery): boolean {
  const [value, wanted] = [query[name], other[name]];
  if (wanted === undefined || isWildcard(name, other, query)) return true;
  return value !== undefined && comparable(name, value) === comparable(name, wanted);
}

/** Whether a query asks for every value of a filter. `AGGREGATE_ALL` does so beside another category only. */
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
