import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { connectionOfArchive, isHistoryKey, profileOfKey } from '../connection/connection.js';
import { statusMessage } from '../editor/notify.js';
import { userString } from '../editor/userSetting.js';
import type { JobPlace, JobReference } from '../jobs/jobReader.js';
import type { JobSelection } from '../jobs/jobSelection.js';
import type { JobTarget } from '../jobs/jobTarget.js';
import { type CliCommand, type CliPlace, describeCommands, listCommand } from './cliCommand.js';
import { refusalText } from './refusalText.js';
import type { Shell } from './shell.js';
import { askForShell, editorShell, knownShell, type ShellContext, shellTitle } from './shellInUse.js';
import { withReferences } from './withReferences.js';

/** The jobs that the command requests: single jobs, or a selection in one connection and region. */
export type CliSubject =
  | { readonly references: readonly [JobReference, ...JobReference[]] }
  | { readonly place: JobPlace; readonly selection: JobSelection };

/** Copies one line with a command for each job, like {@link copyCliCommand}. */
export async function copyDescribeCommands(jobs: readonly JobTarget[]): Promise<void> {
  await withReferences(jobs, (references) => copyCliCommand({ references }));
}

/**
 * Copies the AWS CLI command that requests the same jobs, quoted for the shell of VS Code's terminal. If a
 * value is not safe in that shell, copies nothing and shows a warning. If the shell is unknown, asks for it
 * and remembers the answer.
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
  if ('place' in subject) return listCommand(subject.selection, { ...cliPlace(subject.place), shell });
  const jobs = subject.references.map(({ backupJobId, ...place }) => ({
    backupJobId,
    place: cliPlace(place),
  }));
  return describeCommands(jobs, shell);
}

function cliPlace({ connection, region }: JobPlace): CliPlace {
  const endpointUrl = connection === 'sample' ? undefined : userString('endpoint');
  return { profile: profileOfKey(connectionOfArchive(connection) ?? connection), region, endpointUrl };
}

function copiedText(subject: CliSubject, shell: Shell): string {
  const { connection } = 'place' in subject ? subject.place : subject.references[0];
  if (connection === 'sample')
    return l10n.t('Copied. The sample account is built in, so the AWS CLI would ask your own account');
  if (connectionOfArchive(connection) !== undefined)
    return l10n.t('Copied. The jobs are from the archive, so AWS Backup may not have them any more');
  if (isHistoryKey(connection))
    return l10n.t('Copied. The jobs are from files, so the AWS CLI asks the account of your own credentials');
  const names = { shell: shellTitle(shell) };
  return 'references' in subject && subject.references.length > 1
    ? l10n.t('Copied {count} AWS CLI commands for {shell}', {
        ...names,
        count: subject.references.length,
      })
    : l10n.t('Copied the AWS CLI command for {shell}', names);
}
