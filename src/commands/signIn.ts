import * as vscode from 'vscode';
import type { Sessions } from '../connection/sessions.js';
import { runSignIn } from '../connection/signIn.js';

/** Signs in for the connection in use, whose rows then come alive; says so where there is nothing to sign in to. */
export async function signIn(sessions: Sessions): Promise<void> {
  const session = await sessions.ready().catch(() => undefined);
  if (session?.signIn === undefined) {
    await vscode.window.showInformationMessage(
      vscode.l10n.t('The credentials of this connection come from no sign-in of the AWS CLI.'),
    );
  } else if (await runSignIn(session.signIn)) {
    sessions.reopen();
  }
}
