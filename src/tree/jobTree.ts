import * as vscode from 'vscode';
import { withViewProgress } from '../editor/notify.js';
import { setContext } from '../editor/setContext.js';
import { failureBadge } from './failureBadge.js';
import { JobTreeProvider, type JobTreeSubject, type RootContent } from './jobTreeProvider.js';
import { LivePolling } from './livePolling.js';
import type { RevealOptions, SoughtJob } from './revealJob.js';
import type { Branch, JobRow, Row } from './rows.js';
import type { LoadedJobs } from './rowsOf.js';

/** What {@link JobTree} is made of. */
export interface JobTreeOptions {
  readonly subject: JobTreeSubject;
  /** Milliseconds after which jobs that are under way are read again; 0 is never. Read again each time. */
  readonly liveInterval: () => number;
}

/** The view of the backup jobs: its tree, its description, and the context that its welcome texts look at. */
export class JobTree implements vscode.Disposable {
  readonly #provider: JobTreeProvider;
  readonly #view: vscode.TreeView<Row>;
  readonly #polling: LivePolling;
  readonly #owned: vscode.Disposable[] = [];
  readonly #shown = new vscode.EventEmitter<void>();
  /** Fires when the view was shown or hidden, and when its rows were rebuilt. */
  readonly onDidShow = this.#shown.event;
  readonly #selected = new vscode.EventEmitter<JobRow>();
  /** Fires with the row of a job that a person has selected. */
  readonly onDidSelectJob = this.#selected.event;
  /** The ids of the rows that are being selected by the extension. */
  readonly #revealing = new Set<string>();
  #subject = { short: '', full: '' };
  /** Whether another connection was chosen, of which nothing is shown yet. */
  #isOther = false;
  #content: RootContent | 'loading' = 'loading';

