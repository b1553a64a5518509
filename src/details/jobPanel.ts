import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { statusMessage } from '../editor/notify.js';
import { showPage } from '../editor/showPage.js';
import { tabIcon } from '../editor/tabIcon.js';
import { jobTitle } from '../jobs/jobFacts.js';
import type { JobsChange } from '../jobs/jobReader.js';
import { isSameTarget, type JobTarget } from '../jobs/jobTarget.js';
import { visibleLine } from '../jobs/visibleText.js';
import { copiedValue } from './copiedValue.js';
import { relativeIds } from './familyViewModel.js';
import type { JobPanelOptions } from './jobPanelOptions.js';
import { isKeptPanel, keptTrail, trailFrom } from './keptTrail.js';
import { LiveFamily } from './liveFamily.js';
import { LiveJob } from './liveJob.js';
import { PanelHistory } from './panelHistory.js';
import { type PanelAction, panelRequestFrom } from './panelMessages.js';
import { showMessage } from './panelViewModel.js';

/** One panel and the job that it shows at present. */
export class JobPanel implements vscode.Disposable {
  static readonly isKept = isKeptPanel;
  readonly #panel: vscode.WebviewPanel;
  readonly #options: JobPanelOptions;
  readonly #isOwn: boolean;
  readonly #owned: vscode.Disposable[] = [];
  readonly #history: PanelHistory<JobTarget>;
  #wasActive = true;
  #live: LiveJob;
  #family: LiveFamily;
  #turn = 0;
  /** Whether the page has shown the present job: only then is anything asked for. */
  #isShown = false;
  #settling: NodeJS.Timeout | undefined;
  /** The fields of the present job whose long texts are shown whole, by their paths. */
  readonly #whole = new Set<string>();

