import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import * as vscode from 'vscode';
import { type CliSubject, copyCliCommand } from '../../src/commands/copyCliCommand.js';
import type { Shell } from '../../src/commands/shell.js';
import { editorShell, knownShell, type ShellContext } from '../../src/commands/shellInUse.js';
import { connectionKey } from '../../src/connection/connection.js';
import { scratchFolder } from '../host/testEnvironment.js';
import { hostileShellTexts } from '../hostile.js';
import { type Answer, scriptedPickers } from './scriptedPickers.js';

describe('Copying as an AWS CLI command', () => {
  beforeEach(() => vscode.env.clipboard.writeText('what was copied before'));

  it('quotes values for the shell that VS Code reports', async () => {
    const quoted: Readonly<Record<string, string>> = {
      '/bin/zsh': `'it'\\''s $HOME'`,
      '/usr/bin/fish': `'it'\\''s $HOME'`,
      '/usr/bin/pwsh': `'it''s $HOME'`,
      'C:\\Windows\\System32\\WindowsPowerShell\\v1.0\\powershell.exe': `'it''s $HOME'`,
      'C:\\Windows\\System32\\cmd.exe': `"it's $HOME"`,
    };
    for (const [program, word] of Object.entries(quoted)) {
      const user = userWith({ program });
      await copyCliCommand(job(`it's $HOME`), user.context);
      assert.equal(
        await vscode.env.clipboard.readText(),
        `aws backup describe-backup-job --backup-job-id ${word} --region us-east-1 --profile prod`,
      );
      assert.deepEqual([user.shown, user.warnings, user.remembered], [[], [], []], program);
    }
  });

  it('copies one line with a command for each of several jobs, each with its own region', async () => {
    const connection = connectionKey({ kind: 'aws', profile: 'prod' });
    const [first, second] = ['us-east-1', 'eu-west-1'].map((region) => ({
      connection,
      region,
      backupJobId: `job in ${region}`,
    }));
    assert.ok(first && second);
    for (const program of ['/bin/zsh', 'pwsh']) {
      const user = userWith({ program });
      await copyCliCommand({ references: [first, second] }, user.context);
      assert.equal(
        await vscode.env.clipboard.readText(),
        [first, second]
          .map(
            ({ backupJobId, region }) =>
              `aws backup describe-backup-job --backup-job-id '${backupJobId}' --region ${region} --profile prod`,
          )
          .join('; '),
      );
    }
  });

  it('copies nothing if a value is not safe in that shell, and says why and what to do', async () => {
    const warning = (reason: string) =>
      `Nothing was copied. ${reason} To copy it for another shell, change the setting backupJobs.shell.`;
    const refusals: readonly (readonly [program: string, id: string, warning: string])[] = [
      [
        'pwsh',
        hostileShellTexts.hiddenSubstitution,
        warning(
          'The value of --backup-job-id has a line break or another invisible character, which is not safe to paste into PowerShell.',
        ),
      ],
      [
        'pwsh',
        hostileShellTexts.doubleQuote,
        warning(
          'The value of --backup-job-id has a double quote, which does not reach the AWS CLI unchanged from PowerShell.',
        ),
      ],
      [
        'cmd.exe',
        hostileShellTexts.batchVariable,
        warning('The value of --backup-job-id has a percent sign, which Windows may replace by a variable.'),
      ],
      [
        'cmd.exe',
        'x'.repeat(10_000),
        warning('The command is longer than 8190 bytes, the limit of the Windows command prompt.'),
      ],
    ];
    for (const [program, id, expected] of refusals) {
      const user = userWith({ program });
      await copyCliCommand(job(id), user.context);
      assert.equal(await vscode.env.clipboard.readText(), 'what was copied before');
      assert.deepEqual(user.warnings, [expected]);
    }
  });

  it('asks once for an unknown shell, and stores the answer in the setting, which has priority', async () => {
    const user = userWith({ program: '/usr/bin/nu' }, ['PowerShell']);
    await copyCliCommand(job(`it's`), user.context);
    await copyCliCommand(job(`it's`), user.context);
    assert.match(await vscode.env.clipboard.readText(), / 'it''s' /);
    assert.deepEqual(user.remembered, ['powershell']);
    assert.deepEqual(user.shown, [
      {
        title: 'Backup Jobs: Select a Shell',
        rows: ['bash, zsh, sh or ksh | ', 'fish | ', 'PowerShell | ', 'the Windows command prompt | '],
      },
    ]);
    assert.equal(knownShell(userWith({ program: '/bin/zsh', setting: 'cmd' }).context), 'cmd');
    assert.equal(knownShell(userWith({ program: '/bin/zsh', setting: 'auto' }).context), 'posix');
    assert.equal(knownShell(userWith({ program: '/bin/zsh', setting: { toString: 1 } }).context), 'posix');
  });

  it('copies nothing if the user cancels the selection of a shell', async () => {
    const user = userWith({ program: '' }, ['ESCAPE']);
    await copyCliCommand(job('a'), user.context);
    assert.equal(await vscode.env.clipboard.readText(), 'what was copied before');
    assert.deepEqual([user.remembered, user.warnings], [[], []]);
  });

  it('uses the shell of the default terminal profile, unless the setting of the extension names another', async () => {
    const terminal = vscode.workspace.getConfiguration('terminal.integrated');
    const platform = { darwin: 'osx', linux: 'linux', win32: 'windows' }[String(process.platform)] ?? 'linux';
    const set = async (name: string, value: unknown) =>
      terminal.update(`${name}.${platform}`, value, vscode.ConfigurationTarget.Global);
    const folder = scratchFolder('shells');
    try {
      for (const [name, shell] of Object.entries({ fish: 'fish', pwsh: 'powershell' })) {
        // VS Code ignores a profile whose program does not exist.
        const program = path.join(folder, name);
        writeFileSync(program, '#!/bin/sh\n', { mode: 0o755 });
        const changed = new Promise((resolve) => {
          const subscription = vscode.env.onDidChangeShell((named) => {
            if (named !== program) return;
            subscription.dispose();
            resolve(named);
          });
        });
        await set('profiles', { tested: { path: program } });
        await set('defaultProfile', 'tested');
        await changed;
        assert.equal(knownShell(editorShell), shell);
      }
      await editorShell.remember('cmd');
      assert.equal(knownShell(editorShell), 'cmd');
    } finally {
      for (const name of ['defaultProfile', 'profiles']) await set(name, undefined);
      await vscode.workspace
        .getConfiguration('backupJobs')
        .update('shell', undefined, vscode.ConfigurationTarget.Global);
    }
  });
});

function job(backupJobId: string): CliSubject {
  const connection = connectionKey({ kind: 'aws', profile: 'prod' });
  return { references: [{ connection, region: 'us-east-1', backupJobId }] };
}

/** A user with this shell in VS Code and these answers to quick picks. */
function userWith(
  { program, setting }: { readonly program: string; readonly setting?: unknown },
  answers: readonly Answer[] = [],
) {
  const { pickers, shown } = scriptedPickers(answers);
  const warnings: string[] = [];
  const remembered: Shell[] = [];
  const context: ShellContext = {
    program: () => program,
    isWindows: false,
    setting: () => remembered.at(-1) ?? setting,
    remember: async (shell) => void remembered.push(shell),
    pickOne: pickers.one,
    warn: (message) => void warnings.push(message),
  };
  return { context, shown, warnings, remembered };
}
