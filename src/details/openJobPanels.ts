import * as vscode from 'vscode';
import { setContext } from '../editor/setContext.js';
import type { JobTarget } from '../jobs/jobTarget.js';
import { JobPanel, type OpenedAs } from './jobPanel.js';
import type { JobPanelOptions } from './jobPanelOptions.js';
import { isSavedPanel } from './savedPanel.js';

/** The job panels that are open, see `JobPanels`. */
export class OpenJobPanels implements vscode.Disposable {
  readonly #viewType: string;
  readonly #options: JobPanelOptions;
  readonly #pinned = new Set<JobPanel>();
  #following: JobPanel | undefined;

  constructor(viewType: string, options: JobPanelOptions) {
    this.#viewType = viewType;
    this.#options = options;
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
  open(target: JobTarget, preserveFocus: boolean): void {
    if (this.#following === undefined) {
      const isEmpty = vscode.window.tabGroups.activeTabGroup.tabs.length === 0;
      const viewColumn = isEmpty ? vscode.ViewColumn.Active : vscode.ViewColumn.Beside;
      this.#adopt(this.#createView({ viewColumn, preserveFocus }), target, { isPinned: false });
    } else {
      this.#following.show(target);
      this.#following.reveal(preserveFocus);
    }
    if (!preserveFocus) this.#options.onUse();
  }

  /** Shows a job in a new panel, which does not follow the tree. */
  openPinned(target: JobTarget): void {
    this.#adopt(this.#createView(vscode.ViewColumn.Beside), target, { isPinned: true });
    this.#options.onUse();
  }

  /** Restores a panel after a reload of the window, from what its page has saved. */
  restore(view: vscode.WebviewPanel, saved: unknown): void {
    if (!isSavedPanel(saved) || (!saved.isPinned && this.#following !== undefined)) {
      view.dispose();
      return;
    }
    const { isPinned, reference, trail } = saved;
    this.#adopt(view, { reference }, { isPinned, trail });
  }

  /** Shows a job in the panel that follows the tree, if that panel is visible. */
  follow(target: JobTarget): void {
    if (this.#following?.isVisible) this.#following.show(target);
  }

  /** Goes back or forward in the panel that has the focus. */
  go(step: -1 | 1): void {
    this.#active?.go(step);
  }

  dispose(): void {
    for (const panel of this.#all) panel.dispose();
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

  #createView(
    place: vscode.ViewColumn | { readonly viewColumn: vscode.ViewColumn; readonly preserveFocus: boolean },
  ): vscode.WebviewPanel {
    return vscode.window.createWebviewPanel(this.#viewType, '', place, { enableFindWidget: true });
  }

  #adopt(view: vscode.WebviewPanel, target: JobTarget, kind: Omit<OpenedAs, 'onNavigate'>): void {
    const panel = new JobPanel(view, this.#options, target, {
      ...kind,
      onNavigate: () => this.#setContextKeys(),
    });
    if (kind.isPinned) this.#pinned.add(panel);
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
