import * as vscode from 'vscode';
import { awsConfigFile, awsCredentialsFile, hasAwsConfiguration } from '../aws/awsFiles.js';
import { FileWatch } from '../aws/fileWatch.js';
import type { Sessions } from '../connection/sessions.js';
import { setContext } from '../editor/setContext.js';

/**
 * Updates the welcome text when the AWS files change. Reopens the connection if none is open, or if the
 * change may fix one that fails. A change of the root certificates does the same, even for a later failure. A
 * working connection keeps its jobs. Makes no request: the views that show jobs do. Does not watch the file
 * of `NODE_EXTRA_CA_CERTS`, because Node reads it only when the extension host starts.
 */
export function followAwsFiles(
  sessions: Pick<Sessions, 'inUse' | 'onDidLearn' | 'reopen'>,
  environment: NodeJS.ProcessEnv = process.env,
): vscode.Disposable {
  const showWhetherConfigured = () => setContext('hasAwsConfiguration', hasAwsConfiguration(environment));
  const files = [awsConfigFile(environment), awsCredentialsFile(environment)];
  let { inUse } = sessions;
  /** Whether the certificates have changed since the current connection was opened. */
  let haveOtherCertificates = false;
  const watch = new FileWatch(files, () => {
    showWhetherConfigured();
    if (sessions.inUse === undefined || sessions.inUse.mayNeed === 'files') sessions.reopen();
  });
  const reopenForCertificates = () => {
    if (!haveOtherCertificates || sessions.inUse?.mayNeed === undefined) return;
    haveOtherCertificates = false;
    sessions.reopen();
  };
  const certificates = new FollowedFile(() => {
    haveOtherCertificates = true;
    reopenForCertificates();
  });
  const onLearned = () => {
    if (sessions.inUse !== inUse) haveOtherCertificates = false;
    inUse = sessions.inUse;
    certificates.follow(inUse?.certificateFile);
    reopenForCertificates();
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

/** Watches one file at a time. */
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
