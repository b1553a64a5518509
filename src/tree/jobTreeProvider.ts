import * as vscode from 'vscode';
import type { AcceptedIssues } from '../jobs/acceptedIssues.js';
import { failureOf } from '../jobs/jobSource.js';
import type { AttentionCount } from './attentionBadge.js';
import type { JobTreeSubject } from './jobTreeSubject.js';
import { LiveAttention } from './liveAttention.js';
import { LoadAlls } from './loadAlls.js';
import { PoolChanges } from './poolChanges.js';
import { readFirst, readSoon } from './readSoon.js';
import { RowRequests } from './rowRequests.js';
import {
  type Branch,
  branchOfPages,
  isBranch,
  isWithin,
  type JobRow,
  loadMoreId,
  type Row,
  withMerged,
} from './rows.js';
import type { LoadedJobs } from './rowsOf.js';
import { ShownRows } from './shownRows.js';
import type { TreeRows } from './treeRows.js';

/**
 * What the root shows, or why it has no rows yet: `connecting` while the rows of another connection are being
 * loaded.
 */
export type RootContent = 'connecting' | 'loading' | 'noConnection' | 'failure' | 'empty' | 'rows';

/** Provides the view's rows. A branch loads its first page when it is first expanded, not before. */
export class JobTreeProvider implements vscode.TreeDataProvider<Row>, vscode.Disposable {
  readonly #changed = new vscode.EventEmitter<Row | undefined>();
  readonly onDidChangeTreeData = this.#changed.event;
  readonly #contentChanged = new vscode.EventEmitter<RootContent>();
  /** Fires when the rows of the root are rebuilt, and when others are about to replace them. */
  readonly onDidChangeContent = this.#contentChanged.event;
  readonly #read = new vscode.EventEmitter<void>();
  /** Fires when the known jobs of the tree change, or more is known of missed runs. */
  readonly onDidRead = this.#read.event;
  readonly loadAlls = new LoadAlls((branch) => this.#showProgress(branch));
  readonly #subject: JobTreeSubject;
  /** The branches that VS Code has requested since the root was last shown: the expanded ones. */
  readonly #open = new Map<string, Branch>();
  readonly #shown = new ShownRows();
  /** Undefined until the first rows are requested. */
  #rows: TreeRows | undefined;
  readonly #pools = new PoolChanges(
    () => this.#read.fire(),
    () => void this.#compare(),
  );
  #roots: readonly Branch[] = [];
  readonly #attention = new LiveAttention((row) => this.#requests.change(row));
  /** Counts the requests for the root, to discard rows that arrive for an older one. */
  #generation = 0;
  #content: RootContent = 'loading';
  readonly #requests = new RowRequests((row) => this.#changed.fire(row));
  readonly #inputs: readonly vscode.Disposable[];

  constructor(subject: JobTreeSubject) {
    this.#subject = subject;
    this.#inputs = [
      subject.onDidChangeConnection(() => this.#empty()),
      ...subject.onDidChange.map((event) => event(() => this.reload())),
    ];
  }

  get content(): RootContent {
    return this.#content;
  }

  getChildren(row?: Row): Promise<Row[]> {
    return this.#requests.answer(row, () => this.#makeRows(row), this.#shown.below(row));
  }

