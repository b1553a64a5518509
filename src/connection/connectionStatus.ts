import * as l10n from '@vscode/l10n';
import type * as vscode from 'vscode';
import { StatusItem } from '../editor/statusItem.js';

/** What the status bar shows of the connection. */
export interface ConnectionState {
  /** The current connection in one line; empty if no connection is selected. */
  readonly summary: string;
  readonly needsSignIn: boolean;
  /** How many backups need attention, in a few words and in full; undefined if none are known to. */
  readonly attention?: { readonly short: string; readonly tooltip: string } | undefined;
  /** Whether backup jobs are visible. Otherwise the item is hidden. */
  readonly isInUse: boolean;
}

/** The status bar item that shows the current connection. A click selects another one. */
export class ConnectionStatus implements vscode.Disposable {
  readonly #item = new StatusItem({
    id: 'backupJobs.connection',
    name: l10n.t('Backup Jobs: Connection'),
    command: 'backupJobs.selectConnection',
  });

  show({ attention, isInUse, needsSignIn, summary }: ConnectionState): void {
    if (!isInUse || summary === '') {
      this.#item.hide();
      return;
    }
    this.#item.show({
      icon: needsSignIn ? 'warning' : 'archive',
      // At the start, because VS Code cuts the end of a long text.
      text: needsSignIn
        ? l10n.t('Sign-in needed: {connection}', { connection: summary })
        : [summary, attention?.short].filter(Boolean).join(' · '),
      label: needsSignIn
        ? l10n.t('Backup Jobs: sign-in needed, {connection}', { connection: summary })
        : [l10n.t('Backup Jobs: {connection}', { connection: summary }), attention?.tooltip]
            .filter(Boolean)
            .join('\n'),
      isWarning: needsSignIn,
    });
  }

  dispose(): void {
    this.#item.dispose();
  }
}