  constructor({ liveInterval, subject }: JobTreeOptions) {
    this.#provider = new JobTreeProvider(subject);
    this.#polling = new LivePolling({
      interval: liveInterval,
      read: (signal) => this.#provider.rereadInProgress(signal),
    });
    this.#view = vscode.window.createTreeView(viewId, {
      treeDataProvider: this.#provider,
      showCollapseAll: true,
    });
    this.#owned.push(
      this.#shown,
      this.#view.onDidChangeVisibility(() => this.#shown.fire()),
      this.#view,
      this.#provider,
      this.#polling,
      this.#view.onDidChangeVisibility(({ visible }) => this.#polling.watch(visible)),
      vscode.workspace.onDidChangeConfiguration((change) => {
        if (change.affectsConfiguration('backupJobs.runningJobsInterval')) this.#polling.reschedule();
      }),
      this.#view.onDidCollapseElement(({ element }) => this.#provider.forget(element)),
      this.#selected,
      this.#view.onDidExpandElement(({ element }) => this.#provider.remember(element)),
      this.#provider.onDidRead(() => {
        this.#polling.wake();
        this.#showBadge();
      }),
      this.#view.onDidChangeSelection(() => this.#showSelection()),
      this.#provider.onDidShowRoot((content) => this.#showContent(content)),
    );
    this.#polling.watch(this.#view.visible);
  }

  /** Whether anyone can see it. */
  get isVisible(): boolean {
    return this.#view.visible;
  }

  /** The job whose row is selected. */
  get selectedJob(): JobRow | undefined {
    const [row] = this.#view.selection;
    return row?.kind === 'job' ? row : undefined;
  }

  /**
   * Says whose jobs these are, and which, in a few words and in full. A view that is alone in its container shows no description, so that a
   * line above the rows tells it too. The line would hide the welcome texts, which therefore leave it to the title.
   */
  showSubject(subject: { readonly short: string; readonly full: string }): void {
    this.#subject = subject;
    this.#showSubject();
  }

  /** Makes every row again: another filter, another grouping. */
  refreshRows(): void {
    this.#showContent('loading');
    this.#provider.fireChange();
  }

  /**
   * Takes away what was another connection's, rows and name, and then shows the one that is chosen now. The rows go first: of
   * several changes the editor is told the first at once, and the others 200 ms later.
   */
  showOther(): void {
    this.#isOther = true;
    this.#provider.empty();
    this.#showContent('loading');
  }

  /** Selects the row of a job, and opens what is above it; resolves to whether there is one. */
  async reveal(sought: SoughtJob): Promise<boolean> {
    const { revealJob } = await import('./revealJob.js');
    return revealJob(sought, (row, options) => this.#reveal(row, options), this.#provider);
  }

  /** Brings the view to the front, also where it or the side bar is hidden; the focus stays where it is unless it is asked for. */
  async bringToFront({ takesFocus = false } = {}): Promise<void> {
    await vscode.commands.executeCommand(`${viewId}.focus`, { preserveFocus: !takesFocus });
  }

  /** Reads again what is shown, with the view's progress bar. */
  async refresh(): Promise<void> {
    await this.#withProgress(() => this.#provider.refresh());
  }

  /**
   * Reads the next page of a branch (of the root where none is named), or tries again what failed. Where the row that asked is
   * selected, the selection goes to its neighbour first, for the row may be gone when the page is there.
   */
  async loadMore(branch?: Branch, asked?: Row): Promise<void> {
    const targets = branch === undefined ? await this.#rootsOnScreen() : [branch];
    if (targets.length === 0) return this.refreshRows();
    const isForAll = targets.some(
      (target) => target.list.isSweptInPart || this.#provider.loadAlls.hasFailed(target),
    );
    if (isForAll) return this.loadAll(branch);
    const above = asked && this.#view.selection.includes(asked) ? this.#provider.rowAbove(asked) : undefined;
    if (above !== undefined) await this.#reveal(above, { select: true, focus: true });
    await this.#withProgress(async () => {
      await Promise.all(targets.map(({ list }) => list.loadMore()));
    });
  }

  /** Reads a branch (all of the tree where none is named) to its end, as fast as AWS Backup allows. */
  async loadAll(branch?: Branch): Promise<void> {
    const targets = branch === undefined ? await this.#rootsOnScreen() : [branch];
    await this.#withProgress(async () => {
      await Promise.all(
        targets.map(async (target) => {
          const outcome = this.#provider.loadAlls.run(target);
          setContext('isLoadingAll', true);
          await outcome;
        }),
      );
    });
    setContext('isLoadingAll', !this.#provider.loadAlls.isIdle);
  }

  /** See {@link JobTreeProvider.loadedJobs}. */
  loadedJobs(branch?: Branch): Promise<LoadedJobs[]> {
    return this.#provider.loadedJobs(branch);
  }

  /** Stops what {@link loadAll} has begun, for one branch or for all; what came is kept. */
  stopLoading(branch?: Branch): void {
    this.#provider.loadAlls.stop(branch);
  }

  /** Tries again whatever could not be read; opens the connection again where that was not possible. */
  async retry(): Promise<void> {
    const pools = this.#provider.roots.map(({ session }) => session.pool);
    await this.#withProgress(async () => {
      await Promise.all(pools.map((pool) => pool.retryFailed()));
    });
    this.refreshRows();
  }

  dispose(): void {
    vscode.Disposable.from(...this.#owned).dispose();
  }

  /** The whole tree, with the view open: nothing is known of it before it was shown under the present filter. */
  async #rootsOnScreen(): Promise<readonly Branch[]> {
    const shown = this.#content === 'loading' ? once(this.#provider.onDidShowRoot) : undefined;
    if (!this.#view.visible) await this.bringToFront();
    await shown;
    return this.#provider.roots;
  }

  #showSelection(): void {
    const job = this.selectedJob;
    setContext('jobSelected', job !== undefined);
    if (job !== undefined && !this.#revealing.has(job.id)) this.#selected.fire(job);
  }

  /** Reveals a row. Where that selects it, no person has: the editor reports the selection before it resolves. */
  async #reveal(row: Row, options: RevealOptions): Promise<void> {
    this.#revealing.add(row.id);
    try {
      await this.#view.reveal(row, options);
    } finally {
      this.#revealing.delete(row.id);
    }
  }

  #showContent(content: RootContent | 'loading'): void {
    if (content !== 'loading') this.#isOther = false;
    this.#content = content;
    this.#showBadge();
    this.#polling.wake();
    setContext('content', content);
    this.#showSubject();
    this.#shown.fire();
  }

  #showSubject(): void {
    // Its name comes with its rows.
    const subject = this.#isOther ? { short: '', full: '' } : this.#subject;
    const isAboveRows = this.#content === 'rows' || this.#content === 'failure';
    const name = vscode.l10n.t('Backup Jobs');
    this.#view.title = this.#content === 'empty' ? subject.short : name;
    this.#view.description = subject.short;
    this.#view.message = isAboveRows ? withBreaks(subject.full) : '';
  }

  #showBadge(): void {
    const known = this.#provider.roots.map(({ session }) => session.pool.knownJobs());
    this.#view.badge = failureBadge(known, new Date());
  }

  async #withProgress(work: () => Promise<void>): Promise<void> {
    await withViewProgress(viewId, work);
  }
}

function once(event: vscode.Event<unknown>): Promise<void> {
  return new Promise((resolve) => {
    const listening = event(() => {
      listening.dispose();
      resolve();
    });
  });
}

/** The editor cuts a word that is longer than the line of a narrow view: after so much of it, it may go on in the next line. */
function withBreaks(text: string): string {
  return text.replaceAll(/[^\s-]{32}(?=[^\s-])/gu, '$&\u200b');
}

const viewId = 'backupJobs.explorer';
