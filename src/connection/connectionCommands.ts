// The entry of a bundle of its own: what only a command, or a question to the user, needs.
import * as vscode from 'vscode';
import { askMfaCode, type MfaRequest } from './askMfaCode.js';
import { type AwsChoices, pickConnection } from './pickConnection.js';
import type { Sessions } from './sessions.js';
import { runSignIn } from './signIn.js';

/** Asks the user for the code of an MFA device; undefined where the user would rather not. */
export function mfaCode(request: MfaRequest): Promise<string | undefined> {
  return askMfaCode(request);
}

/** Lets the user choose whose backup jobs are shown. */
export async function selectConnection(sessions: Sessions, aws: AwsChoices): Promise<void> {
  const connection = await pickConnection(sessions.chosen, aws);
  if (connection !== undefined) await sessions.choose(connection);
}

/** Signs in for the connection in use, whose rows then come alive; says so where there is nothing to sign in to. */
export async function signIn(sessions: Sessions): Promise<void> {
  const inUse = await sessions.open().catch(() => undefined);
  if (inUse?.signIn === undefined) {
    await vscode.window.showInformationMessage(
      vscode.l10n.t('The credentials of this connection come from no sign-in of the AWS CLI.'),
    );
  } else if (await runSignIn(inUse.signIn)) {
    sessions.reopen();
  }
}
