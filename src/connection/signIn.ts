import * as vscode from 'vscode';
import { ProgramTerminal } from './programTerminal.js';

/** How a profile is signed in to: the command of the AWS CLI, and the profile that it is for. */
export interface SignIn {
  readonly command: 'sso login' | 'login';
  readonly profile: string;
}

/**
 * Signs in with the AWS CLI, as a task: its output is the user's to see, and as no shell reads the profile's name,
 * a name can do nothing but name. Resolves to whether the CLI said that it went well.
 */
export async function runSignIn({ command, profile }: SignIn): Promise<boolean> {
  const terminal = new ProgramTerminal({
    program: 'aws',
    args: [...command.split(' '), `--profile=${profile}`],
    whenMissing: vscode.l10n.t(
      'The AWS CLI, which signs in, is not on the PATH. How to install it: {address}',
      { address: 'https://docs.aws.amazon.com/cli/latest/userguide/getting-started-install.html' },
    ),
  });
  const task = new vscode.Task(
    { type: 'backupJobs.signIn' },
    vscode.TaskScope.Global,
    vscode.l10n.t('Sign in to AWS'),
    'Backup Jobs',
    new vscode.CustomExecution(() => Promise.resolve(terminal)),
  );
  await vscode.tasks.executeTask(task);
  return (await terminal.exitCode) === 0;
}
