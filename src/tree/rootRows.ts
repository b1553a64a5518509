import { createHash } from 'node:crypto';
import * as l10n from '@vscode/l10n';
import { type Dimension, type GroupingContext, sharedValues } from '../jobs/grouping.js';
import { type JobSelection, selectionKey } from '../jobs/jobSelection.js';
import { isOfConnection, type JobFailure } from '../jobs/jobSource.js';
import { withUsefulRemedy } from '../jobs/remedies.js';
import { mergedRow } from './groupRows.js';
import type { AttentionRow, Branch, FailureRow, JobTreeSession, Row } from './rows.js';
import { rowsOf } from './rowsOf.js';

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
 * The rows at the top: the rows of the only region, or one row per region. A region that could not be loaded
 * at all is only a failure row. A failure that affects every region appears once, as the first row.
 */
export function rootRows(
  roots: readonly Branch[],
  context: (root: Branch) => GroupingContext,
  attention: readonly AttentionRow[] = [],
): Row[] {
  const [root, ...others] = roots;
  if (root === undefined) return [];
  if (others.length === 0)
    return [...outageRows(root), ...attentionOf(root, attention), ...rowsOf(root, context(root))];
  const failure = failureEverywhere(roots);
  if (failure === undefined) {
    const shown = roots.flatMap((region) => attentionOf(region, attention));
    return [...shown, ...roots.flatMap((region) => [...outageRows(region), ...regionRows(region)])];
  }
  const known = roots.filter(({ list }) => list.jobs().length > 0);
  return [failureRow(root, failure), ...known.flatMap(regionRows)];
}

/** The attention row of a region; none without loaded jobs, because then nothing is known. */
function attentionOf(root: Branch, attention: readonly AttentionRow[]): AttentionRow[] {
  return attention.filter(
    (row) => row.whole === root && [root, row].some(({ list }) => list.jobs().length > 0),
  );
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

function outageRows(root: Branch): FailureRow[] {
  const { outage } = root.session.pool;
  return outage === undefined ? [] : [failureRow(root, outage)];
}

function regionRows(root: Branch): Row[] {
  const { list, session } = root;
  const { state } = list;
  if (state.name === 'failed' && list.jobs().length === 0)
    return session.pool.outage === undefined ? [failureRow(root, state.failure, root)] : [];
  const group = {
    dimension: regionDimension,
    value: session.region,
    title: undefined,
    selection: list.selection,
    count: list.count(),
    bad: list.bad,
    shared: sharedValues(list.jobs(), root.dimensions),
  };
  return [mergedRow({ ...root, kind: 'group', group })];
}

/** Without a `branch`, the row stands for everything that failed. */
function failureRow(root: Branch, failure: JobFailure, branch?: Branch): FailureRow {
  return {
    kind: 'failure',
    id: `${root.id}/${branch === undefined ? 'outage' : 'failure'}`,
    failure: withUsefulRemedy(failure, root.list.selection),
    branch,
    ...(branch !== undefined && { place: branch.session.region }),
    parent: undefined,
  };
}

/** ListBackupJobs has no filter for the region: each region is requested separately. */
const regionDimension: Dimension = {
  name: 'region',
  icon: 'globe',
  title: () => l10n.t('Region'),
  absentTitle: () => '',
  groupOf: () => undefined,
  partOf: () => ({ filters: {}, clientFilters: [] }),
  allValues: () => [],
  compare: () => 0,
};
