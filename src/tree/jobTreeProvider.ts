import * as vscode from 'vscode';
import { type BackupJob, jobKey } from '../jobs/backupJob.js';
import type { Dimension, GroupingContext } from '../jobs/grouping.js';
import type { JobSelection } from '../jobs/jobSelection.js';
import { failureOf } from '../jobs/jobSource.js';
import type { NewestJobs } from '../jobs/newestJobs.js';
import { LoadAlls } from './loadAlls.js';
import { rereadBranches } from './rereadBranches.js';
import { rootBranch, rootRows } from './rootRows.js';
import { rowItem } from './rowItem.js';
import { RowRequests } from './rowRequests.js';
import { type Branch, isBranch, type JobTreeSession, type Row, rowOf } from './rows.js';
import { type LoadedJobs, loadedJobsOf, rowsOf, rowsOfRun } from './rowsOf.js';

/** What the tree is about: whose jobs, which of them, and how they are divided. */
export interface JobTreeSubject {
  /** A session for each region; none where no connection is chosen. */
  readonly sessions: () => Promise<readonly JobTreeSession[]>;
  readonly selection: () => JobSelection;
  readonly dimensions: () => readonly Dimension[];
}

/** What the root shows when it has been asked for its rows. */
export type RootContent = 'noConnection' | 'failure' | 'empty' | 'rows';

