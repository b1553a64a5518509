import * as l10n from '@vscode/l10n';
import { showError, showInformation } from '../editor/notify.js';
import { failureOf, type Remedy } from '../jobs/jobSource.js';
import { remedyTitle } from '../jobs/remedies.js';

/** What opens the regions of the current connection. */
export interface SessionOpener<Session> {
  readonly hasConnection: () => Promise<boolean>;
  /** Rejects with a JobSourceError if the connection cannot be opened. */
  readonly sessions: () => Promise<readonly Session[]>;
  readonly runRemedy: (remedy: Remedy) => unknown;
}

/** Lets the user select a connection if there is none. Resolves to whether there is one now. */
export async function ensureConnection(opener: SessionOpener<unknown>): Promise<boolean> {
  const { hasConnection, runRemedy } = opener;
  if (await hasConnection()) return true;
  const button = remedyTitle('selectConnection');
  const text = l10n.t('No connection is selected. Select one to open a job.');
  if ((await showInformation(text, button)) !== button) return false;
  await runRemedy('selectConnection');
  return hasConnection();
}

/** The regions of the connection; empty if it cannot be opened, which is shown with its remedy. */
export async function openSessions<Session>(opener: SessionOpener<Session>): Promise<readonly Session[]> {
  try {
    return await opener.sessions();
  } catch (error) {
    showFailure(error, opener.runRemedy);
    return [];
  }
}

/** Shows why a request failed, with a button that fixes it. */
export function showFailure(error: unknown, runRemedy: (remedy: Remedy) => unknown): void {
  const { remedy, summary } = failureOf(error);
  const buttons = remedy === 'retry' ? [] : [remedyTitle(remedy)];
  void showError(summary, ...buttons).then((button) => {
    if (button !== undefined) void runRemedy(remedy);
  });
}
