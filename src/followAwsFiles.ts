// The entry of a bundle of its own, loaded after activation.
import * as vscode from 'vscode';
import { awsConfigFile, awsCredentialsFile, hasAwsConfiguration } from './aws/awsFiles.js';
import { FileWatch } from './aws/fileWatch.js';
import type { Sessions } from './connection/sessions.js';
import { setContext } from './editor/setContext.js';

/**
 * Keeps the welcome text up to date with the AWS files, and opens the connection again where none is open, or where other files may help
 * the one that is. A connection that works stays as it is. Nothing is asked of AWS here: who shows jobs does that.
 */
export function followAwsFiles(
  sessions: Pick<Sessions, 'inUse' | 'reopen'>,
  environment: NodeJS.ProcessEnv = process.env,
): vscode.Disposable {
  const showWhetherConfigured = () => setContext('hasAwsConfiguration', hasAwsConfiguration(environment));
  const files = [awsConfigFile(environment), awsCredentialsFile(environment)];
  const watch = new FileWatch(files, () => {
    showWhetherConfigured();
    if (sessions.inUse?.mayNeedOtherFiles ?? true) sessions.reopen();
  });
  showWhetherConfigured();
  return vscode.Disposable.from(
    watch,
    vscode.window.onDidChangeWindowState(({ focused }) => {
      if (focused) watch.check();
    }),
  );
}
