import * as l10n from '@vscode/l10n';
import type * as vscode from 'vscode';
import { StatusItem } from '../editor/statusItem.js';

/** What the status bar tells of the connection. */
export interface ConnectionState {
  /** The current connection in one line; empty if no connection is selected. */
  readonly summary: string;
  readonly needsSignIn: boolean;
  /** Whether anyone looks at backup jobs just now: else the status bar is not ours. */
  readonly isInUse: boolean;
}

/** The item of the status bar that says whose backup jobs are shown, one click from the choice of others. */
export class ConnectionStatus implements vscode.Disposable {
  readonly #item = new StatusItem({
    id: 'backupJobs.connection',
    name: l10n.t('Backup Jobs: Connection'),
    command: 'backupJobs.selectConnection',
  });

  show({ isInUse, needsSignIn, summary }: ConnectionState): void {
    if (!isInUse || summary === '') {
      this.#item.hide();
      return;
    }
    this.#item.show({
      icon: needsSignIn ? 'warning' : 'archive',
      // In front, for the end of a long connection is cut.
      text: needsSignIn ? l10n.t('Sign-in needed: {connection}', { connection: summary }) : summary,
      label: needsSignIn
        ? l10n.t('Backup Jobs: sign-in needed, {connection}', { connection: summary })
        : l10n.t('Backup Jobs: {connection}', { connection: summary }),
      isWarning: needsSignIn,
    });
  }

  dispose(): void {
    this.#item.dispose();
  }
}
