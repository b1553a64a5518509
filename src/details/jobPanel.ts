import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { statusMessage } from '../editor/notify.js';
import type { PageClipboard } from '../editor/pageClipboard.js';
import { showPage } from '../editor/showPage.js';
import { tabIcon } from '../editor/tabIcon.js';
import { webviewClipboard } from '../editor/webviewClipboard.js';
import { jobTitle } from '../jobs/jobFacts.js';
import type { JobsChange } from '../jobs/jobReader.js';
import { isSameTarget, type JobTarget } from '../jobs/jobTarget.js';
import { visibleLine } from '../jobs/visibleText.js';
import { concernedParts } from './concernedParts.js';
import { copiedValue } from './copiedValue.js';
import type { JobPanelOptions } from './jobPanelOptions.js';
import { LiveJob } from './liveJob.js';
import { LiveRelatedJobs } from './liveRelatedJobs.js';
import { LiveSameCause } from './liveSameCause.js';
import { PanelHistory } from './panelHistory.js';
import { type PanelAction, panelRequestFrom } from './panelMessages.js';
import { showMessage } from './panelViewModel.js';
import { relatedJobIds } from './relatedJobsViewModel.js';
import { isSavedPanel, savedTrail, trailFrom } from './savedPanel.js';

/** A panel and its current job. */
export class JobPanel implements vscode.Disposable {
  /** A member, because `JobPanels` loads only this class, when it needs it. */
  static readonly isSaved = isSavedPanel;
  readonly #panel: vscode.WebviewPanel;
  readonly #options: JobPanelOptions;
  readonly #isPinned: boolean;
  readonly #disposables: vscode.Disposable[];
  readonly #history: PanelHistory<JobTarget>;
  readonly #clipboard: PageClipboard;
  #wasActive = true;
  #live: LiveJob;
  #relatedJobs: LiveRelatedJobs;
  #sameCause: LiveSameCause;
  #version = 0;
  /** Whether the page has shown the current job. Requests only start then. */
  #isShown = false;
  #settling: NodeJS.Timeout | undefined;
  /** The paths of the fields that are shown in full. */
  readonly #fullTextPaths = new Set<string>();

