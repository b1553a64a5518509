import {
  type AttentionItem,
  attentionItems,
  attentionSelection,
  type ResourceRecord,
  recordOf,
  resourceRecords,
  resourceSelection,
} from '../jobs/attention.js';
import { resourceDimension } from '../jobs/dimensions.js';
import { resourceTitle } from '../jobs/jobFacts.js';
import type { JobList } from '../jobs/jobList.js';
import type { JobSelection } from '../jobs/jobSelection.js';
import { idPart, jobRow } from './jobRow.js';
import type { AttentionResourceRow, AttentionRow, Branch, JobRow, ParentJobRow } from './rows.js';

/** The branch of a region's resources that need attention; undefined if the filter excludes all bad jobs. */
export function attentionBranch(root: Branch, now: Date): AttentionRow | undefined {
  const { list, session } = root;
  const selection = attentionSelection(list.selection, now);
  return (
    selection && {
      kind: 'attention',
      id: `${root.id}/attention`,
      session,
      get list() {
        return session.pool.list(selection);
      },
      dimensions: [],
      parent: undefined,
      whole: root,
      repeatsJobs: true,
    }
  );
}

/**
 * The end of an attention row's period: the time at which its jobs were loaded. Nothing is known about jobs
 * that ended later.
 */
export function attentionEnd({ session }: AttentionRow, now: Date): Date {
  return session.pool.readAt?.date ?? now;
}

/** The resources of an attention row, as far as its jobs are loaded. */
export function itemsOf(row: AttentionRow, now: Date): readonly AttentionItem[] {
  return attentionItems(row.list.jobs(), row.whole.list.selection, attentionEnd(row, now));
}

/** The rows below an attention row: one for each resource. */
export function attentionRows(
  row: AttentionRow,
  now: Date,
): (AttentionResourceRow | JobRow | ParentJobRow)[] {
  const { list } = row.whole;
  const items = itemsOf(row, now);
  const records = items.length > 0 && containsAll(list) ? resourceRecords(items, list.jobs()) : undefined;
  return items.map((item) => {
    const [job] = item.jobs;
    const selection = resourceSelection(list.selection, job);
    return selection === undefined
      ? jobRow(job, row, row)
      : resourceRow(row, item, selection, records?.get(item.key));
  });
}

function resourceRow(
  parent: AttentionRow,
  item: AttentionItem,
  selection: JobSelection,
  record: ResourceRecord | undefined,
): AttentionResourceRow {
  const { session } = parent;
  const { pool } = session;
  const [job] = item.jobs;
  return {
    kind: 'group',
    id: `${parent.id}/resource:${idPart(item.key)}`,
    group: {
      dimension: resourceDimension,
      value: job.ResourceArn,
      title: resourceTitle(job),
      selection,
      count: { known: item.jobs.length, isExact: false },
      bad: item.jobs.length,
    },
    session,
    get list() {
      return pool.list(selection);
    },
    dimensions: [],
    parent,
    repeatsJobs: true,
    item,
    get record() {
      return (
        record ?? (pool.countRead(selection)?.isExact ? recordOf(pool.list(selection).jobs()) : undefined)
      );
    },
  };
}

/** Whether the list of the whole tree contains every job of each resource in it. */
function containsAll({ isComplete, selection }: JobList): boolean {
  return (
    isComplete &&
    selection.parts.some(
      ({ clientFilters, query: { accountId, ...others } }) =>
        clientFilters.length === 0 && Object.values(others).every((value) => value === undefined),
    )
  );
}
