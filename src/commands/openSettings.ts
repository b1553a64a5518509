import * as vscode from 'vscode';

/** Opens the settings editor for these settings. */
export async function openSettings(ids: readonly string[]): Promise<void> {
  await vscode.commands.executeCommand('workbench.action.openSettings', `@id:${ids.join()}`);
}
