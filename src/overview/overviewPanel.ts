import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { KnownIssueSetting } from '../editor/knownIssueSetting.js';
import { statusMessage } from '../editor/notify.js';
import type { PageClipboard, WriteClipboard } from '../editor/pageClipboard.js';
import type { ProgressMessage } from '../editor/progressMessage.js';
import { runRequested } from '../editor/runRequested.js';
import { showPage } from '../editor/showPage.js';
import { tabIcon } from '../editor/tabIcon.js';
import { webviewClipboard } from '../editor/webviewClipboard.js';
import type { BackupJob } from '../jobs/backupJob.js';
import type { AcceptTarget } from '../jobs/issueProposals.js';
import type { JobFilter } from '../jobs/jobFilter.js';
import type { JobReference } from '../jobs/jobReader.js';
import { referenceOf } from '../jobs/jobReference.js';
import type { JobsSubject } from '../jobs/jobsSubject.js';
import { lastGoodHours } from '../jobs/lastGoodHours.js';
import { narrowFilter } from '../jobs/narrowFilter.js';
import { throttled } from '../jobs/throttled.js';
import type { FindingPlace } from '../schedule/findingPlace.js';
import type { OverviewDependencies } from './overviewDependencies.js';
import { overviewLabels } from './overviewLabels.js';
import { type OverviewRequest, overviewRequestFrom, type ShowOverviewMessage } from './overviewMessages.js';
import { OverviewModel, type ShownViewModel } from './overviewModel.js';
import { periodFrom, periodHours } from './periods.js';
import { sectionContent } from './viewModels/sectionContent.js';
import { periodTitle } from './viewModels/viewModelContext.js';

/** What the panel needs from the rest of the extension. */
export interface OverviewPanelOptions
  extends Omit<OverviewDependencies, 'knownIssues' | 'lastGoodHours' | 'locale'> {
  readonly extensionUri: vscode.Uri;
  /** Sets the filter of the tree, and shows the tree. */
  filterTree(filter: JobFilter): Promise<void>;
  /** The same, with the tree grouped by outcome. */
  showOutcomes(filter: JobFilter): Promise<void>;
  /** Copies a summary of what needs attention among the jobs of a subject. */
  copySummary(subject: JobsSubject, connection: string, write: WriteClipboard): Promise<void>;
  /** Opens the calendar of the tree's filter, or of a part of these jobs: an ARN, or a finding's place. */
  openCalendar(of?: { readonly subject: JobsSubject; readonly part: string | FindingPlace }): unknown;
  /** Exports a report on the jobs of a subject. */
  exportReport(subject: JobsSubject): Promise<void>;
  /** Shows a job in its panel. A job without an id has no reference. */
  openJob(reference: JobReference | undefined, job: BackupJob): unknown;
  /** Asks what to accept as a known issue. */
  acceptIssue(what: AcceptTarget): unknown;
  /** Fires after a change of the connection. */
  readonly onDidChangeConnection: vscode.Event<void>;
  readonly onDidChangeJobs: vscode.Event<unknown>;
  /** Events that fire after a change of the filter or of the connection's description. */
  readonly subjectEvents: readonly vscode.Event<unknown>[];
}

