import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { InputSequence } from '../editor/inputSequence.js';
import type { Choice } from '../editor/pickOne.js';
import { filterKey, isEmptyFilter, type JobFilter } from '../jobs/jobFilter.js';
import { visibleLine } from '../jobs/visibleText.js';
import { applyPreset } from './applyPreset.js';
import { editField } from './editField.js';
import type { FilterContext } from './filterContext.js';
import { type FieldName, fieldNames, fieldTitle, fieldValueText, isFieldName } from './filterFields.js';
import { valueSearch } from './knownValues.js';
import { filterDescription, presetChoices } from './presetChoices.js';
import { saveFilter } from './saveFilter.js';

type Line = FieldName | 'done' | 'clear' | 'presets' | 'save' | JobFilter;

/**
 * Lists the presets and all filters with their values, and lets the user set one after the other. A
 * known value, such as the name of a vault, can also be typed. Each applies immediately: the tree shows
 * its effect beside the list, and closing the list loses nothing. Saving the filter ends it.
 */
export async function editFilter(context: FilterContext): Promise<void> {
  const sequence = new InputSequence();
  try {
    await editLines(context, sequence);
  } finally {
    sequence.dispose();
  }
}

async function editLines(context: FilterContext, sequence: InputSequence): Promise<void> {
  const { pickers } = context;
  const inSequence: FilterContext = {
    ...context,
    pickers: {
      one: (options) => pickers.one({ ...options, sequence }),
      many: (options) => pickers.many({ ...options, sequence }),
    },
  };
  let last: Line | undefined = fieldNames[0];
  for (;;) {
    const filter = context.root.value;
    const closed = new AbortController();
    const planName = context.planName();
    const picked = await inSequence.pickers.one<Line>({
      title: l10n.t('Backup Jobs: Filter'),
      placeholder: l10n.t('Select what to show, or type the name of a vault, plan, resource or other value'),
      choices: [
        ...currentChoices(filter),
        ...presetChoices(filter),
        ...fieldNames.map((name) => fieldChoice(name, filter, planName)),
        ...lastChoices(),
      ],
      search: valueSearch(filter, context.knownJobs, { signal: closed.signal }),
      // After a preset or a typed value, the first row: the filter can be saved.
      active: (line) => line === last,
    });
    closed.abort();
    if (picked === undefined || picked === 'back' || picked.value === 'done') return;
    last = picked.value;
    const edited = await choose(picked.value, inSequence);
    if (edited === undefined || (edited === 'set' && picked.value === 'save')) return;
  }
}

async function choose(line: Exclude<Line, 'done'>, context: FilterContext) {
  if (typeof line === 'object') {
    if (filterKey(line) !== filterKey(context.root.value)) await context.root.set(line);
    return 'set';
  }
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

/** What can be done with the filters that are set. */
function currentChoices(filter: JobFilter): Choice<Line>[] {
  if (isEmptyFilter(filter)) return [];
  const section = l10n.t('Current filter');
  const description = filterDescription(filter);
  return [
    { ...line('save', l10n.t('Save Filter…'), 'save'), description, section },
    { ...line('clear', l10n.t('Clear Filters'), 'clear-all'), section },
  ];
}

function lastChoices(): Choice<Line>[] {
  const section = l10n.t('All filters');
  return [
    { ...line('done', l10n.t('Done'), 'check'), section },
    { ...line('presets', l10n.t('Presets and Saved Filters…'), 'list-filter'), section },
  ];
}

function line(value: Line, label: string, icon: string): Choice<Line> {
  return { label, iconPath: new vscode.ThemeIcon(icon), value };
}
