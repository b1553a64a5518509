import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { KnownIssueSetting } from '../editor/knownIssueSetting.js';
import { statusMessage } from '../editor/notify.js';
import type { PageClipboard } from '../editor/pageClipboard.js';
import type { ProgressMessage } from '../editor/progressMessage.js';
import { runRequested } from '../editor/runRequested.js';
import { showPage } from '../editor/showPage.js';
import { tabIcon } from '../editor/tabIcon.js';
import { webviewClipboard } from '../editor/webviewClipboard.js';
import type { BackupJob } from '../jobs/backupJob.js';
import type { JobFilter } from '../jobs/jobFilter.js';
import type { JobReference } from '../jobs/jobReader.js';
import { referenceOf } from '../jobs/jobReference.js';
import { narrowFilter } from '../jobs/narrowFilter.js';
import type { ShownView, SubjectDependencies } from '../jobs/subjectModel.js';
import { throttled } from '../jobs/throttled.js';
import type { BuiltCalendar } from './buildCalendar.js';
import { calendarContent, calendarTable } from './calendarContent.js';
import { groupingFrom } from './calendarGroupingNames.js';
import { calendarLabels } from './calendarLabels.js';
import { type CalendarRequest, calendarRequestFrom, type ShowCalendarMessage } from './calendarMessages.js';
import { CalendarModel } from './calendarModel.js';
import type { CalendarScope } from './calendarScope.js';
import { slotEnd } from './calendarSlots.js';

/** What the panel needs from the rest of the extension. */
export interface CalendarPanelOptions extends Omit<SubjectDependencies, 'locale' | 'filter' | 'subject'> {
  readonly extensionUri: vscode.Uri;
  /** See {@link SubjectDependencies}; without a scope, the jobs of the tree's filter. */
  subject(scope: CalendarScope | undefined): ReturnType<SubjectDependencies['subject']>;
  filter(scope: CalendarScope | undefined): ReturnType<SubjectDependencies['filter']>;
  /** Sets the filter of the tree, and shows the tree. */
  filterTree(filter: JobFilter): Promise<void>;
  /** Shows a job in its panel. A job without an id has no reference. */
  openJob(reference: JobReference | undefined, job: BackupJob): unknown;
  openOverview(): unknown;
  /** Asks for a file and writes a table to it. */
  exportTable(lines: () => Iterable<readonly (string | undefined)[]>): Promise<void>;
  /** Identifies the selected connection; undefined if there is none. */
  connection(): string | undefined;
  /** Fires when another connection is selected, or the same one is opened again. */
  readonly onDidChangeConnection: vscode.Event<void>;
  readonly onDidChangeJobs: vscode.Event<unknown>;
  /** Events that fire after a change of the filter or of the connection's description. */
  readonly subjectEvents: readonly vscode.Event<unknown>[];
}

