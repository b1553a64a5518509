// The entry of a bundle with the code that only commands need.
import { showError } from '../editor/notify.js';
import { pickMany } from '../editor/pickMany.js';
import { pickOne } from '../editor/pickOne.js';
import { applyPreset } from '../filters/applyPreset.js';
import { editField } from '../filters/editField.js';
import { editFilter } from '../filters/editFilter.js';
import type { FilterByThisName, FilterCommandName } from '../filters/filterCommandNames.js';
import { type FilterField, filterFields } from '../filters/filterFields.js';
import type { FilterHost } from '../filters/filterHost.js';
import { SavedFilters } from '../filters/savedFilters.js';
import { saveFilter } from '../filters/saveFilter.js';
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
    else await commands[name]({ ...host, pickers, saved: new SavedFilters() });
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    void showError(reason);
  }
}

function isByThis(name: FilterCommandName): name is FilterByThisName {
  return name.startsWith('filterByThis');
}

const commands: Readonly<
  Record<Exclude<FilterCommandName, FilterByThisName>, (host: FilterHost) => Promise<unknown>>
> = {
  filter: editFilter,
  filterByAccount: edits('accountId'),
  filterByBackupPlanId: edits('backupPlanId'),
  filterByBackupVaultName: edits('backupVaultName'),
  filterByCompleteDate: edits('completeDate'),
  filterByCreatedDate: edits('createdDate'),
  filterByMessageCategory: edits('messageCategory'),
  filterByParentJobId: edits('parentJobId'),
  filterByResourceArn: edits('resourceArn'),
  filterByResourceType: edits('resourceType'),
  filterByState: edits('state'),
  applyPreset: (host) => applyPreset(host, { canGoBack: false }),
  saveFilter: (host) => saveFilter(host, { canGoBack: false }),
};

function edits(name: FilterField['name']) {
  return async (host: FilterHost) => {
    const field = filterFields.find((one) => one.name === name);
    if (field !== undefined) await editField(field, host, false);
  };
}
