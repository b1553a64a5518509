import * as vscode from 'vscode';

/** A panel that is open. */
export interface OpenPanel extends vscode.Disposable {
  /** Brings the panel to the front. */
  reveal(): void;
}

/** Creates the content of a panel; `restored` has what its page has saved before a reload of the window. */
export type PanelFactory<Panel extends OpenPanel> = (
  panel: vscode.WebviewPanel,
  restored: { readonly saved: unknown } | undefined,
) => Promise<Panel>;

/**
 * Opens a panel, of which there is only one, and restores it after a reload of the window. The panel's code
 * is loaded when it opens.
 */
export class SinglePanel<Panel extends OpenPanel>
  implements vscode.Disposable, vscode.WebviewPanelSerializer
{
  readonly #viewType: string;
  readonly #create: PanelFactory<Panel>;
  readonly #registration: vscode.Disposable;
  #panel: Promise<Panel> | undefined;
  #isDisposed = false;

  constructor(viewType: string, create: PanelFactory<Panel>) {
    this.#viewType = viewType;
    this.#create = create;
    this.#registration = vscode.window.registerWebviewPanelSerializer(viewType, this);
  }

  /** Opens the panel, or reveals the open one. */
  async open(): Promise<Panel> {
    if (this.#panel === undefined)
      return this.#adopt(
        vscode.window.createWebviewPanel(this.#viewType, '', vscode.ViewColumn.Active, {
          enableFindWidget: true,
        }),
      );
    const open = await this.#panel;
    open.reveal();
    return open;
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

  async #adopt(panel: vscode.WebviewPanel, restored?: { readonly saved: unknown }): Promise<Panel> {
    let isClosed = false;
    const opening = this.#create(panel, restored);
    this.#panel = opening;
    panel.onDidDispose(() => {
      isClosed = true;
      this.#panel = undefined;
      opening.then((opened) => opened.dispose()).catch(() => {});
    });
    const opened = await opening.catch((error: unknown) => {
      // An empty tab would stay, and every later opening would fail.
      panel.dispose();
      throw error;
    });
    if (isClosed || this.#isDisposed) opened.dispose();
    return opened;
  }
}
