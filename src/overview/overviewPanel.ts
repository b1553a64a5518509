import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { statusMessage } from '../editor/notify.js';
import { showPage } from '../editor/showPage.js';
import { tabIcon } from '../editor/tabIcon.js';
import type { BackupJob } from '../jobs/backupJob.js';
import type { JobFilter } from '../jobs/jobFilter.js';
import type { JobReference } from '../jobs/jobReader.js';
import { numericSetting } from '../jobs/numericSettings.js';
import { throttled } from '../jobs/throttled.js';
import { referenceOf } from './jobReference.js';
import { narrowFilter } from './narrowFilter.js';
import type { OverviewHost } from './overviewHost.js';
import {
  type OverviewLabels,
  type OverviewRequest,
  overviewRequestFrom,
  type ProgressMessage,
  type ShowOverviewMessage,
} from './overviewMessages.js';
import { OverviewModel, type ShownViewModel } from './overviewModel.js';
import { periodFrom, periodHours } from './periods.js';
import { tableText } from './viewModels/tableText.js';
import { periodTitle } from './viewModels/viewModelContext.js';

/** What the panel is made of. */
export interface OverviewPanelOptions extends Omit<OverviewHost, 'locale' | 'lastGoodHours'> {
  readonly extensionUri: vscode.Uri;
  /** Filters the tree, and shows it. */
  filterTree(filter: JobFilter): Promise<void>;
  /** Shows a job in its panel. A job to which AWS gave no id has no reference. */
  openJob(reference: JobReference | undefined, job: BackupJob): void;
  /** Fires when another connection was chosen. */
  readonly onDidChangeConnection: vscode.Event<void>;
  /** Fires when something has changed of what is known of jobs. */
  readonly onDidChangeJobs: vscode.Event<unknown>;
  /** They fire when the filter has changed, and when more is known of the connection. */
  readonly subjectEvents: readonly vscode.Event<unknown>[];
}

