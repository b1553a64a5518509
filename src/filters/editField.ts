import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { showWarning } from '../editor/notify.js';
import type { Choice } from '../editor/pickOne.js';
import { isListFilter, isTimeFilter, type ListFilter, type TextFilter } from '../jobs/filterTable.js';
import { maxValues, withFilters } from '../jobs/jobFilter.js';
import { editTimeRange } from './editTimeRange.js';
import type { Edited, FilterContext } from './filterContext.js';
import { type FieldName, fieldTitle, filterFields, type ValueField } from './filterFields.js';
import { typedValueChoice, valueChoice, valueChoices } from './valueChoices.js';

/** Lets the user set one filter, which applies immediately. */
export function editField(name: FieldName, context: FilterContext, canGoBack: boolean): Promise<Edited> {
  const title = l10n.t('Backup Jobs: Filter · {name}', { name: fieldTitle(name) });
  if (isListFilter(name)) return editValues(name, context, { title, canGoBack });
  return isTimeFilter(name)
    ? editTimeRange(name, context, { title, canGoBack })
    : editValue(name, context, { title, canGoBack });
}

async function editValues(
  name: ListFilter,
  context: FilterContext,
  options: { readonly title: string; readonly canGoBack: boolean },
): Promise<Edited> {
  const { root, knownJobs, pickers } = context;
  const field: ValueField = filterFields[name];
  const current = root.value[name] ?? [];
  const picked = await pickers.many<string>({
    ...options,
    placeholder: l10n.t('Press Space to check, Enter to apply, or type another value'),
    choices: await valueChoices(name, current, knownJobs()),
    moreChoices: field
      .moreValues?.(context)
      .then((values) => [...new Set(values)].map((value) => valueChoice(name, value))),
    checked: current,
    typed: (text) => typedValueChoice(name, text),
    only: { iconPath: new vscode.ThemeIcon('filter'), tooltip: l10n.t('Show Only This') },
  });
  if (picked === undefined || picked === 'back') return picked;
  if (picked.length > maxValues) {
    const message = l10n.t(
      'A filter can have at most {count} values. Select fewer, or none to show all jobs.',
      { count: maxValues },
    );
    void showWarning(message);
    return 'set';
  }
  if (picked.join('\n') !== current.join('\n')) await root.set(withFilters(root.value, { [name]: picked }));
  return 'set';
}

async function editValue(
  name: TextFilter,
  { root, knownJobs, pickers }: FilterContext,
  options: { readonly title: string; readonly canGoBack: boolean },
): Promise<Edited> {
  const current = root.value[name];
  const clear: Choice<string>[] =
    current === undefined
      ? []
      : [{ label: l10n.t('Any'), description: l10n.t('clears this filter'), value: '' }];
  const picked = await pickers.one<string>({
    ...options,
    placeholder: filterFields[name].placeholder(),
    choices: valueChoices(name, current === undefined ? [] : [current], knownJobs()).then((values) => [
      ...clear,
      ...values,
    ]),
    typed: (text) => typedValueChoice(name, text),
    active: (value) => value === current,
  });
  if (picked === undefined || picked === 'back') return picked;
  if (picked.value !== (current ?? '')) await root.set(withFilters(root.value, { [name]: picked.value }));
  return 'set';
}
