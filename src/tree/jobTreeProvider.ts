import * as vscode from 'vscode';
import type { Dimension, GroupingContext } from '../jobs/grouping.js';
import type { JobSelection } from '../jobs/jobSelection.js';
import { failureOf } from '../jobs/jobSource.js';
import { attentionBranch } from './attentionRows.js';
import { LoadAlls } from './loadAlls.js';
import { readSoon } from './readSoon.js';
import { rootBranch, rootId, rootRows } from './rootRows.js';
import type { NextLook } from './rowChanges.js';
import { rowItem } from './rowItem.js';
import { RowRequests } from './rowRequests.js';
import { type AttentionRow, type Branch, isBranch, isWithin, type JobTreeSession, type Row } from './rows.js';
import { type LoadedJobs, loadedJobsOf, loadMoreId, rowsOf, rowsOfRun } from './rowsOf.js';
import { ShownRows } from './shownRows.js';
import { VaultNameCache } from './vaultNameCache.js';

/** What the tree is about: whose jobs, which of them, and how they are divided. */
export interface JobTreeSubject {
  /** A session for each region; none where no connection is chosen. */
  readonly sessions: () => Promise<readonly JobTreeSession[]>;
  readonly selection: () => JobSelection;
  readonly dimensions: () => readonly Dimension[];
  /** Whether what needs attention stands above all else; not where absent. */
  readonly showsAttention?: () => boolean;
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
  /** How the editor shows rows, and as of when. */
  readonly #looks = new WeakMap<Row, { readonly look: string; readonly now: Date }>();
  /** Each ends one subscription to a pool of the trees that are shown. */
  #unsubscribe: (() => void)[] = [];
  #changing: NodeJS.Immediate | undefined;
  #roots: readonly Branch[] = [];
  #attention: readonly AttentionRow[] = [];
  /** Counts how often the root was asked for: rows of an older one come too late. */
  #generation = 0;
  #content: RootContent = 'loading';
  readonly #vaults = new VaultNameCache(() => this.#compareSoon());
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
    const now = new Date();
    const item = rowItem(row, now, this.loadAlls);
    this.#looks.set(row, { look: lookOf(item), now });
    return item;
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
    const { rereadBranches } = await import('./rereadBranches.js');
    await readSoon(
      sessions.map((session) => {
        // What the tree no longer asks for since its filter is another one is not read again.
        const root = rootId(session, selection);
        const shown = [...this.#roots, ...this.#attention, ...this.#open.values()].filter((branch) =>
          isWithin(branch, root),
        );
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
    this.#attention = [];
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
    const rows = row.kind === 'run' ? rowsOfRun(row) : isBranch(row) ? await this.#branchRows(row) : [];
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
      for (const row of this.#attention) if (rows.includes(row)) void this.#readFirst(row);
      // A change that is told before the editor has these rows would make it ask for them again.
      setImmediate(() => {
        for (const root of this.#roots) this.#vaults.askFor(root);
      });
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
      const attention = this.#attentionOf(roots);
      if (generation === this.#generation) this.#attention = attention;
      const rows = rootRows(roots, (root) => this.#contextOf(root), attention);
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
    const [selection, dimensions] = [this.#subject.selection(), this.#subject.dimensions()];
    return sessions.map((session) => rootBranch(session, selection, dimensions));
  }

  #attentionOf(roots: readonly Branch[]): AttentionRow[] {
    if (!this.#subject.showsAttention?.()) return [];
    const now = new Date();
    return roots.flatMap((root) => attentionBranch(root, now) ?? []);
  }

  async #branchRows(branch: Branch): Promise<Row[]> {
    this.#open.set(branch.id, branch);
    const hasRead = await this.#readFirst(branch);
    const rows = rowsOf(branch, this.#contextOf(branch));
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
    const { rowChanges } = await import('./rowChanges.js');
    if (roots !== this.#roots) return;
    for (const row of rowChanges(this.#shown, this.#nextLook())) this.#requests.change(row);
  }

  #nextLook(): NextLook {
    const lookAt = (row: Row, now: Date) => lookOf(rowItem(row, now, this.loadAlls));
    const rowsBelow = (parent: Row | undefined) => {
      if (parent === undefined)
        return rootRows(this.#roots, (root) => this.#contextOf(root), this.#attention);
      if (parent.kind === 'run') return rowsOfRun(parent);
      const isKnown = isBranch(parent) && (parent.list.hasStarted || parent.list.state.name === 'failed');
      return isKnown ? rowsOf(parent, this.#contextOf(parent)) : undefined;
    };
    return {
      rowsBelow,
      isOther: (shown, row) => {
        const { look, now } = this.#looks.get(shown) ?? {};
        return now !== undefined && look !== lookAt(row, now);
      },
      isLive: (shown, row) => {
        const now = new Date();
        return lookAt(shown, now) === lookAt(row, now);
      },
    };
  }

  /** Resolves to whether there was something to read. */
  async #readFirst({ list }: Branch): Promise<boolean> {
    if (list.hasStarted || list.state.name === 'failed') return false;
    await list.loadMore();
    return true;
  }

  #contextOf(branch: Branch): GroupingContext {
    return { now: new Date(), knownValues: this.#vaults.of(branch) };
  }
}

/** All that a row shows, and the context value that its menu depends on. */
function lookOf({ contextValue, description, iconPath, label }: vscode.TreeItem): string {
  return JSON.stringify([label, description, contextValue, iconPath]);
}
