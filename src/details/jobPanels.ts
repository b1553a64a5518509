import * as vscode from 'vscode';
import { setContext } from '../editor/setContext.js';
import type { JobTarget } from '../jobs/jobTarget.js';
import type { JobPanel } from './jobPanel.js';
import type { JobPanelOptions } from './jobPanelOptions.js';

/**
 * The job panels: one that follows the tree, and any number of pinned ones. They are restored after a reload
 * of the window. Their code is loaded when the first one opens.
 */
export class JobPanels implements vscode.Disposable, vscode.WebviewPanelSerializer {
  readonly #options: () => Promise<Omit<JobPanelOptions, 'onNavigate'>>;
  readonly #registration: vscode.Disposable;
  readonly #pinned = new Set<JobPanel>();
  #following: JobPanel | undefined;

  /** @param options Called each time a job is opened in a panel, and when a panel is restored. */
  constructor(options: () => Promise<Omit<JobPanelOptions, 'onNavigate'>>) {
    this.#options = options;
    this.#registration = vscode.window.registerWebviewPanelSerializer(viewType, this);
  }

  /** The job of the panel that has the focus. */
  get activeTarget(): JobTarget | undefined {
    return this.#active?.target;
  }

  /** The job of the panel that follows the tree, if that is visible. */
  get visibleTarget(): JobTarget | undefined {
    return this.#following?.isVisible ? this.#following.target : undefined;
  }

  /** Moves the focus into the panel that follows the tree. */
  focus(): void {
    this.#following?.reveal(false);
  }

  /** Shows a job in the panel that follows the tree. */
  async open(target: JobTarget, { preserveFocus }: { readonly preserveFocus: boolean }): Promise<void> {
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
      this.#adopt(panel, new Panel(panel, options, target, { isPinned: false }), false);
    } else {
      this.#following.show(target);
      this.#following.reveal(preserveFocus);
    }
    if (!preserveFocus) options.onUse();
  }

  /** Shows a job in a new, pinned panel, so that jobs can be compared. */
  async openInNewPanel(target: JobTarget): Promise<void> {
    const { options, Panel } = await this.#load();
    const panel = vscode.window.createWebviewPanel(viewType, '', vscode.ViewColumn.Beside, viewOptions);
    this.#adopt(panel, new Panel(panel, options, target, { isPinned: true }), true);
    options.onUse();
  }

  /** Shows a job in the panel that follows the tree, if that panel is visible. */
  follow(target: JobTarget): void {
    if (this.#following?.isVisible) this.#following.show(target);
  }

  /** Goes back or forward in the panel that has the focus. */
  go(step: -1 | 1): void {
    this.#active?.go(step);
  }

  async deserializeWebviewPanel(panel: vscode.WebviewPanel, saved: unknown): Promise<void> {
    const { options, Panel } = await this.#load();
    if (!Panel.isSaved(saved) || (!saved.isPinned && this.#following !== undefined)) return panel.dispose();
    const { isPinned, reference, trail } = saved;
    this.#adopt(panel, new Panel(panel, options, { reference }, { isPinned, trail }), isPinned);
  }

  dispose(): void {
    this.#registration.dispose();
    for (const panel of this.#all) panel.dispose();
  }

  async #load() {
    const [{ JobPanel: Panel }, given] = await Promise.all([import('./jobPanel.js'), this.#options()]);
    const options: JobPanelOptions = { ...given, onNavigate: () => this.#setContextKeys() };
    return { Panel, options };
  }

  get #all(): JobPanel[] {
    return [...this.#pinned, ...(this.#following ? [this.#following] : [])];
  }

  get #active(): JobPanel | undefined {
    return this.#all.find(({ isActive }) => isActive);
  }

  /**
   * Sets the context keys for Back and Forward. If the active panel cannot go there, the key bindings of VS
   * Code itself apply.
   */
  #setContextKeys(): void {
    setContext('canGoBack', this.#active?.canGoBack ?? false);
    setContext('canGoForward', this.#active?.canGoForward ?? false);
  }

  #adopt(view: vscode.WebviewPanel, panel: JobPanel, isPinned: boolean): void {
    if (isPinned) this.#pinned.add(panel);
    else this.#following = panel;
    this.#setContextKeys();
    view.onDidDispose(() => {
      panel.dispose();
      this.#pinned.delete(panel);
      if (this.#following === panel) this.#following = undefined;
      this.#setContextKeys();
    });
  }
}

const viewType = 'backupJobs.jobPanel';
const viewOptions: vscode.WebviewPanelOptions = { enableFindWidget: true };