  /**
   * A panel that is its job's own does not follow the tree. `trail` is where it had been before a reload of
   * the window, as it was kept.
   */
  constructor(
    panel: vscode.WebviewPanel,
    options: JobPanelOptions,
    subject: JobTarget,
    { isOwn, trail }: { readonly isOwn: boolean; readonly trail?: unknown },
  ) {
    this.#panel = panel;
    this.#options = options;
    this.#isOwn = isOwn;
    this.#history = new PanelHistory(subject, isSameTarget, trailFrom(trail));
    this.#owned.push(
      panel,
      panel.webview.onDidReceiveMessage((message) => this.#receive(message)),
      panel.onDidChangeViewState(() => {
        if (panel.active && !this.#wasActive) options.onUse();
        this.#wasActive = panel.active;
        this.#followVisibility();
        options.onNavigate();
      }),
      options.onDidChangeJobs((change) => this.#follow(change)),
      vscode.workspace.onDidChangeConfiguration((change) => {
        if (change.affectsConfiguration('backupJobs.runningJobsInterval')) this.#live.reschedule();
      }),
    );
    panel.iconPath = tabIcon(options.extensionUri, 'job');
    const title = l10n.t('Backup Job');
    showPage(panel.webview, { extensionUri: options.extensionUri, name: 'jobPanel', title });
    this.#live = this.#liveJob(subject);
    this.#family = this.#liveFamily();
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

  get subject(): JobTarget {
    return { reference: this.#live.subject.reference, job: this.#live.job };
  }

  reveal(preserveFocus: boolean): void {
    this.#panel.reveal(undefined, preserveFocus);
  }

  /**
   * Turns to a job, or takes what is news of the present one. What AWS Backup says of it now is asked for
   * once what is known already is on the screen.
   */
  show(subject: JobTarget): void {
    if (isSameTarget(subject, this.#live.subject)) {
      this.#live.takeListed(subject.job);
    } else {
      this.#history.visit(subject, { instead: !this.#isShown });
      this.#turnTo(subject);
    }
  }

  /** Goes back or forward among the jobs that the panel has shown. */
  go(step: -1 | 1): void {
    const subject = this.#history.go(step);
    if (subject !== undefined) this.#turnTo(subject);
  }

  dispose(): void {
    clearTimeout(this.#settling);
    this.#live.dispose();
    this.#family.dispose();
    vscode.Disposable.from(...this.#owned).dispose();
  }

  #liveJob(subject: JobTarget): LiveJob {
    const { reader, refreshMs } = this.#options;
    const live: LiveJob = new LiveJob(subject, {
      reader,
      refreshMs,
      onChange: () => {
        if (this.#live !== live) return;
        if (this.#isShown) this.#readFamilyIfDue();
        this.#post();
      },
    });
    return live;
  }

  #liveFamily(): LiveFamily {
    const family: LiveFamily = new LiveFamily(this.#options, () => {
      if (this.#family === family) this.#post();
    });
    return family;
  }

  #turnTo(subject: JobTarget): void {
    clearTimeout(this.#settling);
    this.#live.dispose();
    this.#family.dispose();
    this.#isShown = false;
    this.#whole.clear();
    this.#live = this.#liveJob(subject);
    this.#family = this.#liveFamily();
    this.#turn++;
    this.#post();
    this.#options.onNavigate();
  }

  /**
   * A person who walks through the rows with the keyboard asks for the job on which they stop, not for every
   * one.
   */
  #settle(): void {
    clearTimeout(this.#settling);
    this.#settling = setTimeout(() => {
      this.#isShown = true;
      if (this.#panel.visible) this.#live.resume();
      this.#readFamilyIfDue();
    }, settleMs);
  }

  #followVisibility(): void {
    if (!this.#panel.visible) this.#live.pause();
    else if (this.#isShown) this.#live.resume();
  }

  /** Shows what others have read of the job and of its relatives. */
  #follow({ connection, jobs, region }: JobsChange): void {
    const { reference } = this.#live.subject;
    if (reference?.connection !== connection || reference.region !== region) return;
    this.#live.follow();
    this.#family.takeChanges(jobs);
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
      case 'shown':
        if (request.turn === this.#turn && !this.#isShown) this.#settle();
        break;
      case 'mend':
        this.#mend(request.what);
        break;
      case 'act':
        this.#act(request.action);
        break;
      case 'copy':
        void this.#copy(request.path);
        break;
      case 'showWhole':
        this.#whole.add(request.path);
        this.#post();
        break;
      case 'openJob':
        this.#openRelative(request.backupJobId);
        break;
      case 'filter': {
        const filter = this.#options.filters.find(({ name }) => name === request.name);
        if (filter?.applies(this.subject)) filter.run(this.subject);
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
        this.#readFamily({ isFresh: true });
        break;
      case 'openJson':
      case 'openInConsole':
      case 'copyCliCommand':
      case 'revealInTree':
      case 'openInNewPanel':
        this.#options.actions[action]?.(this.subject);
    }
  }

  #readFamilyIfDue(): void {
    const { job } = this.#live;
    if (job !== undefined && this.#family.isDueFor(job)) this.#readFamily();
  }

  #readFamily(options?: { readonly isFresh: boolean }): void {
    const { job, subject } = this.#live;
    if (job !== undefined && subject.reference !== undefined)
      void this.#family.read(job, subject.reference, options);
  }

  #mend(what: 'job' | 'family'): void {
    const failure = what === 'job' ? this.#live.failure : this.#family.value?.failure;
    if (failure === undefined) return;
    if (failure.remedy !== 'retry') this.#options.runRemedy(failure.remedy);
    else if (what === 'job') void this.#live.read();
    else this.#readFamily();
  }

  /** Only a job that the panel itself has named is opened from it. */
  #openRelative(backupJobId: string): void {
    const { reference } = this.#live.subject;
    const family = this.#family.value;
    if (reference === undefined || family === undefined || !relativeIds(family).has(backupJobId)) return;
    this.show({ reference: { ...reference, backupJobId } });
  }

  async #copy(path: string): Promise<void> {
    const value = this.#live.job && copiedValue(this.#live.job, path);
    if (value === undefined) return;
    await vscode.env.clipboard.writeText(value);
    statusMessage(l10n.t('Copied {field}', { field: visibleLine(path, 60) }));
  }

  #post(): void {
    const { job, subject } = this.#live;
    const name = (job && jobTitle(job)) || subject.reference?.backupJobId || l10n.t('Unnamed job');
    this.#panel.title = visibleLine(name, 40);
    const message = showMessage(
      {
        turn: this.#turn,
        job,
        reference: subject.reference,
        failure: this.#live.failure,
        isReading: this.#live.isReading,
        family: this.#family.value,
        isReadingFamily: this.#family.isReading,
        isOwn: this.#isOwn,
        trail: keptTrail(this.#history.trail),
        canGoBack: this.#history.canGoBack,
        canGoForward: this.#history.canGoForward,
        has: (action) => action in this.#options.actions,
        filters: this.#options.filters.filter(({ applies }) => applies(this.subject)),
      },
      { now: new Date(), locale: vscode.env.language, whole: this.#whole },
    );
    void this.#panel.webview.postMessage(message);
  }
}

/** How long a job stays on the screen before anything is asked about it. */
const settleMs = 150;