/** The panel of the overview: its page, and what the page asks for. */
export class OverviewPanel implements vscode.Disposable {
  readonly #panel: vscode.WebviewPanel;
  readonly #options: OverviewPanelOptions;
  readonly #model: OverviewModel;
  readonly #owned: vscode.Disposable[] = [];
  readonly #postProgress = throttled(throttleMs, (progress: ProgressMessage['progress']) => {
    void this.#panel.webview.postMessage({ kind: 'progress', progress } satisfies ProgressMessage);
  });
  /** A panel that nobody sees reads nothing until it is seen. */
  #wantsRead: boolean;
  #wantsRecount = false;

  /**
   * One that comes back after a reload of the window has what its page has kept, and reads nothing until it
   * is asked to.
   */
  constructor(
    panel: vscode.WebviewPanel,
    options: OverviewPanelOptions,
    restored?: { readonly kept: unknown },
  ) {
    this.#panel = panel;
    this.#options = options;
    const host = { ...options, locale: vscode.env.language, lastGoodHours };
    this.#model = new OverviewModel(host, (what) => this.#post(what));
    const title = l10n.t('Backup Overview');
    panel.title = title;
    panel.iconPath = tabIcon(options.extensionUri, 'overview');
    this.#owned.push(
      panel,
      panel.webview.onDidReceiveMessage((message) => this.#receive(overviewRequestFrom(message))),
      panel.onDidChangeViewState(() => this.#readIfSeen()),
      options.onDidChangeConnection(() => {
        this.#model.forget();
        this.#wantsRead = !this.#model.isWaiting;
        this.#readIfSeen();
      }),
      options.onDidChangeJobs(() => {
        if (panel.visible) this.#model.follow();
      }),
      ...options.subjectEvents.map((event) => event(() => this.#post('all'))),
      vscode.workspace.onDidChangeConfiguration((change) => {
        if (!change.affectsConfiguration(lastGoodSetting)) return;
        this.#wantsRecount = true;
        this.#readIfSeen();
      }),
    );
    showPage(panel.webview, { extensionUri: options.extensionUri, name: 'overview', title });
    const kept = restored?.kept;
    const period = periodFrom(kept instanceof Object && 'period' in kept ? kept.period : undefined);
    if (period !== undefined) void this.#model.choosePeriod(period);
    this.#wantsRead = restored === undefined;
    if (!this.#wantsRead) this.#model.wait();
    this.#readIfSeen();
  }

  /** Brings the panel to the front; a person who opens it wants its figures. */
  reveal(): void {
    this.#wantsRead ||= this.#model.isWaiting;
    this.#panel.reveal();
    this.#readIfSeen();
  }

  dispose(): void {
    this.#model.forget();
    vscode.Disposable.from(...this.#owned).dispose();
  }

  #readIfSeen(): void {
    if (!this.#panel.visible) return;
    if (this.#wantsRead) void this.#model.read();
    else if (this.#wantsRecount) void this.#model.recount();
    else this.#model.follow();
    this.#wantsRead = false;
    this.#wantsRecount = false;
  }

  #receive(request: OverviewRequest | undefined): void {
    const { shown } = this.#model;
    switch (request?.kind) {
      case 'ready':
        this.#post('all');
        break;
      case 'refresh':
        void this.#model.read({ isRefresh: true });
        break;
      case 'stop':
        this.#model.stop();
        break;
      case 'openSetting':
        void vscode.commands.executeCommand('workbench.action.openSettings', `@id:${lastGoodSetting}`);
        break;
      case 'period':
        void this.#model.choosePeriod(request.hours);
        break;
      case 'mend':
        this.#model.notices[request.notice]?.act();
        break;
      case 'go':
        if (shown !== undefined && request.turn === this.#model.turn) void this.#go(shown, request.target);
        break;
      case 'copy':
        if (shown !== undefined && request.turn === this.#model.turn) void this.#copy(shown, request.section);
        break;
    }
  }

  async #go({ now, subject, targets }: ShownViewModel, number: number): Promise<void> {
    const target = targets.at(number);
    if (target?.kind === 'filter')
      await this.#options.filterTree(narrowFilter(subject.filter, target.filter, now));
    if (target?.kind !== 'open') return;
    this.#options.openJob(referenceOf(target.job, subject), target.job);
  }

  async #copy({ sheet: { days, health, sections } }: ShownViewModel, name: string): Promise<void> {
    const section =
      name === 'health'
        ? { title: health.title, table: health.table }
        : [days, ...sections].find((one) => one.name === name);
    if (section === undefined) return;
    await vscode.env.clipboard.writeText(tableText(section.table));
    statusMessage(l10n.t('Copied “{title}”', { title: section.title }));
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
      turn: model.turn,
      subject: model.subjectText,
      sheet: model.shown?.sheet,
      notices: model.notices.map(({ action, detail, summary }) => ({ action, detail, summary })),
      progress: model.progress,
      period: model.period,
      periods: periodHours.map((hours) => ({
        hours,
        title: periodTitle(hours),
      })),
      labels: labels(),
    };
  }
}

function labels(): OverviewLabels {
  return {
    title: l10n.t('Backup overview'),
    copy: l10n.t('Copy'),
    refresh: l10n.t('Refresh'),
    setting: l10n.t('Change…'),
    stop: l10n.t('Stop'),
    showTable: l10n.t('Table'),
    period: l10n.t('Period'),
    legend: l10n.t('States'),
    chartKeys: l10n.t(
      'Jobs by day, as bars: left and right arrow keys move from day to day, up and down through its states. Enter filters the tree.',
    ),
  };
}

function lastGoodHours(): number {
  return numericSetting('lastGoodBackupHours', vscode.workspace.getConfiguration().get(lastGoodSetting));
}

const lastGoodSetting = 'backupJobs.lastGoodBackupHours';
/** Milliseconds; faster than this nobody reads. */
const throttleMs = 200;
