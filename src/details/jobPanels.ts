import * as vscode from 'vscode';
import { isJobReference, type JobReference } from '../jobs/jobReader.js';
import { JobPanel, type JobPanelOptions, type PanelSubject } from './jobPanel.js';

/** The panel that shows one job in full: one for all jobs, beside the code. It comes back after a reload of the window. */
export class JobPanels implements vscode.Disposable, vscode.WebviewPanelSerializer {
  readonly #options: JobPanelOptions;
  readonly #registration: vscode.Disposable;
  #panel: JobPanel | undefined;

  constructor(options: JobPanelOptions) {
    this.#options = options;
    this.#registration = vscode.window.registerWebviewPanelSerializer(viewType, this);
  }

  /** The job of the panel that has the focus. */
  get activeReference(): JobReference | undefined {
    return this.#panel?.isActive ? this.#panel.reference : undefined;
  }

  /** Shows a job: what the lists know of it at once, and then what AWS Backup says now. */
  open(subject: PanelSubject, { preserveFocus }: { readonly preserveFocus: boolean }): void {
    if (this.#panel === undefined) {
      const isEmpty = vscode.window.tabGroups.activeTabGroup.tabs.length === 0;
      const viewColumn = isEmpty ? vscode.ViewColumn.Active : vscode.ViewColumn.Beside;
      this.#adopt(vscode.window.createWebviewPanel(viewType, '', { viewColumn, preserveFocus }), subject);
    } else {
      this.#panel.show(subject);
      this.#panel.reveal(preserveFocus);
    }
  }

  async deserializeWebviewPanel(panel: vscode.WebviewPanel, kept: unknown): Promise<void> {
    if (isJobReference(kept) && this.#panel === undefined) this.#adopt(panel, { reference: kept });
    else panel.dispose();
  }

  dispose(): void {
    this.#registration.dispose();
    this.#panel?.dispose();
  }

  #adopt(panel: vscode.WebviewPanel, subject: PanelSubject): void {
    this.#panel = new JobPanel(panel, this.#options, subject);
    panel.onDidDispose(() => {
      this.#panel?.dispose();
      this.#panel = undefined;
    });
  }
}

const viewType = 'backupJobs.jobPanel';
