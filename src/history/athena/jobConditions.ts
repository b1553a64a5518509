import { comparable, filterRow, filterTable } from '../../jobs/filterTable.js';
import type { JobField } from '../../jobs/jobField.js';
import { type JobQuery, jobQueryFilters } from '../../jobs/jobQuery.js';
import type { ClientFilter } from '../../jobs/jobSelection.js';
import { completedWithIssues } from '../../jobs/jobStates.js';
import type { OneOfFilter } from '../../jobs/oneOfFilter.js';
import type { JobColumns } from './jobColumns.js';
import { allOf, equals, isAmong, noRow, timestamp } from './sqlText.js';

/** The condition of SQL that selects the jobs for which `matches` is true. */
export function queryCondition(query: JobQuery, columns: JobColumns): string {
  const conditions: string[] = [];
  for (const name of jobQueryFilters) {
    const value = query[name];
    if (value === undefined) continue;
    const row = filterRow(name);
    if (row.kind === 'time') {
      const sign = row.end === 'after' ? '>=' : '<=';
      conditions.push(
        value instanceof Date && !Number.isNaN(value.getTime())
          ? `${columns.time(row.field)} ${sign} ${timestamp(value)}`
          : noRow,
      );
    } else if (value !== row.wildcard) {
      const text = columns.text(row.field);
      conditions.push(
        row.ignoresCase
          ? equals(`upper(${text})`, comparable(name, String(value)))
          : equals(text, String(value)),
      );
    }
  }
  return allOf(conditions);
}

/** The condition that selects the jobs that pass a client-side filter; undefined if SQL cannot say that. */
export function clientCondition(clientFilter: ClientFilter, columns: JobColumns): string | undefined {
  switch (clientFilter.keeps) {
    case 'withIssues':
      return issuesCondition(columns);
    case 'withoutIssues':
      // A missing value makes a condition null, which is not false.
      return `coalesce(not (${issuesCondition(columns)}), true)`;
    case 'ofField':
      return ofField(clientFilter.field, clientFilter.value, columns);
    case 'ofMessage':
      return undefined;
    case 'oneOf':
      return oneOf(clientFilter, columns);
  }
}

/** The field that a client-side filter compares. Issues also depend on the state. */
export function comparedField(clientFilter: ClientFilter): JobField {
  switch (clientFilter.keeps) {
    case 'withIssues':
    case 'withoutIssues':
      return 'MessageCategory';
    case 'ofField':
      return clientFilter.field;
    case 'ofMessage':
      return 'StatusMessage';
    case 'oneOf':
      return filterTable[clientFilter.filter].field;
  }
}

/** The condition that selects the jobs for which `hasIssues` is true. Null for some others. */
function issuesCondition(columns: JobColumns): string {
  return `${equals(columns.text('State'), 'COMPLETED')} and upper(${columns.text('MessageCategory')}) <> 'SUCCESS'`;
}

function ofField(field: JobField, value: string | undefined, columns: JobColumns): string {
  if (field === 'CompletionDate' || field === 'CreationDate')
    // A date is equal to no text.
    return value === undefined ? `${columns.time(field)} is null` : noRow;
  const text = columns.text(field);
  return value === undefined ? `${text} is null` : equals(text, value);
}

function oneOf({ filter, values }: OneOfFilter, columns: JobColumns): string {
  const wanted = values.map((value) => comparable(filter, value));
  const text = columns.text(filterTable[filter].field);
  const isOne = isAmong(filterRow(filter).ignoresCase ? `upper(${text})` : text, wanted);
  return filter === 'state' && wanted.includes(completedWithIssues)
    ? `${isOne} or (${issuesCondition(columns)})`
    : isOne;
}
