import { createHash } from 'node:crypto';
import * as l10n from '@vscode/l10n';
import { type Dimension, sharedValues } from '../jobs/grouping.js';
import { type JobSelection, selectionKey } from '../jobs/jobSelection.js';
import { isOfConnection, type JobFailure } from '../jobs/jobSource.js';
import { isAttentionShown } from './attentionRows.js';
import { alikeFailures, commonFailure, type FailedBranch, failureRows } from './failureRows.js';
import { mergedRow } from './groupRows.js';
import type { AttentionRow, Branch, FailureRow, GroupRow, JobTreeSession, Row } from './rows.js';
import { type RowsContext, rowsOf } from './rowsOf.js';

/** A session's jobs as a branch: the whole tree, or one of its regions. */
export function rootBranch(
  session: JobTreeSession,
  selection: JobSelection,
  dimensions: readonly Dimension[],
): Branch {
  return {
    id: rootId(session, selection),
    session,
    list: session.pool.list(selection),
    dimensions,
    parent: undefined,
  };
}

/** The ID of the branch of a session's whole selection. It does not depend on the times of the filter. */
export function rootId({ key, region }: JobTreeSession, selection: JobSelection): string {
  const name = selectionKey(withoutTimes(selection));
  const shortName = name.length > maxNameLength ? createHash('sha256').update(name).digest('hex') : name;
  return `${key}@${region}/${shortName}`;
}

/** Every row below has this name in its ID, so the name of a very long selection is a hash. */
const maxNameLength = 500;

/** The selection without its times. Relative times change at each refresh, but a row must keep its ID. */
function withoutTimes({ parts }: JobSelection): JobSelection {
  return {
    parts: parts.map(({ query, clientFilters }) => {
      const { completeAfter, completeBefore, createdAfter, createdBefore, ...rest } = query;
      return { query: rest, clientFilters };
    }),
  };
}

/**
 * The rows at the top: the rows of the only region, or one row per region. Regions that failed for the same
 * reason have a failure row together, with their names unless it is all of them. A region that could not be
 * loaded at all is only that. A failure of the connection that affects every region is the first row.
 */
export function rootRows(
  roots: readonly Branch[],
  context: (root: Branch) => RowsContext,
  attention?: AttentionRow,
): Row[] {
  const [root, ...others] = roots;
  if (root === undefined) return [];
  const first = attention !== undefined && isAttentionShown(attention) ? [attention] : [];
  if (others.length === 0) {
    const { outage } = root.session.pool;
    const outages = outage === undefined ? [] : [outageRow([{ branch: root, failure: outage }])];
    return [...outages, ...first, ...rowsOf(root, context(root))];
  }
  const failure = failureEverywhere(roots);
  const known = roots.filter(({ list }) => list.jobs().length > 0);
  const rowOfRegion = (one: Branch) => regionRow(one, context(one));
  if (failure !== undefined) return [outageRow([{ branch: root, failure }]), ...known.map(rowOfRegion)];
  return [...first, ...regionRows(roots, rowOfRegion)];
}

/** The failure that affects every region, if there is one. */
function failureEverywhere(roots: readonly Branch[]): JobFailure | undefined {
  const failures = roots.map(({ list: { state }, session }) => {
    const own = state.name === 'failed' && isOfConnection(state.failure) ? state.failure : undefined;
    return session.pool.outage ?? own;
  });
  const [first] = failures;
  return failures.every((failure) => failure !== undefined && failure.kind === first?.kind)
    ? first
    : undefined;
}

/** The regions in their order, each failure above the first region that has it. */
function regionRows(roots: readonly Branch[], rowOfRegion: (root: Branch) => GroupRow): Row[] {
  const outages = alikeFailures(
    roots.flatMap((branch) => {
      const { outage } = branch.session.pool;
      return outage === undefined ? [] : [{ branch, failure: outage }];
    }),
  ).map((alike) => ({ first: alike[0].branch, row: { ...outageRow(alike), regions: regionsOf(alike) } }));
  const failed = roots.flatMap((branch) => {
    const { state } = branch.list;
    const isShown = state.name === 'failed' && branch.session.pool.outage === undefined;
    return isShown ? [{ branch, failure: state.failure }] : [];
  });
  const failures = failureRows(failed, { parent: undefined, namesRegions: true }).map(
    ({ regions = [], ...row }): FailureRow => ({
      ...row,
      // The row of a region also shows its failure, but only once it is expanded.
      id: `${row.id}OfRegion`,
      ...(regions.length < roots.length && { regions }),
    }),
  );
  return roots.flatMap((root) => [
    ...outages.filter(({ first }) => first === root).map(({ row }) => row),
    ...failures.filter(({ branch }) => branch === root),
    ...(isUnread(root) ? [] : [rowOfRegion(root)]),
  ]);
}

/** Whether a region could not be loaded at all. */
function isUnread({ list }: Branch): boolean {
  return list.state.name === 'failed' && list.jobs().length === 0;
}

function regionsOf(failed: readonly FailedBranch[]): string[] {
  return failed.map(({ branch }) => branch.session.region);
}

function regionRow(root: Branch, { totalOf }: RowsContext): GroupRow {
  const { list, session } = root;
  const counted = totalOf?.(root);
  const group = {
    dimension: regionDimension,
    value: session.region,
    // A history has jobs of which no region is known.
    title: session.region || l10n.t('No region'),
    selection: list.selection,
    ...(counted === undefined
      ? { count: list.count(), bad: list.bad, shared: sharedValues(list.jobs(), root.dimensions) }
      : { count: { known: counted.count, isExact: true }, bad: counted.bad, isCounted: true as const }),
  };
  return mergedRow({ ...root, kind: 'group', group });
}

/** A row for the connection of some regions. Its remedy applies to everything that failed. */
function outageRow(alike: readonly [FailedBranch, ...FailedBranch[]]): FailureRow {
  const [{ branch }] = alike;
  const failure = commonFailure(alike);
  return { kind: 'failure', id: `${branch.id}/outage`, failure, branch: undefined, parent: undefined };
}

/** ListBackupJobs has no filter for the region: each region is requested separately. */
export const regionDimension: Dimension = {
  name: 'region',
  icon: 'globe',
  title: () => l10n.t('Region'),
  absentTitle: () => '',
  groupOf: () => undefined,
  partOf: () => ({ filters: {}, clientFilters: [] }),
  allValues: () => [],
  compare: () => 0,
};
