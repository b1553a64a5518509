import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import type { Choice } from '../editor/pickOne.js';
import { planNameIn } from '../jobs/filterText.js';
import { isEmptyFilter, type JobFilter } from '../jobs/jobFilter.js';
import { visibleLine } from '../jobs/visibleText.js';
import { applyPreset } from './applyPreset.js';
import { editField } from './editField.js';
import { type FilterField, fieldTitle, fieldValueText, filterFields } from './filterFields.js';
import type { FilterHost } from './filterHost.js';
import { saveFilter } from './saveFilter.js';

type Line = FilterField | 'done' | 'clear' | 'presets' | 'save';

/**
 * Lists all filters with their present values; each that is chosen can be set, until the user is done. What is set applies at
 * once: the tree shows its effect beside the list, and going away loses nothing.
 */
export async function editFilter(host: FilterHost): Promise<void> {
  let last: Line = filterFields[0];
  for (;;) {
    const filter = host.root.value;
    const planName = planNameIn(host.knownJobs(), filter);
    const picked = await host.pickers.one<Line>({
      title: l10n.t('Backup Jobs: Filter'),
      placeholder: l10n.t('Select a filter to set or clear. Each applies at once'),
      choices: [...filterFields.map((field) => fieldChoice(field, filter, planName)), ...ends(filter)],
      active: (line) => line === last,
    });
    if (picked === undefined || picked === 'back' || picked.value === 'done') return;
    last = picked.value;
    if ((await choose(picked.value, host)) === undefined) return;
  }
}

async function choose(line: Exclude<Line, 'done'>, host: FilterHost) {
  switch (line) {
    case 'clear':
      await host.root.set({});
      return 'set';
    case 'presets':
      return applyPreset(host, { canGoBack: true });
    case 'save':
      return saveFilter(host, { canGoBack: true });
    default:
      return editField(line, host, true);
  }
}

function fieldChoice(field: FilterField, filter: JobFilter, planName: string | undefined): Choice<Line> {
  const value = fieldValueText(field, filter, vscode.env.language, planName);
  return {
    label: fieldTitle(field),
    description: visibleLine(value, 200) || l10n.t('any'),
    iconPath: new vscode.ThemeIcon(value === '' ? 'blank' : 'filter-filled'),
    section: l10n.t('Filters'),
    value: field,
  };
}

function ends(filter: JobFilter): Choice<Line>[] {
  const section = l10n.t('All filters');
  const line = (value: Line, label: string, icon: string): Choice<Line> => ({
    section,
    label,
    iconPath: new vscode.ThemeIcon(icon),
    value,
  });
  const done = line('done', l10n.t('Done'), 'check');
  const presets = line('presets', l10n.t('Presets and Saved Filters…'), 'list-filter');
  if (isEmptyFilter(filter)) return [done, presets];
  return [
    done,
    line('save', l10n.t('Save Filter…'), 'save'),
    line('clear', l10n.t('Clear Filters'), 'clear-all'),
    presets,
  ];
}
