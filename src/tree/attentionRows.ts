import {
  type AttentionItem,
  attentionSelection,
  latestItemFirst,
  loadedAttentionItems,
  type ResourceRecord,
  recordOf,
  resourceRecords,
  resourceSelection,
} from '../jobs/attention.js';
import { resourceDimension } from '../jobs/dimensions.js';
import { resourceTitle } from '../jobs/jobFacts.js';
import type { JobList } from '../jobs/jobList.js';
import { includesAllJobs, type JobSelection } from '../jobs/jobSelection.js';
import { isOfConnection } from '../jobs/jobSource.js';
import type { Finding } from '../schedule/foldFindings.js';
import { attentionEnd } from './attentionEnd.js';
import { failureRows } from './failureRows.js';
import { idPart, jobRow } from './jobRow.js';
import { findingsByResource, findingsOf, missedRows } from './missedRows.js';
import {
  type AttentionPart,
  type AttentionResourceRow,
  type AttentionRow,
  type Branch,
  isAttentionResource,
  loadMoreId,
  type Row,
} from './rows.js';
import type { ScheduleState } from './scheduleState.js';

/** The row of the resources that need attention; undefined if the filter excludes all bad jobs. */
export function attentionRow(
  roots: readonly Branch[],
  now: Date,
  scheduleOf: (roots: readonly Branch[]) => ScheduleState = () => 'notLoaded',
): AttentionRow | undefined {
  const parts = roots.flatMap((root) => attentionPart(root, now) ?? []);
  const [first] = parts;
  return (
    first && {
      kind: 'attention',
      id: first.id,
      parts,
      get schedule() {
        return scheduleOf(roots);
      },
      parent: undefined,
    }
  );
}

function attentionPart(root: Branch, now: Date): AttentionPart | undefined {
  const { list, session } = root;
  const selection = attentionSelection(list.selection, now);
  return (
    selection && {
      id: `${root.id}/attention`,
      session,
      get list() {
        return session.pool.list(selection);
      },
      dimensions: [],
      parent: undefined,
      whole: root,
      repeatsJobs: true,
      isAttentionPart: true,
    }
  );
}

/** Whether the row is shown: not before any job is loaded, because then nothing is known. */
export function isAttentionShown({ parts }: AttentionRow): boolean {
  return parts.some(({ list, whole }) => [list, whole.list].some((one) => one.jobs().length > 0));
}

/** The parts to load: those of regions that could be loaded. */
export function readableParts({ parts }: AttentionRow): readonly AttentionPart[] {
  return parts.filter(({ whole }) => !hasFailed(whole));
}

/** The regions that could not be loaded. Some of their resources may be missing below the row. */
export function unknownRegions({ parts }: AttentionRow): readonly string[] {
  return parts
    .filter((part) => (part.list.state.name === 'failed' && !part.list.isComplete) || hasFailed(part.whole))
    .map(({ session }) => session.region);
}

function hasFailed({ list }: Branch): boolean {
  return list.state.name === 'failed' && list.jobs().length === 0;
}

/** The resources of one region, as far as its jobs are loaded. */
function itemsOfPart(part: AttentionPart, end: Date): readonly AttentionItem[] {
  return loadedAttentionItems(part.list, part.whole.list, end);
}

/** The resources of an attention row, as far as its jobs are loaded. */
export function itemsOf(row: AttentionRow, now: Date): readonly AttentionItem[] {
  const end = attentionEnd(row, now);
  return row.parts.flatMap((part) => itemsOfPart(part, end));
}

/**
 * The rows below an attention row: one for each resource, those of other runs that made no job, then
 * failures, and those that load more.
 */
export function attentionRows(row: AttentionRow, now: Date): Row[] {
  const end = attentionEnd(row, now);
  const findings = findingsOf(row, now);
  const resources = row.parts
    .flatMap((part) => resourcesOf(row, part, itemsOfPart(part, end), findings))
    .sort((one, other) => latestItemFirst(one.item, other.item));
  const shown = new Set(resources.flatMap(({ row: own }) => (isRowOfResource(own) ? own.findings : [])));
  const parts = readableParts(row);
  const failed = parts.flatMap((branch) => {
    const { list, session, whole } = branch;
    if (list.state.name !== 'failed' || list.isReadFrom(whole.list)) return [];
    const { failure } = list.state;
    return isOfConnection(failure) && session.pool.outage !== undefined ? [] : [{ branch, failure }];
  });
  const rest = parts.filter(
    ({ list }) => list.state.name !== 'failed' && list.hasStarted && !list.isComplete,
  );
  const namesRegions = row.parts.length > 1;
  return [
    ...resources.map((one) => one.row),
    ...missedRows(
      row,
      row.parts,
      findings.filter((finding) => !shown.has(finding)),
    ),
    ...failureRows(failed, { parent: row, namesRegions }),
    ...rest.map((branch): Row => {
      const region = namesRegions ? { region: branch.session.region } : {};
      return { kind: 'loadMore', id: loadMoreId(branch), branch, parent: row, ...region };
    }),
  ];
}

function isRowOfResource(row: Row): row is AttentionResourceRow {
  return row.kind === 'group' && isAttentionResource(row);
}

function resourcesOf(
  row: AttentionRow,
  part: AttentionPart,
  items: readonly AttentionItem[],
  findings: readonly Finding[],
) {
  const { list } = part.whole;
  const byResource = findingsByResource(findings, part.session.region);
  const records = items.length > 0 && containsAll(list) ? resourceRecords(items, list.jobs()) : undefined;
  return items.map((item) => {
    const [job] = item.jobs;
    const selection = resourceSelection(list.selection, job);
    const own: Row =
      selection === undefined
        ? jobRow(job, part, row)
        : resourceRow(row, part, {
            item,
            selection,
            record: records?.get(item.key),
            findings: byResource.get(item.key) ?? [],
          });
    return { item, row: own };
  });
}

interface Resource {
  readonly item: AttentionItem;
  readonly selection: JobSelection;
  readonly record: ResourceRecord | undefined;
  readonly findings: readonly Finding[];
}

function resourceRow(
  parent: AttentionRow,
  part: AttentionPart,
  { findings, item, record, selection }: Resource,
): AttentionResourceRow {
  const { session } = part;
  const { pool } = session;
  const [job] = item.jobs;
  return {
    kind: 'group',
    id: `${part.id}/resource:${idPart(item.key)}`,
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
    findings,
    get record() {
      return (
        record ?? (pool.countRead(selection)?.isExact ? recordOf(pool.list(selection).jobs()) : undefined)
      );
    },
  };
}

/** Whether the list of the whole tree contains every job of each resource in it. */
function containsAll({ isComplete, selection }: JobList): boolean {
  return isComplete && includesAllJobs(selection);
}
