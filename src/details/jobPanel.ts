import { randomBytes } from 'node:crypto';
import * as vscode from 'vscode';
import { localize } from '../editor/localize.js';
import type { DescribedBackupJob } from '../jobs/backupJob.js';
import { jobTitle } from '../jobs/jobFacts.js';
import type { JobReader, JobReference } from '../jobs/jobReader.js';
import { failureOf, type JobFailure, type Remedy } from '../jobs/jobSource.js';
import { remedyTitle } from '../jobs/remedies.js';
import { visibleLine, visibleText } from '../jobs/visibleText.js';
import { copiedValue } from './fieldValue.js';
import { jobSheet } from './jobSheet.js';
import { panelHtml } from './panelHtml.js';
import { type PanelNotice, panelRequestFrom, type ShowMessage } from './panelMessages.js';

/** The job that a panel is about. One to which AWS gave no id has no reference: only what is listed can be shown. */
export interface PanelSubject {
  readonly reference: JobReference | undefined;
  readonly job?: DescribedBackupJob | undefined;
}

/** What every panel is made of. */
export interface JobPanelOptions {
  readonly extensionUri: vscode.Uri;
  readonly reader: JobReader;
  /** Applies a remedy that is not the panel's own to apply. */
  readonly runRemedy: (remedy: Exclude<Remedy, 'retry'>) => void;
  readonly openJson: (reference: JobReference) => void;
}

/** One panel and the job that it shows at present. */
export class JobPanel implements vscode.Disposable {
  readonly #panel: vscode.WebviewPanel;
  readonly #options: JobPanelOptions;
  readonly #owned: vscode.Disposable[] = [];
  #subject: PanelSubject;
  #job: DescribedBackupJob | undefined;
  #failure: JobFailure | undefined;
  #turn = 0;
  /** The read under way; it is ended when another one takes its place. */
  #reading: AbortController | undefined;
  #hasRead = false;

  constructor(panel: vscode.WebviewPanel, options: JobPanelOptions, subject: PanelSubject) {
    this.#panel = panel;
    this.#options = options;
    this.#subject = subject;
    const root = vscode.Uri.joinPath(options.extensionUri, 'dist', 'webview');
    panel.webview.options = { enableScripts: true, localResourceRoots: [root] };
    this.#owned.push(
      panel,
      panel.webview.onDidReceiveMessage((message) => this.#receive(message)),
    );
    const address = (name: string) => panel.webview.asWebviewUri(vscode.Uri.joinPath(root, name)).toString();
    panel.webview.html = panelHtml({
      cspSource: panel.webview.cspSource,
      script: address('jobPanel.js'),
      style: address('jobPanelStyle.css'),
      nonce: randomBytes(16).toString('base64url'),
      language: vscode.env.language,
    });
    this.show(subject);
  }

  get isActive(): boolean {
    return this.#panel.active;
  }

  get reference(): JobReference | undefined {
    return this.#subject.reference;
  }

  reveal(preserveFocus: boolean): void {
    this.#panel.reveal(undefined, preserveFocus);
  }

  /** Turns to a job. What AWS Backup says of it now is asked for once what is known already is on the screen. */
  show(subject: PanelSubject): void {
    this.#reading?.abort();
    this.#reading = undefined;
    this.#hasRead = subject.reference === undefined;
    this.#subject = subject;
    this.#failure = undefined;
    this.#job = subject.job ?? (subject.reference && this.#options.reader.listed(subject.reference));
    this.#turn++;
    this.#post();
  }

  dispose(): void {
    this.#reading?.abort();
    vscode.Disposable.from(...this.#owned).dispose();
  }

  #receive(message: unknown): void {
    const request = panelRequestFrom(message);
    switch (request?.kind) {
      case 'ready':
        this.#post();
        break;
      case 'shown':
        if (request.turn === this.#turn && !this.#hasRead) void this.#read();
        break;
      case 'refresh':
        void this.#read();
        break;
      case 'openJson':
        if (this.reference !== undefined) this.#options.openJson(this.reference);
        break;
      case 'mend':
        this.#mend();
        break;
      case 'copy':
        void this.#copy(request.field);
        break;
    }
  }

  async #read(): Promise<void> {
    const { reference } = this.#subject;
    if (reference === undefined) return;
    this.#hasRead = true;
    this.#reading?.abort();
    const reading = new AbortController();
    this.#reading = reading;
    this.#post();
    try {
      const { job, failure } = await this.#options.reader.read(reference, reading.signal);
      if (this.#reading !== reading) return;
      this.#job = job;
      this.#failure = failure;
    } catch (error) {
      if (this.#reading !== reading) return;
      this.#failure = failureOf(error);
      if (this.#failure.kind === 'notFound') this.#job = undefined;
    }
    this.#reading = undefined;
    this.#post();
  }

  #mend(): void {
    const remedy = this.#failure?.remedy;
    if (remedy === 'retry') void this.#read();
    else if (remedy !== undefined) this.#options.runRemedy(remedy);
  }

  async #copy(field: keyof DescribedBackupJob): Promise<void> {
    const value = copiedValue(this.#job?.[field]);
    if (value === undefined) return;
    await vscode.env.clipboard.writeText(value);
    vscode.window.setStatusBarMessage(vscode.l10n.t('Copied {field}', { field }), 4000);
  }

  #post(): void {
    const job = this.#job;
    const { reference } = this.#subject;
    const name = (job && jobTitle(job)) || reference?.backupJobId || vscode.l10n.t('Unnamed job');
    this.#panel.title = visibleLine(name, 40);
    const message: ShowMessage = {
      kind: 'show',
      turn: this.#turn,
      sheet: job && jobSheet(job, { now: new Date(), locale: vscode.env.language, t: localize }),
      notice: this.#failure && noticeOf(this.#failure),
      isReading: this.#reading !== undefined || (job === undefined && !this.#hasRead),
      kept: reference,
      labels: {
        absent: '—',
        copy: vscode.l10n.t('Copy'),
        openJson: vscode.l10n.t('Open as JSON'),
        reading: vscode.l10n.t('Reading the job from AWS Backup…'),
        refresh: vscode.l10n.t('Refresh'),
      },
    };
    void this.#panel.webview.postMessage(message);
  }
}

function noticeOf(failure: JobFailure): PanelNotice {
  return {
    summary: visibleText(failure.summary),
    detail: visibleText(failure.detail),
    remedy: remedyTitle(failure.remedy, localize),
  };
}
