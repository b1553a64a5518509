import * as vscode from 'vscode';
import { accountText } from '../connection/accountText.js';
import type { ConnectionStatus } from '../connection/connectionStatus.js';
import { connectionSummary } from '../connection/connectionSummary.js';
import { setContext } from '../editor/setContext.js';
import { userSetting } from '../editor/userSetting.js';
import { fullFilterText, planNameIn, shortFilterText } from '../jobs/filterText.js';
import type { AppParts } from './appParts.js';

type ShownParts = Pick<AppParts, 'grouping' | 'knownJobs' | 'root' | 'sessions' | 'tree'>;

/** The connection in use, in a line. */
export function connectionText({ sessions }: Pick<AppParts, 'sessions'>, mayBeCut = false): string {
  const aliases = userSetting('accountAliases');
  return connectionSummary(sessions, (account) => accountText(account, aliases), mayBeCut);
}

/** The filter in use: in full, or in a few words. */
export function filterText(
  { knownJobs, root }: Pick<AppParts, 'knownJobs' | 'root'>,
  text = fullFilterText,
): string {
  return text(root.value, vscode.env.language, planNameIn(knownJobs(), root.value));
}

/**
 * Shows in the status bar and above the tree whose jobs these are, and which; menus follow by their context
 * keys.
 */
export function showSubject(app: ShownParts, status: ConnectionStatus): void {
  const { grouping, root, sessions, tree } = app;
  const summary = connectionText(app);
  const needsSignIn = sessions.inUse?.needsSignIn ?? false;
  status.show({ summary: connectionText(app, true), needsSignIn, isInUse: tree.isVisible });
  const subjectWith = (text: typeof fullFilterText) =>
    [summary, filterText(app, text)].filter(Boolean).join(' · ');
  tree.showSubject({ short: subjectWith(shortFilterText), full: subjectWith(fullFilterText) });
  setContext('isFiltered', root.isSet);
  // Jobs of several accounts ask to be told apart by them.
  setContext('offersGroupByAccount', root.value.accountId !== undefined && grouping.value.id !== 'account');
}
