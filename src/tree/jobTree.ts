import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { withViewProgress } from '../editor/notify.js';
import { setContext } from '../editor/setContext.js';
import { attentionBadge } from './attentionBadge.js';
import { JobTreeProvider, type JobTreeSubject, type RootContent } from './jobTreeProvider.js';
import { LivePolling } from './livePolling.js';
import type { RevealOptions, SoughtJob } from './revealJob.js';
import { type Branch, isRow, type JobRow, type Row } from './rows.js';
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
  /** Fires with the row of a job that a person has selected, and no other. */
  readonly onDidSelectJob = this.#selected.event;
  /** Fires whenever other rows are selected. */
  readonly onDidChangeSelection: vscode.Event<unknown>;
  /** The ids of the rows that are being selected by the extension. */
  readonly #revealing = new Set<string>();
  #subject = { short: '', full: '' };

  constructor({ liveInterval, subject }: JobTreeOptions) {
    this.#provider = new JobTreeProvider(subject);
    this.#polling = new LivePolling({
      interval: liveInterval,
      read: (signal) => this.#provider.rereadInProgress(signal),
    });
    this.#view = vscode.window.createTreeView(viewId, {
      treeDataProvider: this.#provider,
      showCollapseAll: true,
      canSelectMany: true,
    });
    this.onDidChangeSelection = this.#view.onDidChangeSelection;
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
      this.#provider.onDidChangeContent((content) => this.#showContent(content)),
    );
    this.#polling.watch(this.#view.visible);
  }

  /** Whether anyone can see it. */
  get isVisible(): boolean {
    return this.#view.visible;
  }

  /** The rows that are selected. */
  get selection(): readonly Row[] {
    return this.#view.selection;
  }

  /**
   * Says whose jobs these are, and which, in a few words and in full. A view that is alone in its container shows no description, so that a
   * line above the rows tells it too. The line would hide the welcome texts, which therefore leave it to the title.
   */
  showSubject(subject: { readonly short: string; readonly full: string }): void {
    if (subject.short === this.#subject.short && subject.full === this.#subject.full) return;
    this.#subject = subject;
    this.#showSubject();
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
    if (targets.length === 0) return this.#provider.reload();
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
    this.#provider.reload();
  }

  dispose(): void {
    vscode.Disposable.from(...this.#owned).dispose();
  }

  /** The whole tree, with the view open: nothing is known of it before it was shown under the present filter. */
  async #rootsOnScreen(): Promise<readonly Branch[]> {
    const shown = this.#rootShown();
    if (!this.#view.visible) await this.bringToFront();
    await shown;
    return this.#provider.roots;
  }

  /** Resolves once the rows of the root are there. */
  #rootShown(): Promise<void> {
    if (isShown(this.#provider.content)) return Promise.resolve();
    return new Promise((resolve) => {
      const listening = this.#provider.onDidChangeContent((content) => {
        if (!isShown(content)) return;
        listening.dispose();
        resolve();
      });
    });
  }

  #showSelection(): void {
    const jobs = this.selection.filter((row) => isRow(row, 'job'));
    setContext('selectedJobs', jobs.length);
    const [job] = jobs;
    if (job !== undefined && this.selection.length === 1 && !this.#revealing.has(job.id))
      this.#selected.fire(job);
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

  #showContent(content: RootContent): void {
    this.#showBadge();
    this.#polling.wake();
    setContext('content', content === 'connecting' ? 'loading' : content);
    this.#showSubject();
    this.#shown.fire();
  }

  #showSubject(): void {
    const { content } = this.#provider;
    // The name of another connection comes with its rows.
    const subject = content === 'connecting' ? { short: '', full: '' } : this.#subject;
    const isAboveRows = content === 'rows' || content === 'failure';
    const name = l10n.t('Backup Jobs');
    this.#view.title = content === 'empty' ? subject.short : name;
    this.#view.description = subject.short;
    this.#view.message = isAboveRows ? withBreaks(subject.full) : '';
  }

  #showBadge(): void {
    const known = this.#provider.roots.map(({ session }) => session.pool.knownJobs());
    this.#view.badge = attentionBadge(known, new Date());
  }

  async #withProgress(work: () => Promise<void>): Promise<void> {
    await withViewProgress(viewId, work);
  }
}

function isShown(content: RootContent): boolean {
  return content !== 'loading' && content !== 'connecting';
}

/** The editor cuts a word that is longer than the line of a narrow view: after so much of it, it may go on in the next line. */
function withBreaks(text: string): string {
  return text.replaceAll(/[^\s-]{32}(?=[^\s-])/gu, '$&\u200b');
}

const viewId = 'backupJobs.explorer';
