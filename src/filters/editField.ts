import * as l10n from '@vscode/l10n';
import { showWarning } from '../editor/notify.js';
import type { Choice } from '../editor/pickOne.js';
import { type ListFilter, maxValues, type TextFilter, withFilters } from '../jobs/jobFilter.js';
import { editTimeRange } from './editTimeRange.js';
import { type FilterField, fieldTitle } from './filterFields.js';
import type { Edited, FilterHost } from './filterHost.js';
import { typedValueChoice, valueChoice, valueChoices } from './valueChoices.js';

/** Lets the user set one filter, which applies at once. */
export function editField(field: FilterField, host: FilterHost, canGoBack: boolean): Promise<Edited> {
  const title = l10n.t('Backup Jobs: Filter · {name}', { name: fieldTitle(field) });
  switch (field.kind) {
    case 'many':
      return editValues(field.name, host, { title, canGoBack });
    case 'one':
      return editValue(field.name, host, { title, canGoBack });
    case 'range':
      return editTimeRange(field, host, { title, canGoBack });
  }
}

async function editValues(
  name: ListFilter,
  { root, knownJobs, vaultNames, pickers }: FilterHost,
  options: { readonly title: string; readonly canGoBack: boolean },
): Promise<Edited> {
  const present = root.value[name] ?? [];
  const vaults = name === 'backupVaultName' ? vaultNames() : undefined;
  const picked = await pickers.many<string>({
    ...options,
    placeholder: l10n.t('Press Space to check, Enter to apply, or type another value'),
    choices: valueChoices(name, present, knownJobs()),
    moreChoices: vaults?.then((names) => [...new Set(names)].map((value) => valueChoice(name, value))),
    checked: present,
    typed: (text) => typedValueChoice(name, text),
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
  if (picked.join('\n') !== present.join('\n')) await root.set(withFilters(root.value, { [name]: picked }));
  return 'set';
}

async function editValue(
  name: TextFilter,
  { root, knownJobs, pickers }: FilterHost,
  options: { readonly title: string; readonly canGoBack: boolean },
): Promise<Edited> {
  const present = root.value[name];
  const clear: Choice<string>[] =
    present === undefined
      ? []
      : [{ label: l10n.t('Any'), description: l10n.t('clears this filter'), value: '' }];
  const picked = await pickers.one<string>({
    ...options,
    placeholder: placeholderOf(name),
    choices: [...clear, ...valueChoices(name, present === undefined ? [] : [present], knownJobs())],
    typed: (text) => typedValueChoice(name, text),
    active: (value) => value === present,
  });
  if (picked === undefined || picked === 'back') return picked;
  if (picked.value !== (present ?? '')) await root.set(withFilters(root.value, { [name]: picked.value }));
  return 'set';
}

function placeholderOf(name: TextFilter): string {
  switch (name) {
    case 'accountId':
      return l10n.t('Select an account, or type its 12 digits');
    case 'backupPlanId':
      return l10n.t('Select a plan of the loaded jobs, or type its ID; filtered by the extension');
    case 'parentJobId':
      return l10n.t('Select a parent job, or type its ID, to list its nested jobs');
    case 'resourceArn':
      return l10n.t('Select a resource of the loaded jobs, or type an ARN');
  }
}
