import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { KnownIssueSetting } from '../editor/knownIssueSetting.js';
import type { PageClipboard } from '../editor/pageClipboard.js';
import { runRequested } from '../editor/runRequested.js';
import { showPage } from '../editor/showPage.js';
import { tabIcon } from '../editor/tabIcon.js';
import { webviewClipboard } from '../editor/webviewClipboard.js';
import { jobTitle } from '../jobs/jobFacts.js';
import { isSameTarget, type JobTarget } from '../jobs/jobTarget.js';
import { visibleLine } from '../jobs/visibleText.js';
import type { JobPanelOptions } from './jobPanelOptions.js';
import { PanelHistory } from './panelHistory.js';
import { PanelJob } from './panelJob.js';
import { panelRequestFrom, showsAllFieldsKey } from './panelMessages.js';
import { showMessage } from './panelViewModel.js';
import { type RequestedPanel, runPanelRequest } from './runPanelRequest.js';
import { savedTrail, trailFrom } from './savedPanel.js';

export interface OpenedAs {
  /** A pinned panel does not follow the tree. */
  readonly isPinned: boolean;
  /** Saved before a reload of the window. */
  readonly trail?: unknown;
  /** Called when the panel goes to another job, and when it gets or loses the focus. */
  readonly onNavigate: () => void;
}

/** A panel and its current job. */
export class JobPanel implements vscode.Disposable {
  readonly #panel: vscode.WebviewPanel;
  readonly #options: JobPanelOptions;
  readonly #isPinned: boolean;
  readonly #onNavigate: () => void;
  readonly #knownIssues = new KnownIssueSetting();
  readonly #disposables: vscode.Disposable[];
  readonly #history: PanelHistory<JobTarget>;
  readonly #clipboard: PageClipboard;
  #wasActive = true;
  #current: PanelJob;
  #version = 0;

  constructor(
    panel: vscode.WebviewPanel,
    options: JobPanelOptions,
    target: JobTarget,
    { isPinned, onNavigate, trail }: OpenedAs,
  ) {
    this.#panel = panel;
    this.#options = options;
    this.#clipboard = webviewClipboard(panel.webview);
    this.#isPinned = isPinned;
    this.#onNavigate = onNavigate;
    this.#history = new PanelHistory(target, isSameTarget, trailFrom(trail));
    this.#disposables = [
      panel,
      panel.webview.onDidReceiveMessage((message) => this.#receive(message)),
      panel.onDidChangeViewState(() => {
        if (panel.active && !this.#wasActive) options.onUse();
        this.#wasActive = panel.active;
        this.#current.setVisible(panel.visible);
        onNavigate();
      }),
      options.onDidChangeJobs((change) => this.#current.applyChange(change)),
      this.#knownIssues,
      this.#knownIssues.onDidChange(() => this.#post()),
      vscode.workspace.onDidChangeConfiguration((change) => {
        if (change.affectsConfiguration('backupJobs.runningJobsInterval')) this.#current.reschedule();
      }),
    ];
    panel.iconPath = tabIcon(options.extensionUri, 'job');
    const title = l10n.t('Backup Job');
    showPage(panel.webview, { extensionUri: options.extensionUri, name: 'jobPanel', title });
    this.#current = this.#panelJob(target);
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
    return this.#current.target;
  }

  reveal(preserveFocus: boolean): void {
    this.#panel.reveal(undefined, preserveFocus);
  }

  /**
   * Goes to a job, or updates the current one. Shows what is known, and starts requests once that is on the
   * screen.
   */
  show(target: JobTarget): void {
    if (isSameTarget(target, this.#current.opened)) {
      this.#current.update(target.job);
    } else {
      this.#history.visit(target, { replace: !this.#current.isSettled });
      this.#open(target);
    }
  }

  /** Goes back or forward in the history of the panel. */
  go(step: -1 | 1): void {
    const target = this.#history.go(step);
    if (target !== undefined) this.#open(target);
  }

  dispose(): void {
    this.#current.dispose();
    vscode.Disposable.from(...this.#disposables).dispose();
  }

  #panelJob(target: JobTarget): PanelJob {
    const current = new PanelJob(target, this.#options, () => this.#post());
    current.setVisible(this.#panel.visible);
    return current;
  }

  #open(target: JobTarget): void {
    this.#current.dispose();
    this.#current = this.#panelJob(target);
    this.#version++;
    this.#post();
    this.#onNavigate();
  }

  #receive(message: unknown): void {
    const request = panelRequestFrom(message, this.#version);
    if (request === undefined) return;
    const panel: RequestedPanel = {
      current: this.#current,
      options: this.#options,
      clipboard: this.#clipboard,
      show: (target) => this.show(target),
      go: (step) => this.go(step),
      post: () => this.#post(),
      settle: (version) => {
        if (version === this.#version) this.#current.settle();
      },
    };
    void runRequested(() => runPanelRequest(request, panel));
  }

  #post(): void {
    const { job, reference } = this.target;
    const name = (job && jobTitle(job)) || reference?.backupJobId || l10n.t('Unnamed job');
    this.#panel.title = visibleLine(name, 40);
    const message = showMessage(
      {
        ...this.#current.state,
        version: this.#version,
        showsAllFields: this.#options.memory.get(showsAllFieldsKey) === true,
        isPinned: this.#isPinned,
        trail: savedTrail(this.#history.trail),
        canGoBack: this.#history.canGoBack,
        canGoForward: this.#history.canGoForward,
        has: (action) => action in this.#options.actions,
        filters: this.#options.filters.filter(({ applies }) => applies(this.target)),
      },
      {
        now: new Date(),
        locale: vscode.env.language,
        fullTextPaths: this.#current.fullTextPaths,
        accepted: this.#knownIssues.accepted,
      },
    );
    void this.#panel.webview.postMessage(message);
  }
}
