// The entry of a bundle of its own, loaded after activation.
import * as vscode from 'vscode';
import { awsConfigFile, awsCredentialsFile, hasAwsConfiguration } from './aws/awsFiles.js';
import { FileWatch } from './aws/fileWatch.js';
import type { Sessions } from './connection/sessions.js';
import { setContext } from './editor/setContext.js';

/**
 * Keeps the welcome text up to date with the AWS files, and opens the connection again once they, or the root certificates that it trusts,
 * have changed and none is open, or the one that is fails in a way that they may help, then or later. A connection that works stays as it
 * is. Nothing is asked of AWS here: who shows jobs does that. `NODE_EXTRA_CA_CERTS` is read by Node alone, when the extension host starts.
 */
export function followAwsFiles(
  sessions: Pick<Sessions, 'inUse' | 'onDidLearn' | 'reopen'>,
  environment: NodeJS.ProcessEnv = process.env,
): vscode.Disposable {
  const showWhetherConfigured = () => setContext('hasAwsConfiguration', hasAwsConfiguration(environment));
  const files = [awsConfigFile(environment), awsCredentialsFile(environment)];
  let { inUse } = sessions;
  /** Whether files have changed since the connection in use was opened. */
  let isOutdated = false;
  const reopenIfOutdated = () => {
    if (!isOutdated || !(sessions.inUse?.needsOtherSettings ?? true)) return;
    isOutdated = false;
    sessions.reopen();
  };
  const onChange = () => {
    showWhetherConfigured();
    isOutdated = true;
    reopenIfOutdated();
  };
  const watch = new FileWatch(files, onChange);
  const certificates = new FollowedFile(onChange);
  const onLearned = () => {
    if (sessions.inUse !== inUse) isOutdated = false;
    inUse = sessions.inUse;
    certificates.follow(inUse?.certificateFile);
    reopenIfOutdated();
  };
  showWhetherConfigured();
  onLearned();
  return vscode.Disposable.from(
    watch,
    certificates,
    sessions.onDidLearn(onLearned),
    vscode.window.onDidChangeWindowState(({ focused }) => {
      if (!focused) return;
      watch.check();
      certificates.check();
    }),
  );
}

/** A watch over one file at a time. */
class FollowedFile {
  readonly #onChange: () => void;
  #file: string | undefined;
  #watch: FileWatch | undefined;

  constructor(onChange: () => void) {
    this.#onChange = onChange;
  }

  follow(file: string | undefined): void {
    if (file === this.#file) return;
    this.dispose();
    this.#file = file;
    if (file !== undefined) this.#watch = new FileWatch([file], this.#onChange);
  }

  check(): void {
    this.#watch?.check();
  }

  dispose(): void {
    this.#watch?.dispose();
    this.#watch = undefined;
  }
}
