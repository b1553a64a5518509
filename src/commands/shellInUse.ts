import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { showWarning } from '../editor/notify.js';
import { type Choice, pickOne } from '../editor/pickOne.js';
import { userSetting } from '../editor/userSetting.js';
import { visibleLine } from '../jobs/visibleText.js';
import { type Shell, shellOfProgram, shells } from './shell.js';

/** Where the shell is known from, and what is done with an answer. */
export interface ShellContext {
  /** The program of the default terminal profile; empty where VS Code names none. */
  readonly program: () => string;
  readonly isWindows: boolean;
  /** The value of the setting `backupJobs.shell`, whatever it holds. */
  readonly setting: () => unknown;
  /** Keeps a shell in that setting. */
  readonly remember: (shell: Shell) => Thenable<void>;
  readonly pickOne: typeof pickOne;
  /** Shows a warning that leads to the setting. Does not wait until it is closed. */
  readonly warn: (message: string) => void;
}

/** The shell of the running VS Code. */
export const editorShell: ShellContext = {
  program: () => vscode.env.shell,
  isWindows: process.platform === 'win32',
  setting: () => userSetting('shell'),
  remember: (shell) =>
    vscode.workspace.getConfiguration('backupJobs').update('shell', shell, vscode.ConfigurationTarget.Global),
  pickOne,
  warn: (message) => void warn(message),
};

/** The shell of the setting, else the one that VS Code names; undefined where neither is one that can be quoted for. */
export function knownShell({ isWindows, program, setting }: ShellContext): Shell | undefined {
  const set = setting();
  return shells.find((shell) => shell === set) ?? shellOfProgram(program(), isWindows);
}

/** Lets the user select the shell to quote for; undefined when the user leaves. */
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

/** A shell as the user knows it. */
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
