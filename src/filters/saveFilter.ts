import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { showInformation, statusMessage } from '../editor/notify.js';
import { asTyped, type Choice } from '../editor/pickOne.js';
import { fullFilterText, shortFilterText } from '../jobs/filterText.js';
import { isEmptyFilter } from '../jobs/jobFilter.js';
import { visibleLine } from '../jobs/visibleText.js';
import type { Edited, FilterContext } from './filterContext.js';
import type { SavedFilter, SavedFilterScope } from './savedFilterEntries.js';

/** A name, and where it is stored. */
type Place = Pick<SavedFilter, 'name' | 'scope'>;

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
  const stored = saved.list().filter(({ name }) => name !== '');
  const picked = await pickers.one<Place>({
    title: l10n.t('Backup Jobs: Save Filter'),
    placeholder: l10n.t('Type a name for: {filter}', { filter: textOf(fullFilterText, context) }),
    choices: placeChoices(textOf(shortFilterText, context), stored),
    typed: (text) =>
      placesOf(text)
        .filter((place) => !isStored(place, stored))
        .map((place) => asTyped(placeChoice(place))),
    canGoBack,
  });
  if (picked === undefined || picked === 'back') return picked;
  const { name, scope } = picked.value;
  await saved.save(name, filter, scope);
  statusMessage(l10n.t('Saved the filter “{name}”', { name }));
  return 'set';
}

/** The suggested name in each scope, the user's first, and then the saved filters, which are replaced. */
function placeChoices(suggested: string, stored: readonly Place[]): Choice<Place>[] {
  const others = stored.filter(
    ({ name, scope }) => name !== suggested && placesOf(name).some((place) => place.scope === scope),
  );
  return [
    ...placesOf(suggested).map((place) =>
      placeChoice(place, isStored(place, stored) ? replaces() : l10n.t('suggested')),
    ),
    ...others.map(({ name, scope }) => placeChoice({ name, scope }, replaces())),
  ];
}

/** The places for a name. Without an open folder, there are no workspace settings. */
function placesOf(name: string): Place[] {
  const scopes: readonly SavedFilterScope[] =
    vscode.workspace.workspaceFolders === undefined ? ['user'] : ['user', 'workspace'];
  return scopes.map((scope) => ({ name, scope }));
}

function isStored({ name, scope }: Place, stored: readonly Place[]): boolean {
  return stored.some((one) => one.name === name && one.scope === scope);
}

function placeChoice(place: Place, note?: string): Choice<Place> {
  const isUser = place.scope === 'user';
  const where = isUser
    ? l10n.t('only for you: in your user settings')
    : l10n.t('for your team: in the settings of this workspace');
  return {
    label: visibleLine(place.name, 200),
    description: [where, note].filter(Boolean).join(' · '),
    iconPath: new vscode.ThemeIcon(isUser ? 'account' : 'organization'),
    value: place,
  };
}

function replaces(): string {
  return l10n.t('replaces the saved filter');
}

function textOf(text: typeof fullFilterText, { planName, root }: FilterContext): string {
  return text(root.value, vscode.env.language, planName());
}
