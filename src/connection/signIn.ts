import * as vscode from 'vscode';

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
  const args = [...command.split(' '), `--profile=${profile}`];
  const task = new vscode.Task(
    { type: 'backupJobs.signIn' },
    vscode.TaskScope.Global,
    vscode.l10n.t('Sign in to AWS'),
    'Backup Jobs',
    new vscode.ProcessExecution('aws', args),
  );
  const ended = new Promise<boolean>((resolve) => {
    const owned = vscode.Disposable.from(
      vscode.tasks.onDidEndTaskProcess(({ execution, exitCode }) => {
        if (execution.task.name !== task.name) return;
        owned.dispose();
        resolve(exitCode === 0);
      }),
      vscode.tasks.onDidEndTask(({ execution }) => {
        if (execution.task.name !== task.name) return;
        owned.dispose();
        resolve(false);
      }),
    );
  });
  await vscode.tasks.executeTask(task);
  return ended;
}
