import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { userSetting } from '../../src/editor/userSetting.js';
import { extensionId } from './extensionId.js';

describe('The extension', () => {
  it('registers every command that its manifest names, and no other', async () => {
    const extension = vscode.extensions.getExtension(extensionId);
    assert.ok(extension);
    await extension.activate();
    const manifest = extension.packageJSON as { contributes: { commands: { command: string }[] } };
    const named = manifest.contributes.commands.map(({ command }) => command).sort();
    const generated = /\.(focus|open|removeView|resetViewLocation|toggleVisibility)$/;
    const registered = (await vscode.commands.getCommands(true)).filter(
      (command) => command.startsWith('backupJobs.') && !generated.test(command),
    );
    assert.deepEqual(registered.sort(), named);
  });

  it('lets a workspace set how much is loaded, and nothing about the connection', () => {
    const settings = vscode.workspace.getConfiguration('backupJobs');
    assert.equal(settings.get('pageSize'), 7, 'the workspace has settings that VS Code reads');
    assert.deepEqual(
      ['accountAliases', 'allowInsecureEndpoints', 'endpoint', 'shell', 'startWithSampleAccount'].map(
        (name) => [settings.get(name), userSetting(name)],
      ),
      [
        [{}, undefined],
        [false, undefined],
        ['', undefined],
        ['auto', undefined],
        [false, undefined],
      ],
    );
  });
});
