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
export async function runSignIn(how: SignIn): Promise<boolean> {
  const definition = { type: 'backupJobs.signIn', command: how.command, profile: how.profile };
  const underWay = vscode.tasks.taskExecutions.find(({ task }) => isSame(task.definition, definition));
  if (underWay !== undefined) {
    await untilEnded(underWay);
    return true;
  }
  const terminal = terminalOf(how);
  const task = new vscode.Task(
    definition,
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

function isSame(one: vscode.TaskDefinition, other: vscode.TaskDefinition): boolean {
  return ['type', 'command', 'profile'].every((name) => one[name] === other[name]);
}

function untilEnded(execution: vscode.TaskExecution): Promise<void> {
  return new Promise((resolve) => {
    const listening = vscode.tasks.onDidEndTask((ended) => {
      if (ended.execution !== execution) return;
      listening.dispose();
      resolve();
    });
  });
}