  /** A pinned panel does not follow the tree. `trail` was saved before a reload of the window. */
  constructor(
    panel: vscode.WebviewPanel,
    options: JobPanelOptions,
    target: JobTarget,
    { isPinned, trail }: { readonly isPinned: boolean; readonly trail?: unknown },
  ) {
    this.#panel = panel;
    this.#options = options;
    this.#clipboard = webviewClipboard(panel.webview);
    this.#isPinned = isPinned;
    this.#history = new PanelHistory(target, isSameTarget, trailFrom(trail));
    this.#disposables = [
      panel,
      panel.webview.onDidReceiveMessage((message) => this.#receive(message)),
      panel.onDidChangeViewState(() => {
        if (panel.active && !this.#wasActive) options.onUse();
        this.#wasActive = panel.active;
        this.#updateVisibility();
        options.onNavigate();
      }),
      options.onDidChangeJobs((change) => this.#applyChange(change)),
      vscode.workspace.onDidChangeConfiguration((change) => {
        if (change.affectsConfiguration('backupJobs.runningJobsInterval')) this.#live.reschedule();
      }),
    ];
    panel.iconPath = tabIcon(options.extensionUri, 'job');
    const title = l10n.t('Backup Job');
    showPage(panel.webview, { extensionUri: options.extensionUri, name: 'jobPanel', title });
    this.#live = this.#liveJob(target);
    this.#relatedJobs = this.#liveRelatedJobs();
    this.#sameCause = this.#liveSameCause();
    this.#post();
  }

  get isActive(): boolean {
    return this.#panel.active;
  }

  get canGoBack(): boolean {
    return this.#history.canGoBack;
  }

  get canGoForward(): boolean {
    return this.#history.canGoForward;
  }

  get isVisible(): boolean {
    return this.#panel.visible;
  }

  get target(): JobTarget {
    return { reference: this.#live.target.reference, job: this.#live.job };
  }

  reveal(preserveFocus: boolean): void {
    this.#panel.reveal(undefined, preserveFocus);
  }

  /**
   * Goes to a job, or updates the current one. Shows what is known, and starts requests once that is on the
   * screen.
   */
  show(target: JobTarget): void {
    if (isSameTarget(target, this.#live.target)) {
      this.#live.update(target.job);
    } else {
      this.#history.visit(target, { replace: !this.#isShown });
      this.#open(target);
    }
  }

  /** Goes back or forward in the history of the panel. */
  go(step: -1 | 1): void {
    const target = this.#history.go(step);
    if (target !== undefined) this.#open(target);
  }

  dispose(): void {
    clearTimeout(this.#settling);
    this.#live.dispose();
    this.#relatedJobs.dispose();
    this.#sameCause.dispose();
    vscode.Disposable.from(...this.#disposables).dispose();
  }

  #liveJob(target: JobTarget): LiveJob {
    const { reader, refreshMs } = this.#options;
    const live: LiveJob = new LiveJob(target, {
      reader,
      refreshMs,
      onChange: () => {
        if (this.#live !== live) return;
        if (this.#isShown) {
          this.#readRelatedJobsIfDue();
          this.#sameCause.searchSoon();
        }
        this.#post();
      },
    });
    return live;
  }

  #liveRelatedJobs(): LiveRelatedJobs {
    const relatedJobs: LiveRelatedJobs = new LiveRelatedJobs(this.#options, () => {
      if (this.#relatedJobs === relatedJobs) this.#post();
    });
    return relatedJobs;
  }

  #liveSameCause(): LiveSameCause {
    return new LiveSameCause(this.#live, this.#options, () => this.#post());
  }

  #open(target: JobTarget): void {
    clearTimeout(this.#settling);
    this.#live.dispose();
    this.#relatedJobs.dispose();
    this.#sameCause.dispose();
    this.#isShown = false;
    this.#fullTextPaths.clear();
    this.#live = this.#liveJob(target);
    this.#relatedJobs = this.#liveRelatedJobs();
    this.#sameCause = this.#liveSameCause();
    this.#version++;
    this.#post();
    this.#options.onNavigate();
  }

  /** Waits before the first requests: a user who moves through the rows by keyboard passes many jobs. */
  #settle(): void {
    clearTimeout(this.#settling);
    this.#settling = setTimeout(() => {
      this.#isShown = true;
      if (this.#panel.visible) this.#live.resume();
      this.#readRelatedJobsIfDue();
      this.#sameCause.search();
    }, settleMs);
  }

  #updateVisibility(): void {
    if (!this.#panel.visible) this.#live.pause();
    else if (this.#isShown) this.#live.resume();
  }

  /** Shows changes of the job and the related jobs that were read elsewhere. */
  #applyChange({ connection, jobs, region }: JobsChange): void {
    const { reference } = this.#live.target;
    if (reference?.connection !== connection || reference.region !== region) return;
    this.#live.updateFromLists();
    this.#relatedJobs.applyChanges(jobs);
    this.#sameCause.searchSoon();
  }

  #receive(message: unknown): void {
    const request = panelRequestFrom(message);
    switch (request?.kind) {
      case 'ready':
        this.#post();
        break;
      case 'used':
        this.#options.onUse();
        break;
      case 'leave':
        this.#options.focusTree();
        break;
      case 'shown':
        if (request.version === this.#version && !this.#isShown) this.#settle();
        break;
      case 'fix':
        this.#fix(request.what);
        break;
      case 'act':
        this.#act(request.action);
        break;
      case 'copy':
        void this.#copy(request.path);
        break;
      case 'clipboard':
        this.#clipboard.settle(request);
        break;
      case 'showFullText':
        this.#fullTextPaths.add(request.path);
        this.#post();
        break;
      case 'openJob':
        this.#openRelatedJob(request.backupJobId);
        break;
      case 'openConcerned':
        void this.#openConcerned(request.index);
        break;
      case 'showAllFields':
        void this.#options.memory.update(allFieldsKey, request.isShown);
        break;
      case 'filter': {
        const filter = this.#options.filters.find(({ name }) => name === request.name);
        if (filter?.applies(this.target)) filter.run(this.target);
        break;
      }
    }
  }

  #act(action: PanelAction): void {
    switch (action) {
      case 'back':
        this.go(-1);
        break;
      case 'forward':
        this.go(1);
        break;
      case 'refresh':
        void this.#live.read();
        this.#readRelatedJobs({ isFresh: true });
        break;
      case 'openJson':
      case 'openInConsole':
      case 'copyCliCommand':
      case 'copySummary':
      case 'revealInTree':
      case 'openInNewPanel':
        this.#options.actions[action]?.(this.target, this.#clipboard.write);
    }
  }

  #readRelatedJobsIfDue(): void {
    const { job } = this.#live;
    if (job !== undefined && this.#relatedJobs.isDueFor(job)) this.#readRelatedJobs();
  }

  #readRelatedJobs(options?: { readonly isFresh: boolean }): void {
    const { job, target } = this.#live;
    if (job !== undefined && target.reference !== undefined)
      void this.#relatedJobs.read(job, target.reference, options);
  }

  #fix(what: 'job' | 'relatedJobs'): void {
    const failure = what === 'job' ? this.#live.failure : this.#relatedJobs.value?.failure;
    if (failure === undefined) return;
    if (failure.remedy !== 'retry') this.#options.runRemedy(failure.remedy);
    else if (what === 'job') void this.#live.read();
    else this.#readRelatedJobs();
  }

  async #openConcerned(index: number): Promise<void> {
    const { job, target } = this.#live;
    const link = job && concernedParts(job, target.reference)[index]?.link;
    if (link !== undefined) await vscode.env.openExternal(vscode.Uri.parse(link, true));
  }

