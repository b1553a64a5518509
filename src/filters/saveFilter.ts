import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { showInformation, statusMessage } from '../editor/notify.js';
import type { Choice } from '../editor/pickOne.js';
import { fullFilterText, planNameIn, shortFilterText } from '../jobs/filterText.js';
import { isEmptyFilter } from '../jobs/jobFilter.js';
import { visibleLine } from '../jobs/visibleText.js';
import type { Edited, FilterContext } from './filterContext.js';
import type { SavedFilterScope } from './savedFilterEntries.js';

/**
 * Saves the current filter under a name, in the user settings or, if a folder is open and the user chooses
 * so, in the workspace settings.
 */
export async function saveFilter(
  context: FilterContext,
  { canGoBack }: { readonly canGoBack: boolean },
): Promise<Edited> {
  const { pickers, root, saved } = context;
  const filter = root.value;
  if (isEmptyFilter(filter)) {
    await showInformation(l10n.t('No filter is set. Set a filter, then save it.'));
    return undefined;
  }
  const name = await pickers.one<string>({
    title: l10n.t('Backup Jobs: Save Filter'),
    placeholder: l10n.t('Type a name for: {filter}', { filter: textOf(fullFilterText, context) }),
    choices: nameChoices(context),
    typed: (text) => ({ label: visibleLine(text, 200), value: text }),
    canGoBack,
  });
  if (name === undefined || name === 'back') return name;
  const scope = await pickScope(context);
  if (scope === undefined || scope === 'back') return scope;
  await saved.save(name.value, filter, scope);
  statusMessage(l10n.t('Saved the filter “{name}”', { name: name.value }));
  return 'set';
}

function nameChoices(context: FilterContext): Choice<string>[] {
  const { saved } = context;
  const suggested = textOf(shortFilterText, context);
  const names = new Set(saved.list().map(({ name }) => name));
  names.delete('');
  const replacing = [...names].map((name) => ({
    label: visibleLine(name, 200),
    description: l10n.t('replaces the saved filter'),
    value: name,
  }));
  if (names.has(suggested)) return replacing;
  return [
    { label: visibleLine(suggested, 200), description: l10n.t('suggested'), value: suggested },
    ...replacing,
  ];
}

function textOf(text: typeof fullFilterText, { knownJobs, root }: FilterContext): string {
  return text(root.value, vscode.env.language, planNameIn(knownJobs(), root.value));
}

async function pickScope({ pickers }: FilterContext): Promise<SavedFilterScope | 'back' | undefined> {
  if (vscode.workspace.workspaceFolders === undefined) return 'user';
  const picked = await pickers.one<SavedFilterScope>({
    title: l10n.t('Backup Jobs: Save Filter'),
    placeholder: l10n.t('Select where to save the filter'),
    choices: [
      {
        label: l10n.t('For me'),
        description: l10n.t('in your user settings, which sync'),
        iconPath: new vscode.ThemeIcon('account'),
        value: 'user',
      },
      {
        label: l10n.t('For this workspace'),
        description: l10n.t('in its settings, which a team can share'),
        iconPath: new vscode.ThemeIcon('organization'),
        value: 'workspace',
      },
    ],
    canGoBack: true,
  });
  return picked === undefined || picked === 'back' ? picked : picked.value;
}
