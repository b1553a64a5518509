import * as vscode from 'vscode';
import type { OverviewPanel, OverviewPanelOptions } from './overviewPanel.js';

/**
 * Opens the overview's panel, of which there is only one, and restores it after a reload of the window. The
 * panel's code is loaded when it opens.
 */
export class Overviews implements vscode.Disposable, vscode.WebviewPanelSerializer {
  readonly #options: () => Promise<OverviewPanelOptions>;
  readonly #registration: vscode.Disposable;
  #panel: Promise<OverviewPanel> | undefined;
  #isDisposed = false;

  constructor(options: () => Promise<OverviewPanelOptions>) {
    this.#options = options;
    this.#registration = vscode.window.registerWebviewPanelSerializer(viewType, this);
  }

  /** Opens the overview, or reveals the open one. */
  async open(): Promise<void> {
    if (this.#panel !== undefined) return (await this.#panel).reveal();
    await this.#adopt(
      vscode.window.createWebviewPanel(viewType, '', vscode.ViewColumn.Active, { enableFindWidget: true }),
    );
  }

  async deserializeWebviewPanel(panel: vscode.WebviewPanel, saved: unknown): Promise<void> {
    if (this.#panel === undefined) await this.#adopt(panel, { saved });
    else panel.dispose();
  }

  dispose(): void {
    this.#isDisposed = true;
    this.#registration.dispose();
    void this.#panel?.then((panel) => panel.dispose());
  }

  async #adopt(panel: vscode.WebviewPanel, restored?: { readonly saved: unknown }): Promise<void> {
    let isClosed = false;
    const opening = Promise.all([import('./overviewPanel.js'), this.#options()]).then(
      ([{ OverviewPanel: Panel }, options]) => new Panel(panel, options, restored),
    );
    this.#panel = opening;
    panel.onDidDispose(() => {
      isClosed = true;
      this.#panel = undefined;
      void opening.then((opened) => opened.dispose());
    });
    const opened = await opening;
    if (isClosed || this.#isDisposed) opened.dispose();
  }
}

const viewType = 'backupJobs.overview';
