import * as l10n from '@vscode/l10n';
import { statusMessage } from '../editor/notify.js';
import { type FilterByThisName, filterOfThis } from '../filters/filterCommandNames.js';
import type { BackupJob } from '../jobs/backupJob.js';
import { valueFilter } from '../jobs/dimensionFilter.js';
import { dayDimension } from '../jobs/dimensions.js';
import { type FilterName, isTimeFilter, ownValue } from '../jobs/filterTable.js';
import { type JobFilter, withFilters } from '../jobs/jobFilter.js';
import { type GroupRow, groupsOfRow } from '../tree/rows.js';

/** The origin of a filter: a job or a row of the tree. A row may stand for several groups. */
export type FilterOrigin = { readonly job?: BackupJob | undefined } | GroupRow;

/**
 * Sets one filter to the value of a group or a job, and keeps the others. If there is no value, the status
 * bar says so.
 *
 * The command is not offered for the group of jobs without a value (no plan, no resource type), because
 * ListBackupJobs cannot filter by a missing value.
 */
export async function filterByThis(
  name: FilterByThisName,
  origin: FilterOrigin | undefined,
  root: { readonly value: JobFilter; set(filter: JobFilter): Promise<void> },
): Promise<void> {
  const filter = filterOfThis(name);
  const value = filter && valueIn(origin, filter);
  if (value) await root.set(withFilters(root.value, valueFilter(filter, value)));
  else statusMessage(l10n.t('This row has nothing to filter by'));
}

function valueIn(origin: FilterOrigin | undefined, filter: FilterName): string | undefined {
  if (origin === undefined) return undefined;
  if ('group' in origin)
    return groupsOfRow(origin).find(({ dimension }) => dimension.filter === filter)?.value;
  const { job } = origin;
  return job && (isTimeFilter(filter) ? dayDimension.groupOf(job) : ownValue(job, filter));
}
