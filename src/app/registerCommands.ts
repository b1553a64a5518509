import * as vscode from 'vscode';
import type { AppParts } from './appParts.js';

/**
 * Registers the commands of the manifest. Their modules are loaded when they first run: see the table of
 * commands.
 */
export function registerCommands(
  { packageJSON }: Pick<vscode.Extension<unknown>, 'packageJSON'>,
  app: AppParts,
): vscode.Disposable {
  const { contributes } = packageJSON as {
    readonly contributes: { readonly commands: readonly { readonly command: string }[] };
  };
  return vscode.Disposable.from(
    ...contributes.commands.map(({ command }) =>
      vscode.commands.registerCommand(command, async (...args: unknown[]) => {
        const { runCommand } = await import('./runCommand.js');
        return runCommand(command.replace(/^backupJobs\./, ''), args, app);
      }),
    ),
  );
}
