import * as l10n from '@vscode/l10n';
import { statusMessage } from '../editor/notify.js';
import type { FilterByThisName } from '../filters/filterCommandNames.js';
import type { BackupJob } from '../jobs/backupJob.js';
import {
  accountDimension,
  dayDimension,
  planDimension,
  resourceDimension,
  resourceTypeDimension,
  stateDimension,
  vaultDimension,
} from '../jobs/dimensions.js';
import type { Dimension, JobGroup } from '../jobs/grouping.js';
import { type FilterChange, type JobFilter, withFilters } from '../jobs/jobFilter.js';

/** The origin of a filter: a job or a group of the tree. */
export type FilterOrigin = { readonly job?: BackupJob | undefined } | { readonly group: JobGroup };

/** One property of a row to filter by. */
interface ThisFilter {
  /** How to get the value from a job, and which groups are of it. */
  readonly of: Pick<Dimension, 'groupOf'> & { readonly name?: Dimension['name'] };
  readonly filterBy: (value: string) => FilterChange;
}

/**
 * Filters by one property of a group or job, in place of the current filter by that property. Other filters
 * stay. If the property is missing, the status bar says so.
 *
 * A group of jobs without the property (no plan, no resource type) has no such command: each filter of
 * ListBackupJobs needs a value, so neither the service nor the AWS CLI can filter by "none". The tree can
 * still show this group.
 */
export async function filterByThis(
  name: FilterByThisName,
  origin: FilterOrigin | undefined,
  root: { readonly value: JobFilter; set(filter: JobFilter): Promise<void> },
): Promise<void> {
  const { filterBy, of } = thisFilters[name];
  const value = valueIn(origin, of);
  if (value) await root.set(withFilters(root.value, filterBy(value)));
  else statusMessage(l10n.t('This row has nothing to filter by'));
}

function valueIn(origin: FilterOrigin | undefined, { groupOf, name }: ThisFilter['of']): string | undefined {
  if (origin === undefined) return undefined;
  if ('group' in origin) return origin.group.dimension.name === name ? origin.group.value : undefined;
  return origin.job && groupOf(origin.job);
}

/** The parent of a nested job, or the job itself if it is a parent. */
function parentOf(job: BackupJob): string | undefined {
  return job.ParentJobId || (job.IsParent ? job.BackupJobId : undefined);
}

const thisFilters: Readonly<Record<FilterByThisName, ThisFilter>> = {
  filterByThisAccount: { of: accountDimension, filterBy: (accountId) => ({ accountId }) },
  filterByThisCategory: {
    of: { groupOf: (job) => job.MessageCategory },
    filterBy: (category) => ({ messageCategory: [category] }),
  },
  filterByThisDay: {
    of: dayDimension,
    // Where clocks go back at midnight, no time of day is the end of the day: its last hour occurs twice.
    filterBy: (day) => ({
      createdAfter: day,
      createdBefore: dayDimension.partOf(day).filters.createdBefore?.toISOString(),
    }),
  },
  filterByThisParent: { of: { groupOf: parentOf }, filterBy: (parentJobId) => ({ parentJobId }) },
  filterByThisPlan: { of: planDimension, filterBy: (backupPlanId) => ({ backupPlanId }) },
  filterByThisResource: { of: resourceDimension, filterBy: (resourceArn) => ({ resourceArn }) },
  filterByThisResourceType: { of: resourceTypeDimension, filterBy: (type) => ({ resourceType: [type] }) },
  filterByThisState: { of: stateDimension, filterBy: (state) => ({ state: [state] }) },
  filterByThisVault: { of: vaultDimension, filterBy: (vault) => ({ backupVaultName: [vault] }) },
};
