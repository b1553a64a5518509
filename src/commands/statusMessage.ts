import * as vscode from 'vscode';

/** Says something in the status bar, for a moment. */
export function statusMessage(text: string): void {
  vscode.window.setStatusBarMessage(text, 4000);
}
