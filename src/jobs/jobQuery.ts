/**
 * The eleven filters of ListBackupJobs and nothing more: an immutable value. A filter that is absent does
 * not narrow. Every place in the tree is one of these.
 *
 * @see https://docs.aws.amazon.com/aws-backup/latest/devguide/API_ListBackupJobs.html
 */
export interface JobQuery {
  /** Twelve digits, or `*` for every account of the organisation; absent means the caller's own account. */
  readonly accountId?: string;
  readonly backupVaultName?: string;
  readonly completeAfter?: Date;
  readonly completeBefore?: Date;
  readonly createdAfter?: Date;
  readonly createdBefore?: Date;
  readonly messageCategory?: string;
  readonly parentJobId?: string;
  readonly resourceArn?: string;
  readonly resourceType?: string;
  readonly state?: string;
}

/** The filters of a {@link JobQuery}, in the order of the API page. */
export const jobQueryFilters = [
  'accountId',
  'backupVaultName',
  'completeAfter',
  'completeBefore',
  'createdAfter',
  'createdBefore',
  'messageCategory',
  'parentJobId',
  'resourceArn',
  'resourceType',
  'state',
] as const satisfies readonly (keyof JobQuery)[];

/** Asks for the jobs of every account of the organisation, from its management account. */
export const everyAccount = '*';

/**
 * The summaries' word for "all message categories together". What ListBackupJobs makes of it is not
 * documented, so that only the service can answer a query that holds it.
 */
export const everyMessageCategory = 'AGGREGATE_ALL';

/** The same text for equal queries and only for those. */
export function queryKey(query: JobQuery): string {
  const filters = jobQueryFilters.map((name) => [name, query[name]] as const);
  return JSON.stringify(filters.filter(([, value]) => value !== undefined));
}

/**
 * The query that asks for what both `query` and `filters` ask for; undefined where no job can be in both.
 */
export function narrowQuery(query: JobQuery, filters: JobQuery): JobQuery | undefined {
  const narrowed: { -readonly [Name in keyof JobQuery]: JobQuery[Name] } = { ...query };
  for (const name of ['completeAfter', 'createdAfter'] as const) {
    const latest = later(query[name], filters[name]);
    if (latest !== undefined) narrowed[name] = latest;
  }
  for (const name of ['completeBefore', 'createdBefore'] as const) {
    const earliest = earlier(query[name], filters[name]);
    if (earliest !== undefined) narrowed[name] = earliest;
  }
  for (const name of textFilters) {
    const wanted = filters[name];
    if (wanted === undefined || sameText(name, query[name], wanted) || isWidest(name, wanted, query))
      continue;
    if (query[name] !== undefined && !isWidest(name, query[name], filters)) return undefined;
    narrowed[name] = wanted;
  }
  return isEmptyRange(narrowed) ? undefined : narrowed;
}

/**
 * Whether every job that `narrow` asks for is among those that `broad` asks for and can be told by its
 * fields, so that a complete answer to `broad` holds the answer to `narrow`.
 *
 * Nested jobs may or may not be in a list that does not name their parent, what `AGGREGATE_ALL` selects is
 * the service's secret, and an absent account means the caller's own: none of these can be told from the
 * jobs.
 */
export function covers(broad: JobQuery, narrow: JobQuery): boolean {
  if (broad.parentJobId !== narrow.parentJobId) return false;
  if (narrow.accountId !== broad.accountId && broad.accountId !== everyAccount) return false;
  const isEvery = ({ messageCategory }: JobQuery) => messageCategory === everyMessageCategory;
  if (isEvery(narrow) !== isEvery(broad)) return false;
  const both = narrowQuery(broad, narrow);
  return both !== undefined && queryKey(both) === queryKey({ ...narrow });
}

const textFilters = [
  'accountId',
  'backupVaultName',
  'messageCategory',
  'parentJobId',
  'resourceArn',
  'resourceType',
  'state',
] as const;
type TextFilter = (typeof textFilters)[number];

/** AWS's own pages write one category in several letter cases. */
function sameText(name: TextFilter, one: string | undefined, other: string): boolean {
  if (name === 'messageCategory') return one?.toUpperCase() === other.toUpperCase();
  return one === other;
}

/** Whether `value` asks for no less than the other query's filter of the same name does. */
function isWidest(name: TextFilter, value: string, other: JobQuery): boolean {
  if (name === 'accountId') return value === everyAccount;
  return name === 'messageCategory' && value === everyMessageCategory && other[name] !== undefined;
}

function isEmptyRange(query: JobQuery): boolean {
  return (
    isAfter(query.completeAfter, query.completeBefore) || isAfter(query.createdAfter, query.createdBefore)
  );
}

function isAfter(one: Date | undefined, other: Date | undefined): boolean {
  return one !== undefined && other !== undefined && one.getTime() > other.getTime();
}

function later(one: Date | undefined, other: Date | undefined): Date | undefined {
  return isAfter(one, other) ? one : (other ?? one);
}

function earlier(one: Date | undefined, other: Date | undefined): Date | undefined {
  return isAfter(one, other) ? other : (one ?? other);
}
