import * as vscode from 'vscode';

/** What the status bar tells of the connection. */
export interface ConnectionState {
  /** Whose jobs are shown; empty where no connection is chosen. */
  readonly summary: string;
  readonly needsSignIn: boolean;
  /** Whether anyone looks at backup jobs just now: else the status bar is not ours. */
  readonly isInUse: boolean;
}

/** The item of the status bar that says whose backup jobs are shown, one click from the choice of others. */
export class ConnectionStatus implements vscode.Disposable {
  readonly #item = vscode.window.createStatusBarItem('backupJobs.connection', vscode.StatusBarAlignment.Left);

  constructor() {
    this.#item.name = vscode.l10n.t('Backup Jobs: Connection');
    this.#item.command = 'backupJobs.selectConnection';
  }

  show({ isInUse, needsSignIn, summary }: ConnectionState): void {
    if (!isInUse || summary === '') {
      this.#item.hide();
      return;
    }
    const text = withoutIcons(summary);
    this.#item.text = needsSignIn
      ? vscode.l10n.t('$(warning) {connection}: sign-in needed', { connection: text })
      : `$(archive) ${text}`;
    this.#item.backgroundColor = needsSignIn
      ? new vscode.ThemeColor('statusBarItem.warningBackground')
      : undefined;
    const label = needsSignIn
      ? vscode.l10n.t('Backup Jobs: {connection}, sign-in needed', { connection: summary })
      : vscode.l10n.t('Backup Jobs: {connection}', { connection: summary });
    this.#item.tooltip = label;
    this.#item.accessibilityInformation = { label, role: 'button' };
    this.#item.show();
  }

  dispose(): void {
    this.#item.dispose();
  }
}

/** A profile may be named like an icon, which the status bar would draw. */
function withoutIcons(text: string): string {
  return text.replaceAll('$(', '$\u200b(');
}
