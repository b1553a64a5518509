import { type AcceptedIssues, noKnownIssues } from '../jobs/acceptedIssues.js';
import {
  type AttentionItem,
  attentionSelection,
  latestItemFirst,
  loadedAttentionItems,
  type ResourceRecord,
  recordOf,
  resourceRecords,
  resourceSelection,
  type SplitItems,
} from '../jobs/attention.js';
import { resourceDimension } from '../jobs/dimensions.js';
import { resourceTitle } from '../jobs/jobFacts.js';
import type { JobList } from '../jobs/jobList.js';
import { includesAllJobs, type JobSelection } from '../jobs/jobSelection.js';
import { isOfConnection } from '../jobs/jobSource.js';
import type { KnownIssue } from '../jobs/knownIssue.js';
import { splitFindings } from '../schedule/acceptedFindings.js';
import type { Finding } from '../schedule/foldFindings.js';
import { attentionEnd } from './attentionEnd.js';
import { failureRows } from './failureRows.js';
import { idPart, jobRow } from './jobRow.js';
import { acceptedMissedRows, findingsByResource, findingsOf, missedRows } from './missedRows.js';
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
  known: () => AcceptedIssues = () => noKnownIssues,
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
      get known() {
        return known();
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
function itemsOfPart({ list, whole }: AttentionPart, end: Date, known: AcceptedIssues): SplitItems {
  return loadedAttentionItems(list, whole.list, end, known);
}

/** The resources of an attention row, as far as its jobs are loaded, without and with a known issue. */
export function itemsOf(row: AttentionRow, now: Date): SplitItems {
  const end = attentionEnd(row, now);
  const split = row.parts.map((part) => itemsOfPart(part, end, row.known));
  return {
    open: split.flatMap(({ open }) => open).sort(latestItemFirst),
    accepted: split.flatMap(({ accepted }) => accepted),
  };
}

/**
 * The rows below an attention row: one for each resource, those of other runs that made no job, then those of
 * both that are accepted as known issues, then failures, and those that load more.
 */
export function attentionRows(row: AttentionRow, now: Date): Row[] {
  const end = attentionEnd(row, now);
  const findings = splitFindings(findingsOf(row, now), row.known);
  const resources = row.parts
    .flatMap((part) => resourcesOf(row, part, itemsOfPart(part, end, row.known), findings.open))
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
    ...resources.flatMap((one) => (one.isAccepted ? [] : [one.row])),
    ...missedRows(
      row,
      row.parts,
      findings.open.filter((finding) => !shown.has(finding)),
    ),
    ...resources.flatMap((one) => (one.isAccepted ? [one.row] : [])),
    ...acceptedMissedRows(row, row.parts, findings.accepted),
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
  { accepted, open }: SplitItems,
  findings: readonly Finding[],
) {
  const { list } = part.whole;
  const { judge } = row.known;
  const byResource = findingsByResource(findings, part.session.region);
  const all = [...open.map((item) => ({ item, issue: undefined })), ...accepted];
  const items = all.map(({ item }) => item);
  const records =
    items.length > 0 && containsAll(list) ? resourceRecords(items, list.jobs(), judge) : undefined;
  return all.map(({ issue, item }) => {
    const [job] = item.jobs;
    const selection = resourceSelection(list.selection, job);
    const own: Row =
      selection === undefined
        ? jobRow(job, part, row)
        : resourceRow(row, part, {
            item,
            selection,
            record: records?.get(item.key),
            // An accepted failure hides no run that made no job.
            findings: issue === undefined ? (byResource.get(item.key) ?? []) : [],
            issue,
          });
    return { item, isAccepted: issue !== undefined, row: own };
  });
}

interface Resource {
  readonly item: AttentionItem;
  readonly selection: JobSelection;
  readonly record: ResourceRecord | undefined;
  readonly findings: readonly Finding[];
  readonly issue: KnownIssue | undefined;
}

function resourceRow(
  parent: AttentionRow,
  part: AttentionPart,
  { findings, issue, item, record, selection }: Resource,
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
    issue,
    get record() {
      if (record !== undefined) return record;
      const isRead = pool.countRead(selection)?.isExact;
      return isRead ? recordOf(pool.list(selection).jobs(), parent.known.judge) : undefined;
    },
  };
}

/** Whether the list of the whole tree contains every job of each resource in it. */
function containsAll({ isComplete, selection }: JobList): boolean {
  return isComplete && includesAllJobs(selection);
}
