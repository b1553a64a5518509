import { createHash } from 'node:crypto';
import * as l10n from '@vscode/l10n';
import type { Dimension, GroupingContext } from '../jobs/grouping.js';
import { type JobSelection, selectionKey } from '../jobs/jobSelection.js';
import { isOfConnection, type JobFailure } from '../jobs/jobSource.js';
import { withUsefulRemedy } from '../jobs/remedies.js';
import type { Branch, FailureRow, GroupRow, JobTreeSession, Row } from './rows.js';
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

/** Names the branch of all that a session shows of a selection, whatever its times are. */
export function rootId({ key, region }: JobTreeSession, selection: JobSelection): string {
  const name = selectionKey(withoutTimes(selection));
  return `${key}@${region}/${name.length > maxNameLength ? createHash('sha256').update(name).digest('hex') : name}`;
}

/** Every row below has it in its own id: a selection of hundreds of values is named by a hash. */
const maxNameLength = 500;

/** Relative times are others at every refresh, through which a row stays the same. */
function withoutTimes({ parts }: JobSelection): JobSelection {
  return {
    parts: parts.map(({ query, clientFilters }) => {
      const { completeAfter, completeBefore, createdAfter, createdBefore, ...rest } = query;
      return { query: rest, clientFilters };
    }),
  };
}

/**
 * The rows at the top: those of the one region, or a row for each of several, of which one that could not be read at all
 * is a failure and no more. What keeps several places from being read is told once, and first.
 */
export function rootRows(roots: readonly Branch[], context: (root: Branch) => GroupingContext): Row[] {
  const [root, ...others] = roots;
  if (root === undefined) return [];
  if (others.length === 0) return [...outageRows(root), ...rowsOf(root, context(root))];
  const failure = failureEverywhere(roots);
  if (failure === undefined) return roots.flatMap((region) => [...outageRows(region), ...regionRows(region)]);
  const known = roots.filter(({ list }) => list.jobs().length > 0);
  return [failureRow(root, failure), ...known.flatMap(regionRows)];
}

/** What keeps every region from being read. */
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
    failed: list.failed,
  };
  return [{ ...root, kind: 'group', group } satisfies GroupRow];
}

/** Without a branch it stands for whatever failed. */
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

/** A region is no filter of ListBackupJobs: each is asked by itself. */
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
