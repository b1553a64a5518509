import * as vscode from 'vscode';

/**
 * A value from the user settings, whatever the workspace or remote settings say; undefined if it is not set.
 * For settings of the scope `application`.
 */
export function userSetting(name: string): unknown {
  return vscode.workspace.getConfiguration('backupJobs').inspect(name)?.globalValue;
}

/** {@link userSetting} of a string; undefined if it is not a string. */
export function userString(name: string): string | undefined {
  const value = userSetting(name);
  return typeof value === 'string' ? value : undefined;
}
