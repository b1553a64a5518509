import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { confirm } from '../editor/notify.js';
import { visibleLine } from '../jobs/visibleText.js';

/**
 * Makes “Open With…” and “Reopen Editor With…” offer to open a file as a history. Nothing is left of the
 * editor itself: the jobs are in the view.
 */
export function registerHistoryEditor(): vscode.Disposable {
  const provider: vscode.CustomReadonlyEditorProvider = {
    openCustomDocument: (uri) => ({ uri, dispose: () => {} }),
    resolveCustomEditor: async ({ uri }) => {
      // Not the panel: VS Code reports a panel that is disposed while it is being opened as an error.
      void vscode.window.tabGroups.close(tabsOf(uri));
      if (await isWanted(uri)) await vscode.commands.executeCommand('backupJobs.openAsHistory', uri);
    },
  };
  return vscode.window.registerCustomEditorProvider(viewType, provider);
}

function tabsOf(uri: vscode.Uri): vscode.Tab[] {
  return vscode.window.tabGroups.all
    .flatMap(({ tabs }) => tabs)
    .filter(
      ({ input }) =>
        input instanceof vscode.TabInputCustom &&
        input.viewType === viewType &&
        String(input.uri) === String(uri),
    );
}

/** A workspace can name the editor of its files, but must not select a connection. */
async function isWanted(uri: vscode.Uri): Promise<boolean> {
  const associations = vscode.workspace.getConfiguration('workbench').inspect('editorAssociations');
  const { workspaceFolderValue, workspaceValue } = associations ?? {};
  if (!JSON.stringify([workspaceFolderValue, workspaceValue]).includes(viewType)) return true;
  return confirm(
    l10n.t('Open {file} as a history?', { file: visibleLine(uri.path.split('/').at(-1) ?? '', 100) }),
    l10n.t('A setting of the workspace opens such files as histories of backup jobs.'),
    l10n.t('Open History'),
  );
}

const viewType = 'backupJobs.history';
