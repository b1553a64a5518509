// The entry of a bundle with the code that only commands need.
import { showError } from '../editor/notify.js';
import { pickMany } from '../editor/pickMany.js';
import { pickOne } from '../editor/pickOne.js';
import { applyPreset } from '../filters/applyPreset.js';
import { editField } from '../filters/editField.js';
import { editFilter } from '../filters/editFilter.js';
import type { FilterByThisName, FilterCommandName } from '../filters/filterCommandNames.js';
import { fieldNames } from '../filters/filterFields.js';
import type { FilterHost } from '../filters/filterHost.js';
import { SavedFilters } from '../filters/savedFilters.js';
import { saveFilter } from '../filters/saveFilter.js';
import { filterTable } from '../jobs/filterTable.js';
import { type FilterOrigin, filterByThis } from './filterByThis.js';

/**
 * Runs one of the commands that edit the filter; those of a row's menu get `origin`. Shows a message for
 * errors, such as settings that cannot be written.
 */
export async function runFilterCommand(
  name: FilterCommandName,
  origin: FilterOrigin | undefined,
  host: Omit<FilterHost, 'saved' | 'pickers'>,
  pickers: FilterHost['pickers'] = { one: pickOne, many: pickMany },
): Promise<void> {
  try {
    if (isByThis(name)) await filterByThis(name, origin, host.root);
    else await edit(name, { ...host, pickers, saved: new SavedFilters() });
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    void showError(reason);
  }
}

function isByThis(name: FilterCommandName): name is FilterByThisName {
  return name.startsWith('filterByThis');
}

async function edit(name: Exclude<FilterCommandName, FilterByThisName>, host: FilterHost): Promise<unknown> {
  if (name === 'filter') return editFilter(host);
  if (name === 'applyPreset') return applyPreset(host, { canGoBack: false });
  if (name === 'saveFilter') return saveFilter(host, { canGoBack: false });
  const field = fieldNames.find((one) => filterTable[one].command === name);
  return field && editField(field, host, false);
}