/** The panel of the calendar. It shows the model and handles the requests of its page. */
export class CalendarPanel implements vscode.Disposable {
  readonly #panel: vscode.WebviewPanel;
  readonly #options: CalendarPanelOptions;
  readonly #model: CalendarModel;
  readonly #clipboard: PageClipboard;
  readonly #knownIssues = new KnownIssueSetting();
  readonly #disposables: vscode.Disposable[] = [];
  readonly #postProgress = throttled(throttleMs, (progress: ProgressMessage['progress']) => {
    void this.#panel.webview.postMessage({ kind: 'progress', progress } satisfies ProgressMessage);
  });
  /** Whether to read as soon as the panel is visible. A hidden panel reads nothing. */
  #wantsRead = false;
  #wantsRecount = false;
  #scope: CalendarScope | undefined;
  #scopeConnection: string | undefined;
  #scopeNumber = 0;
  /** The version of the view model that the page has. */
  #sentVersion: number | undefined;

  /** A panel that is `restored` after a reload of the window reads nothing until the user requests it. */
  constructor(
    panel: vscode.WebviewPanel,
    options: CalendarPanelOptions,
    restored?: { readonly saved: unknown },
  ) {
    this.#panel = panel;
    this.#options = options;
    this.#clipboard = webviewClipboard(panel.webview);
    this.#model = new CalendarModel(
      {
        connectionText: (sessions) => options.connectionText(sessions),
        refresh: () => options.refresh(),
        runRemedy: (remedy) => options.runRemedy(remedy),
        filter: () => options.filter(this.#scope),
        subject: () => options.subject(this.#scope),
        locale: vscode.env.language,
        knownIssues: this.#knownIssues,
      },
      (what) => this.#post(what),
    );
    const { reading } = this.#model;
    const title = l10n.t('Backup Calendar');
    panel.title = title;
    panel.iconPath = tabIcon(options.extensionUri, 'calendar');
    this.#disposables.push(
      panel,
      panel.webview.onDidReceiveMessage(
        (message) => void runRequested(() => this.#run(calendarRequestFrom(message))),
      ),
      panel.onDidChangeViewState(() => this.#readIfVisible()),
      options.onDidChangeConnection(() => {
        // A scope is about the jobs of the connection that it was selected in.
        if (options.connection() !== this.#scopeConnection) this.#scope = undefined;
        reading.forget();
        this.#wantsRead = !reading.isWaiting;
        this.#readIfVisible();
      }),
      options.onDidChangeJobs(() => {
        if (panel.visible) reading.follow();
      }),
      ...options.subjectEvents.map((event) => event(() => this.#post('all'))),
      this.#knownIssues,
      this.#knownIssues.onDidChange(() => {
        this.#wantsRecount = true;
        this.#readIfVisible();
      }),
    );
    showPage(panel.webview, { extensionUri: options.extensionUri, name: 'calendar', title });
    const saved = restored?.saved;
    const grouping = groupingFrom(
      saved instanceof Object && 'grouping' in saved ? saved.grouping : undefined,
    );
    if (grouping !== undefined) void this.#model.group(grouping);
    if (restored !== undefined) reading.wait();
  }

  /** Brings the panel to the front. */
  reveal(): void {
    this.#panel.reveal();
  }

  /** Shows the jobs of a scope; without one, those of the tree's filter. */
  show(scope: CalendarScope | undefined): void {
    const { reading } = this.#model;
    const isNew = this.#scope !== scope || this.#model.shown === undefined || reading.isWaiting;
    if (this.#scope !== scope) {
      this.#scope = scope;
      this.#scopeConnection = this.#options.connection();
      this.#scopeNumber++;
      reading.forget();
    }
    this.#wantsRead ||= isNew;
    this.#readIfVisible();
  }

  dispose(): void {
    this.#model.reading.dispose();
    vscode.Disposable.from(...this.#disposables).dispose();
  }

  #readIfVisible(): void {
    if (this.#model.reading.isDisposed || !this.#panel.visible) return;
    if (this.#wantsRead) void this.#model.reading.read();
    else if (this.#wantsRecount) void this.#model.reading.recount();
    else this.#model.reading.follow();
    this.#wantsRead = false;
    this.#wantsRecount = false;
  }

  #run(request: CalendarRequest | undefined): unknown {
    const { reading, shown } = this.#model;
    switch (request?.kind) {
      case undefined:
        return undefined;
      case 'ready':
        this.#sentVersion = undefined;
        return this.#post('all');
      case 'refresh':
        return reading.read({ isRefresh: true });
      case 'stop':
        return reading.stop();
      case 'openOverview':
        return this.#options.openOverview();
      case 'showAll':
        return this.show(undefined);
      case 'clipboard':
        return this.#clipboard.settle(request);
      case 'fix':
        return reading.notices.find(({ key }) => key === request.notice)?.act();
      case 'group':
        return this.#model.group(request.grouping);
      case 'openDay':
        return this.#isCurrent(request) && this.#model.toggleDay(shown?.view.days.starts[request.day]);
      case 'go':
        return this.#isCurrent(request) && shown && this.#go(shown, request);
      case 'openLatest':
        return this.#isCurrent(request) && shown && this.#openLatest(shown, request.row);
      case 'copy':
        return this.#isCurrent(request) && shown && this.#copy(shown, request.search);
      case 'export':
        return (
          this.#isCurrent(request) &&
          shown &&
          this.#options.exportTable(() => calendarTable(shown.view, request.search))
        );
    }
  }

  #isCurrent({ version }: { readonly version: number }): boolean {
    return version === this.#model.reading.version;
  }

  /** A day without a job would be an empty tree, so the tree then shows all jobs of the resource. */
  async #go(
    { subject, view }: ShownView<BuiltCalendar>,
    { isHour, row: place, slot }: Extract<CalendarRequest, { readonly kind: 'go' }>,
  ): Promise<void> {
    const row = view.rows[place];
    const [slots, tally] = isHour ? [view.hours, row?.hours] : [view.days, row?.days];
    const start = slots?.starts[slot];
    if (row === undefined || slots === undefined || tally === undefined || start === undefined) return;
    const { ResourceArn } = row.latest;
    if (!ResourceArn) return this.#openLatest({ subject, view }, place);
    const ofTime = {
      createdAfter: new Date(start).toISOString(),
      createdBefore: new Date(slotEnd(slots, slot) - 1).toISOString(),
    };
    const hasJob = (tally.jobs[slot] ?? 0) > 0;
    const filter = { resourceArn: ResourceArn, ...(hasJob && ofTime) };
    await this.#options.filterTree(narrowFilter(subject.filter, filter, new Date()));
  }

  async #openLatest(
    { subject, view }: Pick<ShownView<BuiltCalendar>, 'subject' | 'view'>,
    row: number,
  ): Promise<void> {
    const job = view.rows[row]?.latest;
    if (job !== undefined) await this.#options.openJob(referenceOf(job, subject), job);
  }

  async #copy({ regions, subject, view }: ShownView<BuiltCalendar>, search: string): Promise<void> {
    const connection = this.#options.connectionText(subject.sessions) ?? '';
    const about = { connection, filter: subject.filterText, regions };
    await this.#clipboard.write(calendarContent(view, search, about, vscode.env.language));
    statusMessage(l10n.t('Copied the calendar'));
  }

  #post(what: 'all' | 'progress'): void {
    const { progress } = this.#model.reading;
    if (what === 'all') void this.#panel.webview.postMessage(this.#message());
    else if (progress !== undefined) this.#postProgress(progress);
  }

  #message(): ShowCalendarMessage {
    const { grouping, reading, shown } = this.#model;
    const { notices, progress, subjectText, version } = reading;
    const isSame = shown !== undefined && this.#sentVersion === version;
    this.#sentVersion = shown === undefined ? undefined : version;
    return {
      kind: 'show',
      version,
      subject: subjectText,
      viewModel: isSame ? undefined : shown?.view.viewModel,
      isSame,
      notices: notices.map(({ act: _, ...notice }) => notice),
      progress,
      grouping,
      isScoped: this.#scope !== undefined,
      scope: this.#scopeNumber,
      labels: calendarLabels(),
    };
  }
}

/** Milliseconds between two progress texts. */
const throttleMs = 200;