  getTreeItem(row: Row): vscode.TreeItem {
    if (this.#rows === undefined) throw new Error('No rows have been requested yet');
    return this.#rows.item(row);
  }

  async resolveTreeItem(item: vscode.TreeItem, row: Row): Promise<vscode.TreeItem> {
    const { resolvedTooltip } = await import('./resolvedTooltip.js');
    item.tooltip = await resolvedTooltip(row, this.#rows?.known);
    return item;
  }

  getParent(row: Row): Row | undefined {
    return row.parent;
  }

  /** The rows that VS Code was last given below a row, or at the top. */
  rowsBelow(row?: Row): readonly Row[] {
    return this.#shown.below(row);
  }

  /** The jobs among some rows, each in one row. */
  eachJobOnce(rows: readonly Row[]): readonly JobRow[] {
    return this.#rows?.eachJobOnce(rows) ?? [];
  }

  /** The row directly above another one under the same parent. */
  rowAbove(row: Row): Row | undefined {
    return this.#shown.above(row);
  }

  /** The whole tree as branches, one for each region; empty before it is first shown. */
  get roots(): readonly Branch[] {
    return this.#roots;
  }

  /** The badge of the view; undefined if it has none. */
  get badge(): AttentionCount | undefined {
    return this.#rows?.badge(this.#roots, this.#attention.row);
  }

  /** How many runs without a job these issues accept, as far as they are known. */
  acceptedRuns(known: AcceptedIssues): number {
    return this.#rows?.acceptedRuns(this.#roots, known) ?? 0;
  }

  /**
   * The loaded jobs of a branch, or of each region if none is given, whether shown yet or not. Rejects with a
   * JobSourceError if the connection cannot be opened.
   */
  async loadedJobs(branch?: Branch): Promise<LoadedJobs[]> {
    const branches = branch === undefined ? await this.#rootBranches() : [branch];
    const { loadedJobsOf } = await import('./rowsOf.js');
    return branches.map(loadedJobsOf);
  }

  /** Rebuilds all rows, for another filter or grouping, or to reopen the connection. */
  reload(): void {
    this.#showContent(this.#content === 'connecting' ? 'connecting' : 'loading');
    this.#rows?.retry();
    this.#requests.change(undefined);
  }

  /** Marks a row as collapsed: after a refresh, it is loaded again only when it is expanded. */
  forget(row: Row): void {
    this.#open.delete(row.id);
    this.#rows?.openAtFirst.collapse(row);
  }

  /**
   * Marks a row as expanded, so that a refresh includes it. VS Code does not request rows again that it
   * already has.
   */
  remember(row: Row): void {
    if (isBranch(row)) this.#open.set(row.id, row);
    this.#rows?.openAtFirst.expand(row);
  }

  /** Refreshes all expanded branches, each to its depth, and shows the result in one step. */
  async refresh(): Promise<void> {
    this.loadAlls.forgetFailures();
    const sessions = await this.#subject.sessions().catch(() => []);
    const selection = this.#subject.selection();
    const [{ rereadBranches }, { rootId }] = await Promise.all([
      import('./rereadBranches.js'),
      import('./rootRows.js'),
    ]);
    await readSoon(
      sessions.map((session) => {
        // Skip the trees of a former filter.
        const root = rootId(session, selection);
        const open = [...this.#open.values()].filter(({ id }) => this.#shown.get(id) !== undefined);
        const shown = [...this.#roots, ...this.#attention.parts, ...open.flatMap(withMerged)].filter(
          (branch) => isWithin(branch, root),
        );
        return rereadBranches(shown, selection, session);
      }),
      () => this.#requests.change(undefined),
    );
    this.#requests.change(undefined);
  }

  /**
   * Refreshes the jobs that are shown and can still change. Resolves to whether any job can change. Rejects
   * with a JobSourceError.
   */
  async rereadInProgress(signal: AbortSignal): Promise<boolean> {
    const { rereadInProgress } = await import('./rereadBranches.js');
    return rereadInProgress(this.#roots, signal);
  }

  dispose(): void {
    this.loadAlls.stop();
    this.#attention.dispose();
    this.#follow([]);
    this.#rows?.dispose();
    this.#requests.dispose();
    this.#changed.dispose();
    this.#contentChanged.dispose();
    this.#read.dispose();
    for (const input of this.#inputs) input.dispose();
  }

  #showContent(content: RootContent): void {
    this.#content = content;
    this.#contentChanged.fire(content);
  }

  /** Removes all rows of the former connection: they must not appear under the name of another one. */
  #empty(): void {
    // A hidden view requests no rows, so rows that are still being built have to be discarded here, too.
    this.#generation++;
    this.#follow([]);
    this.#attention.replace(undefined);
    this.#shown.clear();
    this.#open.clear();
    this.#rows?.openAtFirst.clear();
    this.loadAlls.stop();
    this.#requests.empty();
    this.#showContent('connecting');
  }

  #showProgress(branch: Branch): void {
    for (const id of new Set([branch, branchOfPages(branch)].map(loadMoreId))) {
      const row = this.#shown.get(id);
      if (row !== undefined) this.#requests.change(row);
    }
  }

  async #makeRows(row: Row | undefined): Promise<Row[]> {
    if (row === undefined) return this.#makeRootRows();
    const generation = this.#generation;
    if (row.kind === 'attention') await this.#attention.read(row);
    const rows = isBranch(row) ? await this.#branchRows(row) : (await this.#loadRows()).below(row);
    if (generation === this.#generation) this.#shown.set(row, rows);
    return rows;
  }

  async #makeRootRows(): Promise<Row[]> {
    const generation = ++this.#generation;
    this.#open.clear();
    this.#shown.clear();
    this.#follow([]);
    const { rows, content } = await this.#rootRows(generation);
    if (generation === this.#generation) {
      this.#shown.set(undefined, rows);
      this.#showContent(content);
      const attention = this.#attention.row;
      if (attention !== undefined && rows.includes(attention)) this.#attention.follow(attention);
      // Later: a change before VS Code has these rows would make it request them again.
      setImmediate(() => this.#rows?.requestVaultNames(this.#roots));
    }
    return rows;
  }

  async #rootRows(generation: number): Promise<{ readonly rows: Row[]; readonly content: RootContent }> {
    try {
      const roots = await this.#rootBranches();
      if (roots.length === 0) return { rows: [], content: 'noConnection' };
      if (generation === this.#generation) {
        this.#follow(roots);
        this.loadAlls.stopOutside(roots);
      }
      await readSoon(roots.map((root) => readFirst(root)));
      const treeRows = await this.#loadRows();
      const attention = this.#subject.showsAttention?.() ? treeRows.attentionOf(roots) : undefined;
      if (generation === this.#generation) {
        this.#attention.replace(attention);
        treeRows.openAtFirst.begin(roots);
      }
      const rows = treeRows.top(roots, attention);
      const isFailure = rows.length > 0 && rows.every(({ kind }) => kind === 'failure');
      return { rows, content: rows.length === 0 ? 'empty' : isFailure ? 'failure' : 'rows' };
    } catch (error) {
      await this.#loadRows();
      const failure = failureOf(error);
      const row: Row = { kind: 'failure', id: 'failure', failure, branch: undefined, parent: undefined };
      return { rows: [row], content: 'failure' };
    }
  }

  async #rootBranches(): Promise<Branch[]> {
    const sessions = await this.#subject.sessions();
    const { rootBranch } = await import('./rootRows.js');
    const [selection, dimensions] = [this.#subject.selection(), this.#subject.dimensions()];
    return sessions.map((session) => rootBranch(session, selection, dimensions));
  }

  async #branchRows(branch: Row & Branch): Promise<Row[]> {
    this.#open.set(branch.id, branch);
    const hasRead = await readFirst(branch);
    const rows = (await this.#loadRows()).below(branch);
    const isElsewhere = ({ id }: Row) => {
      const shown = this.#shown.get(id);
      return shown !== undefined && shown.parent?.id !== branch.id;
    };
    if (!hasRead || !rows.some(isElsewhere)) return rows;
    // A job has changed its state: its row has to leave its old place before VS Code accepts it in the new
    // one.
    this.#requests.change(undefined);
    return [];
  }

  /** Makes these trees the current ones and follows their pools. */
  #follow(roots: readonly Branch[]): void {
    this.#roots = roots;
    this.#pools.follow(roots);
  }

  async #compare(): Promise<void> {
    const roots = this.#roots;
    const rows = await this.#loadRows();
    if (roots !== this.#roots) return;
    for (const row of rows.changes(this.#shown, roots, this.#attention.row)) this.#requests.change(row);
  }

  async #loadRows(): Promise<TreeRows> {
    const { TreeRows } = await import('./treeRows.js');
    this.#rows ??= new TreeRows({
      loadAlls: this.loadAlls,
      badFirst: () => this.#subject.badFirst?.() ?? false,
      roots: () => this.#roots,
      onNews: () => {
        this.#pools.reportSoon();
        this.#read.fire();
      },
      onDidChangeKnown: () => {
        this.#requests.change(undefined);
        this.#read.fire();
      },
    });
    return this.#rows;
  }
}
