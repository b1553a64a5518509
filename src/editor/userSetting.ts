import * as vscode from 'vscode';

/**
 * A setting of the extension as the user has it, whatever a workspace or the machine that the extension runs
 * on says; undefined where the user does not say. For settings of the scope `application`.
 */
export function userSetting(name: string): unknown {
  return vscode.workspace.getConfiguration('backupJobs').inspect(name)?.globalValue;
}

/** {@link userSetting} of a text; undefined where it is none. */
export function userString(name: string): string | undefined {
  const value = userSetting(name);
  return typeof value === 'string' ? value : undefined;
}
