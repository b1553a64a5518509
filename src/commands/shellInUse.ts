import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { showWarning } from '../editor/notify.js';
import { type Choice, pickOne } from '../editor/pickOne.js';
import { userSetting } from '../editor/userSetting.js';
import { visibleLine } from '../jobs/visibleText.js';
import { type Shell, shellOfProgram, shells } from './shell.js';

/** How to find the user's shell, and to store an answer. */
export interface ShellContext {
  /** The program of the default terminal profile; empty if VS Code names none. */
  readonly program: () => string;
  readonly isWindows: boolean;
  /** The value of the setting `backupJobs.shell`, not validated. */
  readonly setting: () => unknown;
  /** Stores a shell in that setting. */
  readonly remember: (shell: Shell) => Thenable<void>;
  readonly pickOne: typeof pickOne;
  /** Shows a warning with a button to the setting. Does not wait until it is closed. */
  readonly warn: (message: string) => void;
}

/** The shell of VS Code's terminal and settings. */
export const editorShell: ShellContext = {
  program: () => vscode.env.shell,
  isWindows: process.platform === 'win32',
  setting: () => userSetting('shell'),
  remember: (shell) =>
    vscode.workspace.getConfiguration('backupJobs').update('shell', shell, vscode.ConfigurationTarget.Global),
  pickOne,
  warn: (message) => void warn(message),
};

/** The shell in the setting, else the one of VS Code's terminal; undefined if its quoting is unknown. */
export function knownShell({ isWindows, program, setting }: ShellContext): Shell | undefined {
  const set = setting();
  return shells.find((shell) => shell === set) ?? shellOfProgram(program(), isWindows);
}

/** Lets the user select the shell to quote for; undefined if the user cancels. */
export async function askForShell(context: ShellContext): Promise<Shell | undefined> {
  const program = visibleLine(context.program(), 80);
  const choices = shells
    .filter((shell) => shell !== 'gitBash' || context.isWindows)
    .map((value): Choice<Shell> => ({ label: shellTitle(value), value }));
  const picked = await context.pickOne({
    title: l10n.t('Backup Jobs: Select a Shell'),
    placeholder:
      program === ''
        ? l10n.t('Select the shell for the command. To change it later, use the setting backupJobs.shell')
        : l10n.t(
            'The quoting of “{program}” is unknown. Select a shell. To change it later, use the setting backupJobs.shell',
            { program },
          ),
    choices,
  });
  return picked === undefined || picked === 'back' ? undefined : picked.value;
}

/** The name of a shell in the UI. */
export function shellTitle(shell: Shell): string {
  switch (shell) {
    case 'posix':
      return l10n.t('bash, zsh, sh or ksh');
    case 'gitBash':
      return l10n.t('Git Bash');
    case 'fish':
      return l10n.t('fish');
    case 'powershell':
      return l10n.t('PowerShell');
    case 'cmd':
      return l10n.t('the Windows command prompt');
  }
}

async function warn(message: string): Promise<void> {
  const open = l10n.t('Open Settings');
  if ((await showWarning(message, open)) === open)
    await vscode.commands.executeCommand('workbench.action.openSettings', 'backupJobs.shell');
}
