import { showError } from '../editor/notify.js';
import { pickMany } from '../editor/pickMany.js';
import { pickOne } from '../editor/pickOne.js';
import { applyPreset } from '../filters/applyPreset.js';
import { editField } from '../filters/editField.js';
import { editFilter } from '../filters/editFilter.js';
import type { FilterByThisName, FilterCommandName } from '../filters/filterCommandNames.js';
import type { FilterContext } from '../filters/filterContext.js';
import { fieldNames } from '../filters/filterFields.js';
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
  context: Omit<FilterContext, 'saved' | 'pickers'>,
  pickers: FilterContext['pickers'] = { one: pickOne, many: pickMany },
): Promise<void> {
  try {
    if (isByThis(name)) await filterByThis(name, origin, context.root);
    else await edit(name, { ...context, pickers, saved: new SavedFilters() });
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    void showError(reason);
  }
}

function isByThis(name: FilterCommandName): name is FilterByThisName {
  return name.startsWith('filterByThis');
}

async function edit(
  name: Exclude<FilterCommandName, FilterByThisName>,
  context: FilterContext,
): Promise<unknown> {
  if (name === 'filter') return editFilter(context);
  if (name === 'applyPreset') return applyPreset(context, { canGoBack: false });
  if (name === 'saveFilter') return saveFilter(context, { canGoBack: false });
  const field = fieldNames.find((one) => filterTable[one].command === name);
  return field && editField(field, context, false);
}
