import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import type { Choice } from '../editor/pickOne.js';
import { fullFilterText } from '../jobs/filterText.js';
import { filterKey, type JobFilter } from '../jobs/jobFilter.js';
import { logLine } from '../jobs/logLine.js';
import { visibleLine } from '../jobs/visibleText.js';
import type { Edited, FilterContext } from './filterContext.js';
import { appliedIcon, filterDescription, presetChoices } from './presetChoices.js';
import type { SavedFilter } from './savedFilterEntries.js';
import { openSavedFiltersSetting } from './savedFilters.js';

/** A choice: a filter, and the saved filter that it comes from, if any. */
interface Preset {
  readonly filter: JobFilter;
  readonly saved?: SavedFilter;
}

/**
 * Lets the user apply a preset, which keeps the filters that it does not name, or replace all filters by
 * a saved filter. Saved filters can be renamed and deleted. Those that cannot be used open the settings.
 */
export async function applyPreset(
  context: FilterContext,
  { canGoBack }: { readonly canGoBack: boolean },
): Promise<Edited> {
  reportProblems(context);
  for (;;) {
    const { root } = context;
    const picked = await context.pickers.one<Preset>({
      title: l10n.t('Backup Jobs: Presets and Saved Filters'),
      placeholder: l10n.t('Select what to show'),
      choices: [
        ...presetChoices(root.value).map((choice) => ({ ...choice, value: { filter: choice.value } })),
        allJobs(root.value),
        ...context.saved.list().map((one) => savedChoice(one, root.value)),
      ],
      active: ({ filter, saved }) =>
        (saved?.problems.length ?? 0) === 0 && filterKey(filter) === filterKey(root.value),
      canGoBack,
    });
    if (picked === undefined || picked === 'back') return picked;
    const { filter, saved } = picked.value;
    if (saved !== undefined && picked.button !== undefined) {
      const edited = picked.button === renameButton ? rename(saved, context) : remove(saved, context);
      if ((await edited) === undefined) return undefined;
      continue;
    }
    if (saved !== undefined && saved.problems.length > 0) {
      await openSavedFiltersSetting(saved.scope);
      return undefined;
    }
    if (filterKey(filter) !== filterKey(root.value)) await root.set(filter);
    return 'set';
  }
}

function reportProblems({ saved, warn }: FilterContext): void {
  for (const { name, problems, scope } of saved.list()) {
    if (problems.length > 0)
      warn(
        logLine(
          `backupJobs.savedFilters (${scope}): ${JSON.stringify(visibleLine(name, 200))} cannot be used: ${problems.join(', ')}`,
        ),
      );
  }
}

async function rename(saved: SavedFilter, { pickers, saved: store }: FilterContext): Promise<Edited> {
  const others = store.list().filter(({ name, scope }) => scope === saved.scope && name !== saved.name);
  const isInUse = (text: string) => others.some(({ name }) => name === text);
  const picked = await pickers.one<string>({
    title: l10n.t('Backup Jobs: Rename “{name}”', { name: saved.name }),
    placeholder: l10n.t('Type the new name'),
    choices: [],
    typed: (text) => ({
      label: visibleLine(text, 200),
      description: isInUse(text) ? l10n.t('replaces the saved filter') : l10n.t('the new name'),
      value: text,
    }),
    text: saved.name,
    canGoBack: true,
  });
  if (picked === undefined || picked === 'back') return picked;
  await store.rename(saved, picked.value);
  return 'set';
}

async function remove(saved: SavedFilter, { pickers, saved: store }: FilterContext): Promise<Edited> {
  const picked = await pickers.one<boolean>({
    title: l10n.t('Backup Jobs: Delete “{name}”', { name: saved.name }),
    placeholder: fullFilterText(saved.filter, vscode.env.language),
    choices: [
      { label: l10n.t('Delete'), iconPath: new vscode.ThemeIcon('trash'), value: true },
      { label: l10n.t('Keep'), iconPath: new vscode.ThemeIcon('close'), value: false },
    ],
    canGoBack: true,
  });
  if (picked === undefined || picked === 'back') return picked;
  if (picked.value) await store.remove(saved);
  return 'set';
}

function allJobs(current: JobFilter): Choice<Preset> {
  return {
    section: l10n.t('Presets'),
    label: l10n.t('All jobs'),
    description: l10n.t('no filter'),
    iconPath: appliedIcon({}, current),
    value: { filter: {} },
  };
}

function savedChoice(saved: SavedFilter, current: JobFilter): Choice<Preset> {
  const { filter, name, problems, scope } = saved;
  const choice = {
    section: scope === 'user' ? l10n.t('Saved by you') : l10n.t("In this workspace's settings"),
    label: visibleLine(name, 200) || l10n.t('Without a name'),
    value: { filter, saved },
  };
  if (problems.length > 0)
    return {
      ...choice,
      iconPath: new vscode.ThemeIcon('warning'),
      description: l10n.t('cannot be used: {problems}. Select it to open the settings', {
        problems: problems.map((problem) => visibleLine(problem, 40)).join(', '),
      }),
    };
  return {
    ...choice,
    iconPath: appliedIcon(filter, current),
    description: filterDescription(filter),
    buttons: [renameButton, removeButton],
  };
}

const renameButton: vscode.QuickInputButton = {
  iconPath: new vscode.ThemeIcon('edit'),
  tooltip: l10n.t('Rename'),
};
const removeButton: vscode.QuickInputButton = {
  iconPath: new vscode.ThemeIcon('trash'),
  tooltip: l10n.t('Delete'),
};
