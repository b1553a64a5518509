import * as vscode from 'vscode';
import { ProgramTerminal } from './programTerminal.js';

/** How a profile is signed in to: the command of the AWS CLI, and the profile that it is for. */
export interface SignIn {
  readonly command: 'sso login' | 'login';
  readonly profile: string;
}

/**
 * Signs in with the AWS CLI, as a task: its output is the user's to see, and as no shell reads the profile's name,
 * a name can do nothing but name. One that is under way already is waited for, lest each click opens another browser
 * window. Resolves to whether the CLI said that it went well.
 */
export function runSignIn(how: SignIn): Promise<boolean> {
  const key = JSON.stringify([how.command, how.profile]);
  const known = underWay.get(key);
  if (known !== undefined) return known;
  const signingIn = runTask(how).finally(() => underWay.delete(key));
  underWay.set(key, signingIn);
  return signingIn;
}

async function runTask(how: SignIn): Promise<boolean> {
  const terminal = terminalOf(how);
  const task = new vscode.Task(
    { type: 'backupJobs.signIn', command: how.command, profile: how.profile },
    vscode.TaskScope.Global,
    vscode.l10n.t('Sign in to AWS'),
    'Backup Jobs',
    new vscode.CustomExecution(() => Promise.resolve(terminal)),
  );
  await vscode.tasks.executeTask(task);
  return (await terminal.exitCode) === 0;
}

function terminalOf({ command, profile }: SignIn): ProgramTerminal {
  return new ProgramTerminal({
    program: 'aws',
    args: [...command.split(' '), `--profile=${profile}`],
    whenMissing: vscode.l10n.t(
      'The AWS CLI, which signs in, is not on the PATH. How to install it: {address}',
      { address: 'https://docs.aws.amazon.com/cli/latest/userguide/getting-started-install.html' },
    ),
  });
}

/** The editor tells of a task a moment after it was asked for it: too late for a double click. */
const underWay = new Map<string, Promise<boolean>>();