/** The panel of the overview. It shows the model and handles the requests of its page. */
export class OverviewPanel implements vscode.Disposable {
  readonly #panel: vscode.WebviewPanel;
  readonly #options: OverviewPanelOptions;
  readonly #model: OverviewModel;
  readonly #clipboard: PageClipboard;
  readonly #knownIssues = new KnownIssueSetting();
  readonly #disposables: vscode.Disposable[] = [];
  readonly #postProgress = throttled(throttleMs, (progress: ProgressMessage['progress']) => {
    void this.#panel.webview.postMessage({ kind: 'progress', progress } satisfies ProgressMessage);
  });
  /** Whether to read as soon as the panel is visible. A hidden panel reads nothing. */
  #wantsRead: boolean;
  #wantsRecount = false;

  /** A panel that is `restored` after a reload of the window reads nothing until the user requests it. */
  constructor(
    panel: vscode.WebviewPanel,
    options: OverviewPanelOptions,
    restored?: { readonly saved: unknown },
  ) {
    this.#panel = panel;
    this.#options = options;
    this.#clipboard = webviewClipboard(panel.webview);
    const dependencies = {
      ...options,
      locale: vscode.env.language,
      lastGoodHours: lastGoodHoursInUse,
      knownIssues: this.#knownIssues,
    };
    this.#model = new OverviewModel(dependencies, (what) => this.#post(what));
    const title = l10n.t('Backup Overview');
    panel.title = title;
    panel.iconPath = tabIcon(options.extensionUri, 'overview');
    this.#disposables.push(
      panel,
      panel.webview.onDidReceiveMessage(
        (message) => void runRequested(() => this.#run(overviewRequestFrom(message))),
      ),
      panel.onDidChangeViewState(() => this.#readIfVisible()),
      options.onDidChangeConnection(() => {
        this.#model.forget();
        this.#wantsRead = !this.#model.isWaiting;
        this.#readIfVisible();
      }),
      options.onDidChangeJobs(() => {
        if (panel.visible) this.#model.follow();
      }),
      ...options.subjectEvents.map((event) => event(() => this.#post('all'))),
      vscode.workspace.onDidChangeConfiguration((change) => {
        if (change.affectsConfiguration(lastGoodSetting)) this.#recount();
      }),
      this.#knownIssues,
      this.#knownIssues.onDidChange(() => this.#recount()),
    );
    showPage(panel.webview, { extensionUri: options.extensionUri, name: 'overview', title });
    const saved = restored?.saved;
    const period = periodFrom(saved instanceof Object && 'period' in saved ? saved.period : undefined);
    if (period !== undefined) void this.#model.choosePeriod(period);
    this.#wantsRead = restored === undefined;
    if (!this.#wantsRead) this.#model.wait();
    this.#readIfVisible();
  }

  /** Brings the panel to the front and reads if nothing was read yet. */
  reveal(): void {
    this.#wantsRead ||= this.#model.isWaiting;
    this.#panel.reveal();
    this.#readIfVisible();
  }

  dispose(): void {
    this.#model.dispose();
    vscode.Disposable.from(...this.#disposables).dispose();
  }

  #readIfVisible(): void {
    if (this.#model.isDisposed || !this.#panel.visible) return;
    if (this.#wantsRead) void this.#model.read();
    else if (this.#wantsRecount) void this.#model.recount();
    else this.#model.follow();
    this.#wantsRead = false;
    this.#wantsRecount = false;
  }

  #recount(): void {
    this.#wantsRecount = true;
    this.#readIfVisible();
  }

  #run(request: OverviewRequest | undefined): unknown {
    const { shown } = this.#model;
    switch (request?.kind) {
      case undefined:
        return undefined;
      case 'ready':
        return this.#post('all');
      case 'refresh':
        return this.#model.read({ isRefresh: true });
      case 'stop':
        return this.#model.stop();
      case 'copySummary':
        return shown && request.version === this.#model.version
          ? this.#options.copySummary(shown.subject, this.#connection(shown), this.#clipboard.write)
          : undefined;
      case 'openCalendar':
        return this.#options.openCalendar();
      case 'openResourceCalendar':
        return shown && request.version === this.#model.version
          ? this.#openCalendarOf(shown, request.target)
          : undefined;
      case 'exportReport':
        return shown && request.version === this.#model.version
          ? this.#options.exportReport(shown.subject)
          : undefined;
      case 'clipboard':
        return this.#clipboard.settle(request);
      case 'openSetting':
        return vscode.commands.executeCommand(
          'workbench.action.openSettings',
          `@id:backupJobs.${request.setting}`,
        );
      case 'period':
        return this.#model.choosePeriod(request.hours);
      case 'fix':
        return this.#model.notices.find(({ key }) => key === request.notice)?.act();
      case 'go':
        return shown && request.version === this.#model.version ? this.#go(shown, request.target) : undefined;
      case 'copy':
        return shown && request.version === this.#model.version
          ? this.#copy(shown, request.section)
          : undefined;
    }
  }

  async #go({ now, subject, targets }: ShownViewModel, number: number): Promise<void> {
    const target = targets.at(number);
    if (target?.kind === 'filter')
      await this.#options.filterTree(narrowFilter(subject.filter, target.filter, now));
    else if (target?.kind === 'outcomes') await this.#options.showOutcomes(subject.filter);
    else if (target?.kind === 'open')
      await this.#options.openJob(referenceOf(target.job, subject), target.job);
    else if (target?.kind === 'accept') await this.#options.acceptIssue(target.what);
  }

  #openCalendarOf({ subject, targets }: ShownViewModel, number: number): unknown {
    const target = targets.at(number);
    const part = target?.kind === 'filter' ? (target.place ?? target.filter.resourceArn) : undefined;
    return part === undefined ? undefined : this.#options.openCalendar({ part, subject });
  }

  async #copy(shown: ShownViewModel, name: string): Promise<void> {
    const { regions, subject, viewModel } = shown;
    const { attention, days, health, sections } = viewModel;
    const section = [...attention, health, days, ...sections].find((one) => one.name === name);
    if (section === undefined) return;
    const about = { connection: this.#connection(shown), filter: subject.filterText, regions };
    await this.#clipboard.write(sectionContent(section, about, vscode.env.language));
    statusMessage(l10n.t('Copied “{title}”', { title: section.title }));
  }

  #connection({ subject }: ShownViewModel): string {
    return this.#options.connectionText(subject.sessions) ?? '';
  }

  #post(what: 'all' | 'progress'): void {
    const { progress } = this.#model;
    if (what === 'all') {
      void this.#panel.webview.postMessage(this.#message());
    } else if (progress !== undefined) {
      this.#postProgress(progress);
    }
  }

  #message(): ShowOverviewMessage {
    const model = this.#model;
    return {
      kind: 'show',
      version: model.version,
      subject: model.subjectText,
      viewModel: model.shown?.viewModel,
      notices: model.notices.map(({ act: _, ...notice }) => notice),
      progress: model.progress,
      period: model.period,
      periods: periodHours.map((hours) => ({ hours, title: periodTitle(hours) })),
      labels: overviewLabels(),
    };
  }
}

function lastGoodHoursInUse(): number | 'auto' {
  return lastGoodHours(vscode.workspace.getConfiguration().get(lastGoodSetting));
}

const lastGoodSetting = 'backupJobs.lastGoodBackupHours';
/** Milliseconds between two progress texts. */
const throttleMs = 200;
