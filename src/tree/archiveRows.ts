import * as l10n from '@vscode/l10n';
import type * as vscode from 'vscode';
import type { Dimension } from '../jobs/grouping.js';
import type { ArchiveRow, Branch, FailureRow, GroupRow, Row, TreeArchive } from './rows.js';
import type { SourceCounts } from './sourceCounts.js';

/**
 * The last rows of the tree: for each region whose history is kept, a group of the jobs that AWS Backup no
 * longer lists, with the same filter and grouping. A region without such jobs has no row.
 */
export class ArchiveRows implements vscode.Disposable {
  readonly #counts: SourceCounts;
  readonly #onNews: () => void;
  readonly #followed = new Map<TreeArchive, () => void>();

  /** Calls `onNews` when more is known of the archives that are followed. */
  constructor(counts: SourceCounts, onNews: () => void) {
    this.#counts = counts;
    this.#onNews = onNews;
  }

  /** The rows for these trees. Reads the first page of an archive if that has not begun. */
  of(roots: readonly Branch[]): Row[] {
    this.#follow(roots.flatMap(({ session }) => session.archive ?? []));
    return roots.flatMap((root) => {
      const { archive } = root.session;
      // The account is not known before AWS has answered.
      if (archive === undefined || !root.list.hasStarted) return [];
      const row = this.#rowOf(root, archive, roots.length > 1);
      const { hasStarted, state } = row.list;
      if (!hasStarted && state.name === 'idle') void row.list.loadMore();
      const failure = failureRow(row, archive);
      return [...(row.list.jobs().length > 0 ? [row] : []), ...(failure === undefined ? [] : [failure])];
    });
  }

  dispose(): void {
    this.#follow([]);
  }

  #rowOf(root: Branch, { kept, session }: TreeArchive, namesRegion: boolean): ArchiveRow {
    const list = session.pool.list(root.list.selection);
    const branch: Branch = {
      id: `${root.id}/archive`,
      session,
      list,
      // What became of a resource follows from its jobs of the last days.
      dimensions: root.dimensions.filter(({ isOfResources }) => !isOfResources),
      parent: undefined,
    };
    const total = this.#counts.totalOf(branch);
    const group: GroupRow['group'] = {
      dimension: archiveDimension(namesRegion ? session.region : undefined),
      value: undefined,
      title: undefined,
      selection: list.selection,
      count: total === undefined ? list.count() : { known: total.count, isExact: true },
      bad: total?.bad ?? list.bad,
      ...(total !== undefined && { isCounted: true }),
    };
    return {
      ...branch,
      kind: 'group',
      isArchive: true,
      group,
      parent: undefined,
      kept,
      coverVersion: kept.coverVersion,
    };
  }

  #follow(archives: readonly TreeArchive[]): void {
    for (const [archive, stop] of this.#followed)
      if (!archives.includes(archive)) {
        stop();
        this.#followed.delete(archive);
      }
    for (const archive of archives) {
      if (this.#followed.has(archive)) continue;
      const stops = [archive.session.pool.onDidChange(this.#onNews), archive.kept.onDidChange(this.#onNews)];
      this.#followed.set(archive, () => {
        for (const stop of stops) stop();
      });
    }
  }
}

/** Why nothing of the archive can be read, or else why jobs are not stored. */
function failureRow(row: ArchiveRow, { kept: { problem }, session }: TreeArchive): FailureRow | undefined {
  const { list } = row;
  // The last row below the group shows why one of the next pages could not be read.
  const unread = list.state.name === 'failed' && list.jobs().length === 0 ? list.state.failure : undefined;
  const failure = unread ?? session.pool.outage;
  const of = { kind: 'failure', id: `${row.id}/problem`, parent: undefined } as const;
  if (failure !== undefined) return { ...of, failure, branch: row };
  return problem && { ...of, failure: problem, branch: undefined, needsRefresh: true };
}

/** The group of all archived jobs. It is no dimension of the jobs, so nothing can be filtered by it. */
function archiveDimension(region: string | undefined): Dimension {
  return {
    name: 'archive',
    icon: 'history',
    title: () => l10n.t('Archive'),
    absentTitle: () =>
      region === undefined
        ? l10n.t('Older than 30 days')
        : l10n.t('{region}, older than 30 days', { region }),
    groupOf: () => undefined,
    partOf: () => ({ filters: {}, clientFilters: [] }),
    allValues: () => [],
    compare: () => 0,
  };
}
