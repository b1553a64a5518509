import * as vscode from 'vscode';
import type { Dimension } from '../jobs/grouping.js';
import type { JobSelection } from '../jobs/jobSelection.js';
import { failureOf } from '../jobs/jobSource.js';
import { LoadAlls } from './loadAlls.js';
import { readSoon } from './readSoon.js';
import { RowRequests } from './rowRequests.js';
import { type Branch, isBranch, isWithin, type JobTreeSession, loadMoreId, type Row } from './rows.js';
import type { LoadedJobs } from './rowsOf.js';
import { ShownRows } from './shownRows.js';
import type { TreeRows } from './treeRows.js';

/** What the tree is about: whose jobs, which of them, and how they are divided. */
export interface JobTreeSubject {
  /** A session for each region; none where no connection is chosen. */
  readonly sessions: () => Promise<readonly JobTreeSession[]>;
  readonly selection: () => JobSelection;
  readonly dimensions: () => readonly Dimension[];
  /** Fires when another connection was chosen. */
  readonly onDidChangeConnection: vscode.Event<unknown>;
  /** Each fires when another filter or grouping was chosen. */
  readonly onDidChange: readonly vscode.Event<unknown>[];
}

/** What the root shows, or that it has not been asked for its rows: `connecting` while rows of another connection are to come. */
export type RootContent = 'connecting' | 'loading' | 'noConnection' | 'failure' | 'empty' | 'rows';

