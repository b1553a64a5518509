import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import type { Choice } from '../editor/pickOne.js';
import { planNameIn } from '../jobs/filterText.js';
import { isEmptyFilter, type JobFilter } from '../jobs/jobFilter.js';
import { visibleLine } from '../jobs/visibleText.js';
import { applyPreset } from './applyPreset.js';
import { editField } from './editField.js';
import type { FilterContext } from './filterContext.js';
import { type FieldName, fieldNames, fieldTitle, fieldValueText, isFieldName } from './filterFields.js';
import { saveFilter } from './saveFilter.js';

type Line = FieldName | 'done' | 'clear' | 'presets' | 'save';

/**
 * Lists all filters with their values, and lets the user set one after the other. Each applies immediately:
 * the tree shows its effect beside the list, and closing the list loses nothing.
 */
export async function editFilter(context: FilterContext): Promise<void> {
  let last: Line | undefined = fieldNames[0];
  for (;;) {
    const filter = context.root.value;
    const planName = planNameIn(context.knownJobs(), filter);
    const picked = await context.pickers.one<Line>({
      title: l10n.t('Backup Jobs: Filter'),
      placeholder: l10n.t('Select a filter to set or clear. Each applies at once'),
      choices: [...fieldNames.map((name) => fieldChoice(name, filter, planName)), ...generalChoices(filter)],
      active: (line) => line === last,
    });
    if (picked === undefined || picked === 'back' || picked.value === 'done') return;
    last = picked.value;
    if ((await choose(picked.value, context)) === undefined) return;
  }
}

async function choose(line: Exclude<Line, 'done'>, context: FilterContext) {
  if (isFieldName(line)) return editField(line, context, true);
  switch (line) {
    case 'clear':
      await context.root.set({});
      return 'set';
    case 'presets':
      return applyPreset(context, { canGoBack: true });
    case 'save':
      return saveFilter(context, { canGoBack: true });
  }
}

function fieldChoice(name: FieldName, filter: JobFilter, planName: string | undefined): Choice<Line> {
  const value = fieldValueText(name, filter, vscode.env.language, planName);
  return {
    label: fieldTitle(name),
    description: visibleLine(value, 200) || l10n.t('any'),
    iconPath: new vscode.ThemeIcon(value === '' ? 'blank' : 'filter-filled'),
    section: l10n.t('Filters'),
    value: name,
  };
}

function generalChoices(filter: JobFilter): Choice<Line>[] {
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
