import * as vscode from 'vscode';

/** What a command does; the editor hands it whatever it was called with. */
export type CommandHandler = (argument: unknown) => unknown;

/** Registers commands by the name that follows `backupJobs.`. */
export function registerCommands(handlers: Readonly<Record<string, CommandHandler>>): vscode.Disposable {
  return vscode.Disposable.from(
    ...Object.entries(handlers).map(([name, handler]) =>
      vscode.commands.registerCommand(`backupJobs.${name}`, handler),
    ),
  );
}
