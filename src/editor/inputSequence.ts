import type * as vscode from 'vscode';

/**
 * Inputs that follow each other at once. An answered one stays until the next one is shown or the sequence
 * is disposed: VS Code would return the focus to the editor in between, perhaps so late that the next input
 * loses it again and closes.
 */
export class InputSequence implements vscode.Disposable {
  #answered: vscode.Disposable | undefined;

  /** Disposes an answered input as soon as the next one is shown. */
  keep(answered: vscode.Disposable): void {
    this.dispose();
    this.#answered = answered;
  }

  /** Disposes the answered input. */
  dispose(): void {
    this.#answered?.dispose();
    this.#answered = undefined;
  }
}
