import * as vscode from 'vscode';

/** Sets the context key `backupJobs.NAME`, for the `when` clauses of the manifest. */
export function setContext(name: string, value: unknown): void {
  void vscode.commands.executeCommand('setContext', `backupJobs.${name}`, value);
}
