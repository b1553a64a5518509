import type * as vscode from 'vscode';
import { startApp } from './app/app.js';

/** Called by VS Code when the extension is needed for the first time. */
export function activate(context: vscode.ExtensionContext): void {
  startApp(context);
}
