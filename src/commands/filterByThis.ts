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

/** What a filter is taken from: a job or a group of the tree. */
export type FilterOrigin = { readonly job?: BackupJob | undefined } | { readonly group: JobGroup };

/** One thing that a row can be filtered by. */
interface ThisFilter {
  /** What tells its value in a job, and which groups are of it. */
  readonly of: Pick<Dimension, 'groupOf'> & { readonly name?: Dimension['name'] };
  readonly filterBy: (value: string) => FilterChange;
}

/**
 * Filters by what a group or a job has of one thing, in the place of what that was filtered by; the other
 * filters stay as they are. Where it has nothing of it, that is said in the status bar.
 *
 * The group of the jobs that name none (no plan, no resource type) offers no such command: every filter of ListBackupJobs asks
 * for a value, so that neither the service nor the AWS CLI could be asked for "none". The tree's group shows these jobs all the same.
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

/** The parent of a nested job, or the job itself where it is one. */
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
    // Where the clocks go back at midnight, no time of the day says its end: its last hour comes twice.
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