  /** Opens a related job, or one with the same cause. The id is from the page, which is not trusted. */
  #openRelatedJob(backupJobId: string): void {
    const { reference } = this.#live.target;
    const relatedJobs = this.#relatedJobs.value;
    const isRelated = relatedJobs !== undefined && relatedJobIds(relatedJobs).has(backupJobId);
    if (reference === undefined || !(isRelated || this.#sameCause.has(backupJobId))) return;
    this.show({ reference: { ...reference, backupJobId } });
  }

  async #copy(path: string): Promise<void> {
    const value = this.#live.job && copiedValue(this.#live.job, path);
    if (value === undefined) return;
    await vscode.env.clipboard.writeText(value);
    statusMessage(l10n.t('Copied {field}', { field: visibleLine(path, 60) }));
  }

  #post(): void {
    const { job, target } = this.#live;
    const name = (job && jobTitle(job)) || target.reference?.backupJobId || l10n.t('Unnamed job');
    this.#panel.title = visibleLine(name, 40);
    const message = showMessage(
      {
        version: this.#version,
        job,
        reference: target.reference,
        failure: this.#live.failure,
        isReading: this.#live.isReading,
        relatedJobs: this.#relatedJobs.value,
        isReadingRelatedJobs: this.#relatedJobs.isReading,
        sameCause: this.#sameCause.value,
        showsAllFields: this.#options.memory.get(allFieldsKey) === true,
        isPinned: this.#isPinned,
        trail: savedTrail(this.#history.trail),
        canGoBack: this.#history.canGoBack,
        canGoForward: this.#history.canGoForward,
        has: (action) => action in this.#options.actions,
        filters: this.#options.filters.filter(({ applies }) => applies(this.target)),
      },
      { now: new Date(), locale: vscode.env.language, fullTextPaths: this.#fullTextPaths },
    );
    void this.#panel.webview.postMessage(message);
  }
}

/** Milliseconds that a job stays on the screen before its first request. */
const settleMs = 150;
const allFieldsKey = 'jobPanel.showsAllFields';
