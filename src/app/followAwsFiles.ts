// The entry of a bundle of its own, loaded after activation.
import * as vscode from 'vscode';
import { awsConfigFile, awsCredentialsFile, hasAwsConfiguration } from '../aws/awsFiles.js';
import { FileWatch } from '../aws/fileWatch.js';
import type { Sessions } from '../connection/sessions.js';
import { setContext } from '../editor/setContext.js';

/**
 * Keeps the welcome text up to date with the AWS files, and opens the connection again once they have changed and none is open, or they may help
 * the one that is. So do the root certificates that it trusts, also where it fails later. A connection that works stays as it is, with its
 * jobs. Nothing is asked of AWS here: who shows jobs does that. `NODE_EXTRA_CA_CERTS` is read by Node alone, when the extension host starts.
 */
export function followAwsFiles(
  sessions: Pick<Sessions, 'inUse' | 'onDidLearn' | 'reopen'>,
  environment: NodeJS.ProcessEnv = process.env,
): vscode.Disposable {
  const showWhetherConfigured = () => setContext('hasAwsConfiguration', hasAwsConfiguration(environment));
  const files = [awsConfigFile(environment), awsCredentialsFile(environment)];
  let { inUse } = sessions;
  /** Whether the certificates have changed since the connection in use was opened. */
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