/** Gives the view its rows. A branch reads its first page when it is first opened, and nothing before. */
export class JobTreeProvider implements vscode.TreeDataProvider<Row>, vscode.Disposable {
  readonly #changed = new vscode.EventEmitter<Row | undefined>();
  readonly onDidChangeTreeData = this.#changed.event;
  readonly #rootShown = new vscode.EventEmitter<RootContent>();
  /** Fires whenever the rows of the root were made. */
  readonly onDidShowRoot = this.#rootShown.event;
  /** What is being read to its end. */
  readonly loadAlls = new LoadAlls((branch) => this.#showProgress(branch));
  readonly #subject: JobTreeSubject;
  /** The branches that the editor has asked for since the root was last shown: those that are open. */
  readonly #open = new Map<string, Branch>();
  /** The rows last given for a row (for the root, where there is none): the editor knows them by these objects. */
  readonly #shown = new Map<string | undefined, readonly Row[]>();
  #roots: readonly Branch[] = [];
  /** Counts how often the root was asked for: rows of an older one come too late. */
  #generation = 0;
  #isEmptied = false;
  readonly #movesShown = new WeakMap<NewestJobs, number>();
  readonly #toldVaults = new WeakMap<JobTreeSession, readonly string[]>();
  readonly #requests = new RowRequests((row) => this.#changed.fire(row));

  constructor(subject: JobTreeSubject) {
    this.#subject = subject;
  }

  getChildren(row?: Row): Promise<Row[]> {
    return this.#requests.answer(row, () => this.#makeRows(row), this.#shown.get(row?.id));
  }

  getTreeItem(row: Row): vscode.TreeItem {
    return rowItem(row, new Date(), this.loadAlls);
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
    return this.#shown.get(row?.id) ?? [];
  }

  /** The row that stands above another one under the same parent. */
  rowAbove(row: Row): Row | undefined {
    const rows = this.rowsBelow(row.parent);
    const place = rows.findIndex(({ id }) => id === row.id);
    return place > 0 ? rows[place - 1] : undefined;
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

  /** Shows the rows below a branch anew; all rows where no branch is named. */
  fireChange(branch?: Branch): void {
    this.#requests.change(branch && rowOf(branch));
  }

  /**
   * Takes every row away at once, before others are read: the editor keeps what it has until it is answered, and rows
   * of one connection must not stand under the name of another.
   */
  empty(): void {
    this.#isEmptied = true;
    this.fireChange();
  }

  /** Shows the page that a branch has read, and with it every other row that the page tells something new of. */
  showRead(branch: Branch): void {
    const isElsewhereToo = this.#hasMoved(branch) || branch.list.isSifted || this.#hasOutage(branch);
    this.fireChange(isElsewhereToo ? undefined : branch);
  }

  /** A group that was closed is read afresh when it is opened after a refresh. */
  forget(row: Row): void {
    this.#open.delete(row.id);
  }

  /** Reads all that is open again, each to the depth it shows, and then shows it in one step. */
  async refresh(): Promise<void> {
    const sessions = await this.#subject.sessions().catch(() => []);
    const selection = this.#subject.selection();
    await Promise.all(
      sessions.map(({ pool }) => {
        const shown = [...this.#roots, ...this.#open.values()];
        return rereadBranches(
          shown.filter(({ session }) => session.pool === pool),
          selection,
          pool,
        );
      }),
    );
    this.fireChange();
  }

  /**
   * Reads what is shown and can still change again, and shows it in place. Resolves to whether anything can change; rejects with
   * a JobSourceError.
   */
  async rereadUnderWay(signal: AbortSignal): Promise<boolean> {
    const changes = await Promise.all(
      this.#roots.map(({ list, session }) => session.pool.rereadUnderWay(list.selection, signal)),
    );
    const isMoved = changes.some((change) => change !== undefined && change.moved.length > 0);
    if (isMoved) this.fireChange();
    else for (const change of changes) this.#showChanged(change?.changed ?? []);
    return changes.some((change) => change !== undefined);
  }

  dispose(): void {
    this.loadAlls.stop();
    this.#requests.dispose();
    this.#changed.dispose();
    this.#rootShown.dispose();
  }

  #showProgress(branch: Branch): void {
    const shown = this.rowsBelow(rowOf(branch));
    const row = shown.find((one) => one.kind === 'loadMore' && one.branch.id === branch.id);
    if (row !== undefined) this.#requests.change(row);
  }

  #showChanged(jobs: readonly BackupJob[]): void {
    const keys = new Set(jobs.map(jobKey));
    for (const rows of keys.size === 0 ? [] : this.#shown.values()) {
      for (const row of rows) if (row.kind === 'job' && keys.has(jobKey(row.job))) this.#requests.change(row);
    }
  }

  async #makeRows(row: Row | undefined): Promise<Row[]> {
    if (row === undefined) return this.#makeRootRows();
    const generation = this.#generation;
    const rows = row.kind === 'run' ? rowsOfRun(row) : isBranch(row) ? await this.#branchRows(row) : [];
    if (generation === this.#generation) this.#shown.set(row.id, rows);
    return rows;
  }

  async #makeRootRows(): Promise<Row[]> {
    const generation = ++this.#generation;
    this.#open.clear();
    this.#shown.clear();
    this.#roots = [];
    if (this.#isEmptied) {
      this.#isEmptied = false;
      setImmediate(() => this.fireChange());
      return [];
    }
    const { rows, content } = await this.#rootRows();
    if (generation === this.#generation) {
      this.#shown.set(undefined, rows);
      this.#rootShown.fire(content);
      // A change that is told before the editor has these rows would make it ask for them again.
      setImmediate(() => {
        for (const root of this.#roots) this.#askForVaults(root);
      });
    }
    return rows;
  }

  async #rootRows(): Promise<{ readonly rows: Row[]; readonly content: RootContent }> {
    try {
      const roots = await this.#rootBranches();
      if (roots.length === 0) return { rows: [], content: 'noConnection' };
      this.#roots = roots;
      await Promise.all(roots.map((root) => this.#readFirst(root)));
      for (const { list } of roots) this.#movesShown.set(list.newest, list.newest.moves);
      const rows = rootRows(roots, (root) => this.#contextOf(root));
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

  async #branchRows(branch: Branch): Promise<Row[]> {
    this.#open.set(branch.id, branch);
    const hasRead = await this.#readFirst(branch);
    if (hasRead && (this.#hasMoved(branch) || this.#hasOutage(branch))) {
      this.fireChange();
      return [];
    }
    // The row itself, which the editor made before, now has a count of its own and more to load.
    if (hasRead && !isCounted(branch)) setImmediate(() => this.fireChange(branch));
    return rowsOf(branch, this.#contextOf(branch));
  }

  /** Resolves to whether there was something to read. */
  async #readFirst({ list }: Branch): Promise<boolean> {
    if (list.hasStarted || list.state.name === 'failed') return false;
    await list.loadMore();
    return true;
  }

  #contextOf({ dimensions, session, whole }: Branch): GroupingContext {
    const isOfVaults = whole === undefined && dimensions[0]?.name === 'vault';
    return { now: new Date(), toldValues: isOfVaults ? this.#toldVaults.get(session) : undefined };
  }

  /** While not all jobs are known, a vault may be missing: who may list the vaults is shown every one of them. */
  #askForVaults({ dimensions, list, session }: Branch): void {
    const isWanted = dimensions[0]?.name === 'vault' && !list.isComplete && list.hasStarted;
    if (!isWanted || this.#toldVaults.has(session) || session.vaultNames === undefined) return;
    this.#toldVaults.set(session, []);
    void session.vaultNames().then((names) => {
      this.#toldVaults.set(session, names);
      if (names.length > 0) this.fireChange();
    });
  }

  /**
   * Whether a page read since showed a job in a new state: its row may have to leave another group, and the
   * editor refuses a row whose id still stands elsewhere, so that all rows are made anew.
   */
  #hasMoved({ list: { newest } }: Branch): boolean {
    const hasMoved = newest.moves !== (this.#movesShown.get(newest) ?? 0);
    this.#movesShown.set(newest, newest.moves);
    return hasMoved;
  }

  /** What several places suffer from is told at the top. */
  #hasOutage({ session }: Branch): boolean {
    const isShown = this.rowsBelow().some(({ id }) => id.endsWith('/outage'));
    return isShown !== (session.pool.outage !== undefined);
  }
}

/** Whether the count that a row was made with is the last word. */
function isCounted(branch: Branch): boolean {
  const row = rowOf(branch);
  return row === undefined || (row.kind === 'group' && row.group.count.isExact);
}