/** Gives the view its rows. A branch reads its first page when it is first opened, and nothing before. */
export class JobTreeProvider implements vscode.TreeDataProvider<Row>, vscode.Disposable {
  readonly #changed = new vscode.EventEmitter<Row | undefined>();
  readonly onDidChangeTreeData = this.#changed.event;
  readonly #contentChanged = new vscode.EventEmitter<RootContent>();
  /** Fires whenever the rows of the root were built, and when others are to take their place. */
  readonly onDidChangeContent = this.#contentChanged.event;
  readonly #read = new vscode.EventEmitter<void>();
  /** Fires whenever something has changed of what is known of the tree's jobs. */
  readonly onDidRead = this.#read.event;
  /** What is being read to its end. */
  readonly loadAlls = new LoadAlls((branch) => this.#showProgress(branch));
  readonly #subject: JobTreeSubject;
  /** The branches that the editor has asked for since the root was last shown: those that are open. */
  readonly #open = new Map<string, Branch>();
  readonly #shown = new ShownRows();
  /** Loaded for the first rows. */
  #rows: TreeRows | undefined;
  /** Each ends one subscription to a pool of the trees that are shown. */
  #unsubscribe: (() => void)[] = [];
  #changing: NodeJS.Immediate | undefined;
  #roots: readonly Branch[] = [];
  /** Counts how often the root was asked for: rows of an older one come too late. */
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
    if (this.#rows === undefined) throw new Error('A row of another tree');
    return this.#rows.item(row);
  }

  async resolveTreeItem(item: vscode.TreeItem, row: Row): Promise<vscode.TreeItem> {
    const { rowTooltip } = await import('./rowTooltip.js');
    item.tooltip = rowTooltip(row, new Date());
    return item;
  }

  getParent(row: Row): Row | undefined {
    return row.parent;
  }

  /** The rows that the editor was last given below a row, or at the top. */
  rowsBelow(row?: Row): readonly Row[] {
    return this.#shown.below(row);
  }

  /** The row that stands above another one under the same parent. */
  rowAbove(row: Row): Row | undefined {
    return this.#shown.above(row);
  }

  /** The whole tree as branches, one for each region; none before it was first shown. */
  get roots(): readonly Branch[] {
    return this.#roots;
  }

  /**
   * What is loaded of a branch, or of each region of the whole tree where none is named, whether it was shown yet or not. Rejects
   * with a JobSourceError where the connection cannot be opened.
   */
  async loadedJobs(branch?: Branch): Promise<LoadedJobs[]> {
    const branches = branch === undefined ? await this.#rootBranches() : [branch];
    const { loadedJobsOf } = await import('./rowsOf.js');
    return branches.map(loadedJobsOf);
  }

  /** Builds all rows again: for another filter or grouping, or to open the connection once more. */
  reload(): void {
    this.#showContent(this.#content === 'connecting' ? 'connecting' : 'loading');
    this.#requests.change(undefined);
  }

  /** A group that was closed is read afresh when it is opened after a refresh. */
  forget(row: Row): void {
    this.#open.delete(row.id);
  }

  /** A group that is opened again is read again at a refresh; the editor does not ask for rows that it has. */
  remember(row: Row): void {
    if (isBranch(row)) this.#open.set(row.id, row);
  }

  /** Reads all that is open again, each to the depth it shows, and then shows it in one step. */
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
        // What the tree no longer asks for since its filter is another one is not read again.
        const root = rootId(session, selection);
        const shown = [...this.#roots, ...this.#open.values()].filter((branch) => isWithin(branch, root));
        return rereadBranches(shown, selection, session.pool);
      }),
      () => this.#requests.change(undefined),
    );
    this.#requests.change(undefined);
  }

  /** Reads what is shown and can still change again. Resolves to whether anything can change; rejects with a JobSourceError. */
  async rereadInProgress(signal: AbortSignal): Promise<boolean> {
    const { rereadInProgress } = await import('./rereadBranches.js');
    return rereadInProgress(this.#roots, signal);
  }

  dispose(): void {
    this.loadAlls.stop();
    this.#follow([]);
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

  /** Drops all that is of the former connection, whose rows must not stand under the name of another. */
  #empty(): void {
    // A view that is hidden asks for no rows: what is still on its way comes too late all the same.
    this.#generation++;
    this.#follow([]);
    this.#shown.clear();
    this.#open.clear();
    this.loadAlls.stop();
    this.#requests.empty();
    this.#showContent('connecting');
  }

  #showProgress(branch: Branch): void {
    const row = this.#shown.get(loadMoreId(branch));
    if (row !== undefined) this.#requests.change(row);
  }

  async #makeRows(row: Row | undefined): Promise<Row[]> {
    if (row === undefined) return this.#makeRootRows();
    const generation = this.#generation;
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
      // A change that is reported before the editor has these rows would make it ask for them again.
      setImmediate(() => this.#rows?.askForVaultNames(this.#roots));
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
      await readSoon(roots.map((root) => this.#readFirst(root)));
      const rows = (await this.#loadRows()).top(roots);
      const isFailure = rows.length > 0 && rows.every(({ kind }) => kind === 'failure');
      return { rows, content: rows.length === 0 ? 'empty' : isFailure ? 'failure' : 'rows' };
    } catch (error) {
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
    const hasRead = await this.#readFirst(branch);
    const rows = (await this.#loadRows()).below(branch);
    const standsElsewhere = ({ id }: Row) => {
      const shown = this.#shown.get(id);
      return shown !== undefined && shown.parent?.id !== branch.id;
    };
    if (!hasRead || !rows.some(standsElsewhere)) return rows;
    // A job has gone to another state: its row has to leave its place before the editor takes it in another.
    this.#requests.change(undefined);
    return [];
  }

  /** Shows these trees from now on, and subscribes to the pools of their jobs. */
  #follow(roots: readonly Branch[]): void {
    for (const unsubscribe of this.#unsubscribe) unsubscribe();
    clearImmediate(this.#changing);
    this.#changing = undefined;
    this.#roots = roots;
    this.#unsubscribe = roots.map(({ session }) => session.pool.onDidChange(() => this.#showChange()));
  }

  #showChange(): void {
    this.#read.fire();
    this.#compareSoon();
  }

  /** The rows that are being built when something changes are there by then. */
  #compareSoon(): void {
    this.#changing ??= setImmediate(() => {
      this.#changing = undefined;
      void this.#compare();
    });
  }

  async #compare(): Promise<void> {
    const roots = this.#roots;
    const rows = await this.#loadRows();
    if (roots !== this.#roots) return;
    for (const row of rows.changes(this.#shown, roots)) this.#requests.change(row);
  }

  /** Resolves to whether there was something to read. */
  async #readFirst({ list }: Branch): Promise<boolean> {
    if (list.hasStarted || list.state.name === 'failed') return false;
    await list.loadMore();
    return true;
  }

  async #loadRows(): Promise<TreeRows> {
    const { TreeRows } = await import('./treeRows.js');
    this.#rows ??= new TreeRows(this.loadAlls, () => this.#compareSoon());
    return this.#rows;
  }
}
