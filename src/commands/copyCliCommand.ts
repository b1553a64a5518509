import * as vscode from 'vscode';
import { profileOfKey } from '../connection/connection.js';
import { statusMessage } from '../editor/notify.js';
import { describeCommand, listCommand } from '../jobs/cliCommand.js';
import type { JobPlace, JobReference } from '../jobs/jobReader.js';
import type { JobSelection } from '../jobs/jobSelection.js';

/** What the command is to ask for: a job, or the jobs of a selection of one connection. */
export type CliSubject =
  | { readonly reference: JobReference }
  | { readonly place: JobPlace; readonly selection: JobSelection };

/** Copies the AWS CLI command that asks for the same, quoted for the shell of this machine. */
export async function copyCliCommand(subject: CliSubject): Promise<void> {
  const { connection, region } = 'reference' in subject ? subject.reference : subject.place;
  const context = {
    profile: profileOfKey(connection),
    region,
    shell: process.platform === 'win32' ? 'powershell' : 'posix',
  } as const;
  const command =
    'reference' in subject
      ? describeCommand(subject.reference.backupJobId, context)
      : listCommand(subject.selection, context);
  await vscode.env.clipboard.writeText(command);
  statusMessage(
    connection === 'sample'
      ? vscode.l10n.t('Copied. The sample account is built in: the AWS CLI would ask your own')
      : vscode.l10n.t('Copied the AWS CLI command'),
  );
}
