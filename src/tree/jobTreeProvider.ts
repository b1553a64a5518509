import * as vscode from 'vscode';
import type { Dimension } from '../jobs/grouping.js';
import type { JobPool } from '../jobs/jobPool.js';
import type { JobQuery } from '../jobs/jobQuery.js';
import { type JobSelection, type NewestJobs, selectionKey, selectionOf } from '../jobs/jobSelection.js';
import { failureOf } from '../jobs/jobSource.js';
import { rowItem } from './rowItem.js';
import { RowRequests } from './rowRequests.js';
import type { Branch, GroupRow, Row } from './rows.js';
import { rowsOf } from './rowsOf.js';
import { rowTooltip } from './rowTooltip.js';

/** The connection whose jobs the tree shows. */
export interface JobTreeSession {
  readonly key: string;
  readonly region: string;
  readonly pool: JobPool;
}

/** What the tree is about: whose jobs, which of them, and how they are divided. */
export interface JobTreeSubject {
  readonly session: () => Promise<JobTreeSession | undefined>;
  readonly query: () => JobQuery;
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
  readonly #subject: JobTreeSubject;
  /** The groups that the editor has asked for since the root was last shown: those that are open. */
  readonly #open = new Map<string, JobSelection>();
  /** The rows last given for a row (for the root, where there is none): the editor knows them by these objects. */
  readonly #shown = new Map<string | undefined, readonly Row[]>();
  #root: Branch | undefined;
  /** Counts how often the root was asked for: rows of an older one come too late. */
  #generation = 0;
  readonly #movesShown = new WeakMap<NewestJobs, number>();
  readonly #requests = new RowRequests((row) => this.#changed.fire(row));

  constructor(subject: JobTreeSubject) {
    this.#subject = subject;
  }

  getChildren(row?: Row): Promise<Row[]> {
    return this.#requests.answer(row, () => this.#makeRows(row), this.#shown.get(row?.id));
  }

  getTreeItem(row: Row): vscode.TreeItem {
    return rowItem(row, new Date());
  }

  resolveTreeItem(item: vscode.TreeItem, row: Row): vscode.TreeItem {
    item.tooltip = rowTooltip(row, new Date());
    return item;
  }

  getParent(row: Row): Row | undefined {
    return row.parent;
  }

  /** The row that stands above another one under the same parent. */
  rowAbove(row: Row): Row | undefined {
    const rows = this.#shown.get(row.parent?.id) ?? [];
    const place = rows.findIndex(({ id }) => id === row.id);
    return place > 0 ? rows[place - 1] : undefined;
  }

  /** The whole tree as a branch, once there is a connection. */
  get root(): Branch | undefined {
    return this.#root;
  }

  /** Shows the rows below a branch anew; all rows where no branch is named. */
  fireChange(branch?: Branch): void {
    this.#requests.change(branch !== undefined && isGroup(branch) ? branch : undefined);
  }

  /** Shows the page that a branch has read, and with it every other row that the page tells something new of. */
  showRead(branch: Branch): void {
    const isElsewhereToo = this.#hasMoved(branch) || branch.list.isSifted;
    this.fireChange(isElsewhereToo ? undefined : branch);
  }

  /** A group that was closed is read afresh when it is opened after a refresh. */
  forget(row: Row): void {
    this.#open.delete(row.id);
  }

  /** Reads all that is open again, each to the depth it shows, and then shows it in one step. */
  async refresh(): Promise<void> {
    const session = await this.#subject.session().catch(() => undefined);
    await session?.pool.refresh([selectionOf(this.#subject.query()), ...this.#open.values()]);
    this.fireChange();
  }

  dispose(): void {
    this.#requests.dispose();
    this.#changed.dispose();
    this.#rootShown.dispose();
  }

  async #makeRows(row: Row | undefined): Promise<Row[]> {
    if (row === undefined) return this.#makeRootRows();
    const generation = this.#generation;
    const rows = row.kind === 'group' ? await this.#groupRows(row) : [];
    if (generation === this.#generation) this.#shown.set(row.id, rows);
    return rows;
  }

  async #makeRootRows(): Promise<Row[]> {
    const generation = ++this.#generation;
    this.#open.clear();
    this.#shown.clear();
    this.#root = undefined;
    const { rows, content } = await this.#rootRows();
    if (generation === this.#generation) {
      this.#shown.set(undefined, rows);
      this.#rootShown.fire(content);
    }
    return rows;
  }

  async #rootRows(): Promise<{ readonly rows: Row[]; readonly content: RootContent }> {
    try {
      const session = await this.#subject.session();
      if (session === undefined) return { rows: [], content: 'noConnection' };
      const root = this.#rootOf(session);
      this.#root = root;
      await this.#readFirst(root);
      this.#movesShown.set(root.list.newest, root.list.newest.moves);
      const rows = this.#rowsOf(root, session);
      const isFailure = rows.length === 1 && rows[0]?.kind === 'failure';
      return { rows, content: rows.length === 0 ? 'empty' : isFailure ? 'failure' : 'rows' };
    } catch (error) {
      const failure = failureOf(error);
      const row: Row = { kind: 'failure', id: 'failure', failure, branch: undefined, parent: undefined };
      return { rows: [row], content: 'failure' };
    }
  }

  #rootOf(session: JobTreeSession): Branch {
    const selection = selectionOf(this.#subject.query());
    return {
      id: `${session.key}@${session.region}/${selectionKey(selection)}`,
      list: session.pool.list(selection),
      dimensions: this.#subject.dimensions(),
      parent: undefined,
    };
  }

  async #groupRows(row: GroupRow): Promise<Row[]> {
    const session = await this.#subject.session().catch(() => undefined);
    if (session === undefined) return [];
    this.#open.set(row.id, row.list.selection);
    const hasRead = await this.#readFirst(row);
    if (this.#hasMoved(row)) {
      this.fireChange();
      return [];
    }
    // The row itself, which the editor made before, now has a count of its own and more to load.
    if (hasRead && !row.group.count.isExact) setImmediate(() => this.fireChange(row));
    return this.#rowsOf(row, session);
  }

  /** Resolves to whether there was something to read. */
  async #readFirst({ list }: Branch): Promise<boolean> {
    if (list.hasStarted || list.state.name === 'failed') return false;
    await list.loadMore();
    return true;
  }

  #rowsOf(branch: Branch, session: JobTreeSession): Row[] {
    return rowsOf(branch, (selection) => session.pool.list(selection), `${session.key}@${session.region}`);
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
}

function isGroup(branch: Branch): branch is GroupRow {
  return 'kind' in branch;
}
