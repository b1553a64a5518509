import * as vscode from 'vscode';
import { accountText } from '../connection/accountText.js';
import type { ConnectionStatus } from '../connection/connectionStatus.js';
import { connectionSummary } from '../connection/connectionSummary.js';
import { setContext } from '../editor/setContext.js';
import { userSetting } from '../editor/userSetting.js';
import { fullFilterText, shortFilterText } from '../jobs/filterText.js';
import type { AppParts } from './appParts.js';
import { planName } from './planName.js';

type ShownParts = Pick<AppParts, 'grouping' | 'root' | 'sessions' | 'tree'>;

/** The current connection, on one line. */
export function connectionText({ sessions }: Pick<AppParts, 'sessions'>, mayBeCut = false): string {
  const aliases = userSetting('accountAliases');
  return connectionSummary(sessions, (account) => accountText(account, aliases), mayBeCut);
}

/** The current filter, in full or shortened. */
export function filterText(app: Pick<AppParts, 'root' | 'sessions'>, text = fullFilterText): string {
  return text(app.root.value, vscode.env.language, planName(app));
}

/**
 * Shows the connection and the filter in the status bar and above the tree, and sets the context keys for
 * menus.
 */
export function showSubject(app: ShownParts, status: ConnectionStatus): void {
  const { grouping, root, sessions, tree } = app;
  const summary = connectionText(app);
  const needsSignIn = sessions.inUse?.needsSignIn ?? false;
  status.show({
    summary: connectionText(app, true),
    needsSignIn,
    isInUse: tree.isVisible,
    attention: tree.badge,
  });
  const subjectWith = (text: typeof fullFilterText) =>
    [summary, filterText(app, text)].filter(Boolean).join(' · ');
  tree.showSubject({ short: subjectWith(shortFilterText), full: subjectWith(fullFilterText) });
  setContext('isFiltered', root.isSet);
  setContext('connection', sessions.chosen?.kind);
  // Jobs of several accounts are better grouped by account.
  setContext('offersGroupByAccount', root.value.accountId !== undefined && grouping.value.id !== 'account');
}
