import * as vscode from 'vscode';
import type { JobTarget } from '../jobs/jobTarget.js';
import type { JobPanelOptions } from './jobPanelOptions.js';
import type { OpenJobPanels } from './openJobPanels.js';

/**
 * The job panels: one that follows the tree, and any number of pinned ones. They are restored after a reload
 * of the window. Their code is loaded when the first one opens.
 */
export class JobPanels implements vscode.Disposable, vscode.WebviewPanelSerializer {
  readonly #options: () => Promise<JobPanelOptions>;
  readonly #registration: vscode.Disposable;
  #loading: Promise<OpenJobPanels> | undefined;
  #panels: OpenJobPanels | undefined;

  /** @param options Called when the first panel opens. */
  constructor(options: () => Promise<JobPanelOptions>) {
    this.#options = options;
    this.#registration = vscode.window.registerWebviewPanelSerializer(viewType, this);
  }

  /** The panels; undefined until one opens. */
  get loaded(): OpenJobPanels | undefined {
    return this.#panels;
  }

  /** Shows a job in the panel that follows the tree. */
  async open(target: JobTarget, { preserveFocus }: { readonly preserveFocus: boolean }): Promise<void> {
    (await this.#load()).open(target, preserveFocus);
  }

  /** Shows a job in a new, pinned panel, so that jobs can be compared. */
  async openInNewPanel(target: JobTarget): Promise<void> {
    (await this.#load()).openPinned(target);
  }

  async deserializeWebviewPanel(panel: vscode.WebviewPanel, saved: unknown): Promise<void> {
    (await this.#load()).restore(panel, saved);
  }

  dispose(): void {
    this.#registration.dispose();
    this.#panels?.dispose();
  }

  #load(): Promise<OpenJobPanels> {
    this.#loading ??= this.#create().catch((error) => {
      // The next one tries again.
      this.#loading = undefined;
      throw error;
    });
    return this.#loading;
  }

  async #create(): Promise<OpenJobPanels> {
    const [module, options] = await Promise.all([import('./openJobPanels.js'), this.#options()]);
    this.#panels = new module.OpenJobPanels(viewType, options);
    return this.#panels;
  }
}

const viewType = 'backupJobs.jobPanel';
