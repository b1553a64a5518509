import { comparable } from '../../jobs/filterTable.js';
import type { JobField } from '../../jobs/jobField.js';
import { everyAccount, everyMessageCategory } from '../../jobs/jobQuery.js';
import type { ClientFilter } from '../../jobs/jobSelection.js';
import { completedWithIssues } from '../../jobs/jobStates.js';
import type { OneOfFilter } from '../../jobs/oneOfFilter.js';
import { compactText } from './compactText.js';
import type { Dictionaries } from './dictionaries.js';
import { noCreationDate } from './historySchema.js';
import type { HistoryQuery } from './historyTypes.js';
import type { SqlValue } from './sqlite.js';

/** A condition of SQL. Values are parameters: no text of a query or a job is ever part of the SQL. */
export interface Condition {
  readonly sql: string;
  readonly parameters: readonly SqlValue[];
}

/** What SQL can answer of a query, and the filters that have to be applied to its jobs. */
export interface WhereClause extends Condition {
  readonly unanswered: readonly ClientFilter[];
}

/** The condition that selects the jobs for which `matches` is true, and that pass the client-side filters. */
export function whereClause(
  { clientFilters = [], notSeen, query, region, seen }: HistoryQuery,
  { texts }: Dictionaries,
): WhereClause {
  const find = (text: string | undefined) => (text === undefined ? undefined : texts.find(text));
  const issues: Condition = {
    sql: 'state = ? and folded is not null and folded not in (?, ?)',
    parameters: [find('COMPLETED') ?? noId, find('') ?? noId, find('SUCCESS') ?? noId],
  };
  const { accountId, messageCategory } = query;
  const conditions: (Condition | undefined)[] = [
    accountId === everyAccount ? undefined : equal('account', accountId, find),
    equal('vault', query.backupVaultName, find),
    query.completeAfter && compared('completed >= ?', query.completeAfter),
    query.completeBefore && compared('completed <= ?', query.completeBefore),
    query.createdAfter && compared('created >= ?', query.createdAfter),
    query.createdBefore && compared('created <= ?', query.createdBefore),
    query.createdBefore && { sql: 'created > ?', parameters: [noCreationDate] },
    messageCategory === everyMessageCategory
      ? undefined
      : equal('folded', messageCategory && comparable('messageCategory', messageCategory), find),
    equal('parent', query.parentJobId, find),
    equal('resource', query.resourceArn, find),
    equal('type', query.resourceType, find),
    equal('state', query.state, find),
    // With a plus, SQLite chooses no index by it: a region has too many jobs to sort them.
    equal('+region', region, find),
    seen && { sql: 'as_of between ? and ?', parameters: [seen.from, seen.to] },
    notSeen && {
      sql: `as_of not between ? and ? or key in (${notSeen.orWithId.map(() => '?').join(', ')})`,
      parameters: [notSeen.from, notSeen.to, ...notSeen.orWithId.map(compactText)],
    },
  ];
  const unanswered: ClientFilter[] = [];
  for (const clientFilter of clientFilters) {
    const condition = clientCondition(clientFilter, find, issues);
    if (condition === undefined) unanswered.push(clientFilter);
    else conditions.push(condition);
  }
  return { ...allOf(conditions.filter((one) => one !== undefined)), unanswered };
}

/** The condition that is true if all of these are. */
export function allOf(conditions: readonly Condition[]): Condition {
  return {
    sql: conditions.map(({ sql }) => `(${sql})`).join(' and ') || 'true',
    parameters: conditions.flatMap(({ parameters }) => parameters),
  };
}

type Find = (text: string | undefined) => number | undefined;

/** The condition of a client-side filter; undefined if SQL cannot answer it. */
function clientCondition(clientFilter: ClientFilter, find: Find, issues: Condition): Condition | undefined {
  switch (clientFilter.keeps) {
    case 'withIssues':
      return issues;
    case 'withoutIssues':
      // A missing value makes a condition null, which is not false.
      return { sql: `coalesce(not (${issues.sql}), true)`, parameters: issues.parameters };
    case 'ofField':
      return ofField(clientFilter.field, clientFilter.value, find);
    case 'ofMessage': {
      const { pattern } = clientFilter;
      return pattern === undefined
        ? {
            sql: 'message is null or message in (select id from messages where pattern is null)',
            parameters: [],
          }
        : {
            sql: 'message in (select id from messages where pattern = ?)',
            parameters: [find(pattern) ?? noId],
          };
    }
    case 'oneOf':
      return oneOf(clientFilter, find, issues);
  }
}

function ofField(field: JobField, value: string | undefined, find: Find): Condition | undefined {
  if (field === 'CompletionDate' || field === 'CreationDate') {
    // A date is equal to no text.
    if (value !== undefined) return nothing;
    return field === 'CompletionDate'
      ? { sql: 'completed is null', parameters: [] }
      : { sql: 'created = ?', parameters: [noCreationDate] };
  }
  const column = fieldColumns[field];
  if (column === undefined) return undefined;
  if (value === '') return nothing;
  const present = find(value);
  const absent: SqlValue = field === 'AccountId' ? 0 : null;
  if (column.startsWith('shape.')) {
    const of = column.slice('shape.'.length);
    return value === undefined
      ? {
          sql: `shape is null or shape in (select id from shapes where ${of} is null or ${of} = ?)`,
          parameters: [find('') ?? noId],
        }
      : { sql: `shape in (select id from shapes where ${of} = ?)`, parameters: [present ?? noId] };
  }
  return value === undefined
    ? { sql: `${column} is ? or ${column} = ?`, parameters: [absent, find('') ?? noId] }
    : { sql: `${column} = ?`, parameters: [present ?? noId] };
}

/** The columns of text fields. Those of `shapes` are behind a number. */
const fieldColumns: Readonly<Partial<Record<JobField, string>>> = {
  AccountId: 'account',
  BackupVaultName: 'vault',
  'CreatedBy.BackupPlanId': 'shape.plan',
  IamRoleArn: 'shape.role',
  MessageCategory: 'category',
  ParentJobId: 'parent',
  PercentDone: 'percent',
  ResourceArn: 'resource',
  ResourceName: 'name',
  ResourceType: 'type',
  State: 'state',
};

function oneOf({ filter, values }: OneOfFilter, find: Find, issues: Condition): Condition {
  const column = listColumns[filter];
  const wanted = values.map((value) => comparable(filter, value));
  const ids = wanted.map(find).filter((id) => id !== undefined);
  const among: Condition = { sql: `${column} in (${ids.map(() => '?').join(', ')})`, parameters: ids };
  return filter === 'state' && wanted.includes(completedWithIssues)
    ? { sql: `${among.sql} or (${issues.sql})`, parameters: [...among.parameters, ...issues.parameters] }
    : among;
}

const listColumns: Readonly<Record<OneOfFilter['filter'], string>> = {
  backupVaultName: 'vault',
  messageCategory: 'folded',
  resourceType: 'type',
  state: 'state',
};

function equal(column: string, value: string | undefined, find: Find): Condition | undefined {
  return value === undefined ? undefined : { sql: `${column} = ?`, parameters: [find(value) ?? noId] };
}

function compared(sql: string, time: Date): Condition {
  return Number.isNaN(time.getTime()) ? nothing : { sql, parameters: [time.getTime()] };
}

const nothing: Condition = { sql: 'false', parameters: [] };

/** The number of no text. */
const noId = -1;
