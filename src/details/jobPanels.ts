import * as vscode from 'vscode';
import { setContext } from '../editor/setContext.js';
import type { JobTarget } from '../jobs/jobTarget.js';
import type { JobPanel } from './jobPanel.js';
import type { JobPanelOptions } from './jobPanelOptions.js';

/**
 * The panels that show one job in full: one that goes from job to job beside the code, and those that were
 * opened to stay with theirs. They come back after a reload of the window. The panel itself is loaded with
 * the first one.
 */
export class JobPanels implements vscode.Disposable, vscode.WebviewPanelSerializer {
  readonly #options: () => Promise<Omit<JobPanelOptions, 'onNavigate'>>;
  readonly #registration: vscode.Disposable;
  readonly #own = new Set<JobPanel>();
  #following: JobPanel | undefined;

  /** @param options What the panels are made of, asked for when the first one is opened. */
  constructor(options: () => Promise<Omit<JobPanelOptions, 'onNavigate'>>) {
    this.#options = options;
    this.#registration = vscode.window.registerWebviewPanelSerializer(viewType, this);
  }

  /** The job of the panel that has the focus. */
  get activeTarget(): JobTarget | undefined {
    return this.#active?.subject;
  }

  /** Shows a job: what the lists know of it at once, and then what AWS Backup says now. */
  async open(subject: JobTarget, { preserveFocus }: { readonly preserveFocus: boolean }): Promise<void> {
    const { options, Panel } = await this.#load();
    if (this.#following === undefined) {
      const isEmpty = vscode.window.tabGroups.activeTabGroup.tabs.length === 0;
      const viewColumn = isEmpty ? vscode.ViewColumn.Active : vscode.ViewColumn.Beside;
      const panel = vscode.window.createWebviewPanel(
        viewType,
        '',
        { viewColumn, preserveFocus },
        viewOptions,
      );
      this.#adopt(panel, new Panel(panel, options, subject, { isOwn: false }), false);
    } else {
      this.#following.show(subject);
      this.#following.reveal(preserveFocus);
    }
    if (!preserveFocus) options.onUse();
  }

  /** Shows a job in a panel of its own, to compare it with another. */
  async openInNewPanel(subject: JobTarget): Promise<void> {
    const { options, Panel } = await this.#load();
    const panel = vscode.window.createWebviewPanel(viewType, '', vscode.ViewColumn.Beside, viewOptions);
    this.#adopt(panel, new Panel(panel, options, subject, { isOwn: true }), true);
    options.onUse();
  }

  /** Turns the panel to a job where it is on the screen; it is not brought there. */
  follow(subject: JobTarget): void {
    if (this.#following?.isVisible) this.#following.show(subject);
  }

  /** Goes back or forward in the panel that has the focus. */
  go(step: -1 | 1): void {
    this.#active?.go(step);
  }

  async deserializeWebviewPanel(panel: vscode.WebviewPanel, kept: unknown): Promise<void> {
    const { options, Panel } = await this.#load();
    if (!Panel.isKept(kept) || (!kept.isOwn && this.#following !== undefined)) return panel.dispose();
    const { isOwn, reference, trail } = kept;
    this.#adopt(panel, new Panel(panel, options, { reference }, { isOwn, trail }), isOwn);
  }

  dispose(): void {
    this.#registration.dispose();
    for (const panel of this.#all) panel.dispose();
  }

  /** What only a panel needs, loaded with the first one. */
  async #load() {
    const [{ JobPanel: Panel }, own] = await Promise.all([import('./jobPanel.js'), this.#options()]);
    const options: JobPanelOptions = { ...own, onNavigate: () => this.#showWays() };
    return { Panel, options };
  }

  get #all(): JobPanel[] {
    return [...this.#own, ...(this.#following ? [this.#following] : [])];
  }

  get #active(): JobPanel | undefined {
    return this.#all.find(({ isActive }) => isActive);
  }

  /**
   * Sets the context keys for Back and Forward. If the active panel cannot go there, the key bindings keep
   * the meaning that they have in VS Code.
   */
  #showWays(): void {
    setContext('canGoBack', this.#active?.canGoBack ?? false);
    setContext('canGoForward', this.#active?.canGoForward ?? false);
  }

  #adopt(view: vscode.WebviewPanel, panel: JobPanel, isOwn: boolean): void {
    if (isOwn) this.#own.add(panel);
    else this.#following = panel;
    this.#showWays();
    view.onDidDispose(() => {
      panel.dispose();
      this.#own.delete(panel);
      if (this.#following === panel) this.#following = undefined;
      this.#showWays();
    });
  }
}

const viewType = 'backupJobs.jobPanel';
const viewOptions: vscode.WebviewPanelOptions = { enableFindWidget: true };
