import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { withViewProgress } from '../editor/notify.js';
import { setContext } from '../editor/setContext.js';
import type { AcceptedIssues } from '../jobs/acceptedIssues.js';
import type { AttentionCount } from './attentionBadge.js';
import { JobTreeProvider, type RootContent } from './jobTreeProvider.js';
import type { JobTreeSubject } from './jobTreeSubject.js';
import { LivePolling } from './livePolling.js';
import type { RevealOptions, SoughtJob } from './revealJob.js';
import type { Branch, JobRow, Row } from './rows.js';
import type { LoadedJobs } from './rowsOf.js';

export interface JobTreeOptions {
  readonly subject: JobTreeSubject;
  /**
   * The interval, in milliseconds, at which running jobs are refreshed; 0 turns this off. Read again before
   * each refresh.
   */
  readonly liveInterval: () => number;
  /** Called with the URIs of files that were dropped on the view, as a list with a line for each. */
  readonly onDrop: (uriList: string) => Thenable<void>;
}

/** The view of the backup jobs: its tree, its description, and the context keys of its welcome texts. */
export class JobTree implements vscode.Disposable {
  readonly #provider: JobTreeProvider;
  readonly #view: vscode.TreeView<Row>;
  readonly #polling: LivePolling;
  readonly #owned: vscode.Disposable[] = [];
  readonly #shown = new vscode.EventEmitter<void>();
  /** Fires when the view is shown or hidden, when its rows are rebuilt, and when its badge changes. */
  readonly onDidShow = this.#shown.event;
  readonly #selected = new vscode.EventEmitter<JobRow>();
  /** Fires with the row of a job that the user has selected; not for selections by the extension. */
  readonly onDidSelectJob = this.#selected.event;
  readonly onDidChangeSelection: vscode.Event<unknown>;
  /** The IDs of the rows that the extension is selecting. */
  readonly #revealing = new Set<string>();
  #subject = { short: '', full: '' };
  #badge: AttentionCount | undefined;

