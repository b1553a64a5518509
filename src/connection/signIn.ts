import * as vscode from 'vscode';

/**
 * Signs in to a profile's SSO session with the AWS CLI, as a task: its output is the user's to see, and as no
 * shell reads the profile's name, a name can do nothing but name. Resolves to whether the CLI said that it went well.
 */
export async function signIn(profile: string | undefined): Promise<boolean> {
  const args = ['sso', 'login', ...(profile === undefined ? [] : [`--profile=${profile}`])];
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
