import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { profileOfKey } from '../connection/connection.js';
import { statusMessage } from '../editor/notify.js';
import { userString } from '../editor/userSetting.js';
import { type CliCommand, describeCommand, listCommand } from '../jobs/cliCommand.js';
import type { JobPlace, JobReference } from '../jobs/jobReader.js';
import type { JobSelection } from '../jobs/jobSelection.js';
import type { Shell } from '../jobs/shell.js';
import { refusalText } from './refusalText.js';
import { askForShell, editorShell, knownShell, type ShellContext, shellTitle } from './shellInUse.js';

/** What the command is to ask for: a job, or the jobs of a selection of one connection. */
export type CliSubject =
  | { readonly reference: JobReference }
  | { readonly place: JobPlace; readonly selection: JobSelection };

/**
 * Copies the AWS CLI command that asks for the same, quoted for the shell of VS Code's terminal. A value that is not safe in
 * that shell copies nothing, and a warning says why. Asks once for a shell that is not known.
 */
export async function copyCliCommand(
  subject: CliSubject,
  context: ShellContext = editorShell,
): Promise<void> {
  const known = knownShell(context);
  const shell = known ?? (await askForShell(context));
  if (shell === undefined) return;
  const command = cliCommand(subject, shell);
  if ('refused' in command) context.warn(refusalText(command.refused, shell));
  else {
    await vscode.env.clipboard.writeText(command.text);
    statusMessage(copiedText(subject, shell));
  }
  if (known === undefined) await context.remember(shell);
}

function cliCommand(subject: CliSubject, shell: Shell): CliCommand {
  const { connection, region } = 'reference' in subject ? subject.reference : subject.place;
  const endpointUrl = connection === 'sample' ? undefined : userString('endpoint');
  const context = { profile: profileOfKey(connection), region, endpointUrl, shell };
  return 'reference' in subject
    ? describeCommand(subject.reference.backupJobId, context)
    : listCommand(subject.selection, context);
}

function copiedText(subject: CliSubject, shell: Shell): string {
  const { connection } = 'reference' in subject ? subject.reference : subject.place;
  return connection === 'sample'
    ? l10n.t('Copied. The sample account is built in: the AWS CLI would ask your own')
    : l10n.t('Copied the AWS CLI command for {shell}', { shell: shellTitle(shell) });
}