  constructor({ liveInterval, onDrop, subject }: JobTreeOptions) {
    this.#provider = new JobTreeProvider(subject);
    this.#polling = new LivePolling({
      interval: liveInterval,
      read: (signal) => this.#provider.rereadInProgress(signal),
    });
    this.#view = vscode.window.createTreeView(viewId, {
      treeDataProvider: this.#provider,
      showCollapseAll: true,
      canSelectMany: true,
      dragAndDropController: {
        dragMimeTypes: [],
        dropMimeTypes: [uriListType],
        handleDrop: async (_row, dropped) => onDrop((await dropped.get(uriListType)?.asString()) ?? ''),
      },
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

  get isVisible(): boolean {
    return this.#view.visible;
  }

  /** How many backups need attention; undefined if none are known to. */
  get badge(): AttentionCount | undefined {
    return this.#badge;
  }

  /** How many runs without a job these issues accept, as far as they are known. */
  acceptedRuns(known: AcceptedIssues): number {
    return this.#provider.acceptedRuns(known);
  }

  get selection(): readonly Row[] {
    return this.#view.selection;
  }

  /**
   * Shows the connection and the filter, in a short and a full form. A view that is alone in its container
   * shows no description, so a message above the rows shows them as well. The message would hide the welcome
   * texts, so it is left out while those are shown.
   */
  showSubject(subject: { readonly short: string; readonly full: string }): void {
    if (subject.short === this.#subject.short && subject.full === this.#subject.full) return;
    this.#subject = subject;
    this.#showSubject();
  }

  /** Selects the row of a job and expands what is above it. Resolves to whether the job has a row. */
  async reveal(sought: SoughtJob): Promise<boolean> {
    const { revealJob } = await import('./revealJob.js');
    return revealJob(sought, (row, options) => this.#reveal(row, options), this.#provider);
  }

  /**
   * Opens the view, even if it or the side bar is hidden. The focus does not move unless `takesFocus` is set.
   */
  async bringToFront({ takesFocus = false } = {}): Promise<void> {
    await vscode.commands.executeCommand(`${viewId}.focus`, { preserveFocus: !takesFocus });
  }

  /** Refreshes what is shown, with the view's progress bar. */
  async refresh(): Promise<void> {
    await withViewProgress(viewId, () => this.#provider.refresh());
  }

  /**
   * Loads the next page of a branch (default: the root), or retries what failed. If the `clicked` row is
   * selected, the selection moves to the row above first, because the row may be gone when the page arrives.
   */
  async loadMore(branch?: Branch, clicked?: Row): Promise<void> {
    const targets = branch === undefined ? await this.#rootsOnScreen() : [branch];
    if (targets.length === 0) return this.#provider.reload();
    const isForAll = targets.some(
      (target) => target.list.isSweptInPart || this.#provider.loadAlls.hasFailed(target),
    );
    if (isForAll) return this.loadAll(branch);
    const above =
      clicked && this.#view.selection.includes(clicked) ? this.#provider.rowAbove(clicked) : undefined;
    if (above !== undefined) await this.#reveal(above, { select: true, focus: true });
    await withViewProgress(viewId, async () => {
      await Promise.all(targets.map(({ list }) => list.loadMore()));
    });
  }

  /** Loads all jobs of a branch (default: the whole tree), as fast as AWS Backup allows. */
  async loadAll(branch?: Branch): Promise<void> {
    const targets = branch === undefined ? await this.#rootsOnScreen() : [branch];
    await withViewProgress(viewId, async () => {
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

  /** The loaded jobs of a branch, or of each region, see {@link JobTreeProvider.loadedJobs}. */
  loadedJobs(branch?: Branch): Promise<LoadedJobs[]> {
    return this.#provider.loadedJobs(branch);
  }

  /** Stops {@link loadAll} for one branch or for all. Loaded jobs stay. */
  stopLoading(branch?: Branch): void {
    this.#provider.loadAlls.stop(branch);
  }

  /** Retries whatever could not be loaded, and reopens the connection if that failed. */
  async retry(): Promise<void> {
    const pools = this.#provider.roots.map(({ session }) => session.pool);
    await withViewProgress(viewId, async () => {
      await Promise.all(pools.map((pool) => pool.retryFailed()));
    });
    this.#provider.reload();
  }

  dispose(): void {
    vscode.Disposable.from(...this.#owned).dispose();
  }

  /**
   * The whole tree, after opening the view: before the view is shown, nothing is loaded for the current
   * filter.
   */
  async #rootsOnScreen(): Promise<readonly Branch[]> {
    const shown = this.#rootShown();
    if (!this.#view.visible) await this.bringToFront();
    await shown;
    return this.#provider.roots;
  }

  /** Resolves when the rows of the root are shown. */
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
    const jobs = this.#provider.eachJobOnce(this.selection);
    setContext('selectedJobs', jobs.length);
    const [job] = jobs;
    if (job !== undefined && this.selection.length === 1 && !this.#revealing.has(job.id))
      this.#selected.fire(job);
  }

  /**
   * Reveals a row. VS Code reports the selection before `reveal` resolves, so a selection until then is not
   * the user's.
   */
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
    // The name of a new connection appears together with its rows.
    const subject = content === 'connecting' ? { short: '', full: '' } : this.#subject;
    const isAboveRows = content === 'rows' || content === 'failure';
    const name = l10n.t('Backup Jobs');
    this.#view.title = content === 'empty' ? subject.short : name;
    this.#view.description = subject.short;
    this.#view.message = isAboveRows ? withBreaks(subject.full) : '';
  }

  #showBadge(): void {
    const { badge } = this.#provider;
    if (badge?.tooltip === this.#badge?.tooltip) return;
    this.#badge = badge;
    this.#view.badge = badge;
    this.#shown.fire();
  }
}

function isShown(content: RootContent): boolean {
  return content !== 'loading' && content !== 'connecting';
}

/** Adds places for line breaks: VS Code cuts a word that is longer than a line of a narrow view. */
function withBreaks(text: string): string {
  return text.replaceAll(/[^\s-]{32}(?=[^\s-])/gu, '$&\u200b');
}

const viewId = 'backupJobs.explorer';
const uriListType = 'text/uri-list';
