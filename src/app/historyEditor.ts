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
    resolveCustomEditor: async ({ uri }, panel) => {
      panel.dispose();
      if (await isWanted(uri)) await vscode.commands.executeCommand('backupJobs.openAsHistory', uri);
    },
  };
  return vscode.window.registerCustomEditorProvider(viewType, provider);
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
