import * as vscode from 'vscode';
import { statusText } from '../jobs/interpretedText.js';
import { visibleStart } from '../jobs/visibleText.js';

/** What a status bar item shows. */
export interface ShownStatus {
  /** The name of a codicon. */
  readonly icon: string;
  readonly text: string;
  /** The tooltip, which screen readers read too. */
  readonly label: string;
  readonly isWarning: boolean;
}

/** A status bar item that shows any text beside an icon and runs a command. */
export class StatusItem implements vscode.Disposable {
  readonly #item: vscode.StatusBarItem;

  constructor({
    command,
    id,
    name,
  }: { readonly id: string; readonly name: string; readonly command: string }) {
    this.#item = vscode.window.createStatusBarItem(id, vscode.StatusBarAlignment.Left);
    this.#item.name = name;
    this.#item.command = command;
  }

  show({ icon, isWarning, label, text }: ShownStatus): void {
    this.#item.text = `$(${icon}) ${statusText(text)}`;
    this.#item.backgroundColor = isWarning
      ? new vscode.ThemeColor('statusBarItem.warningBackground')
      : undefined;
    this.#item.tooltip = visibleStart(label, maxLabelLength);
    this.#item.accessibilityInformation = { label: visibleStart(label, maxLabelLength), role: 'button' };
    this.#item.show();
  }

  hide(): void {
    this.#item.hide();
  }

  dispose(): void {
    this.#item.dispose();
  }
}

const maxLabelLength = 2000;
