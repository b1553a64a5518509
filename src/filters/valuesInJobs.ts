import type { BackupJob } from '../jobs/backupJob.js';
import { resourceTitle } from '../jobs/jobFacts.js';
import { type FilterName, isTimeFilter } from '../jobs/jobFilter.js';
import { completedWithIssues, hasIssues } from '../jobs/jobStates.js';

/** A value that loaded jobs hold. */
export interface SeenValue {
  readonly value: string;
  /** How many of the loaded jobs the filter by it keeps. */
  readonly jobs: number;
  /** What a person calls it, where a job tells that too. */
  readonly title: string | undefined;
}

/** The values of a filter that the loaded jobs hold, the most frequent first, at most `limit` of them. */
export function seenValues(
  jobs: Iterable<BackupJob>,
  name: FilterName,
  limit: number = maxValues,
): SeenValue[] {
  const seen = new Map<string, { jobs: number; title: string | undefined }>();
  for (const job of jobs) {
    for (const value of valuesIn(job, name)) {
      const known = seen.get(value) ?? { jobs: 0, title: undefined };
      seen.set(value, {
        jobs: known.jobs + (isKept(job, name) ? 1 : 0),
        title: known.title ?? titleIn(job, name),
      });
    }
  }
  return [...seen]
    .map(([value, { jobs: count, title }]) => ({ value, jobs: count, title }))
    .sort((one, other) => other.jobs - one.jobs || one.value.localeCompare(other.value))
    .slice(0, limit);
}

/** A job that completed with issues is in two states: AWS's, and the one that a person tells it by. */
function valuesIn(job: BackupJob, name: FilterName): string[] {
  const own = valueIn(job, name);
  const issues = name === 'state' && hasIssues(job) ? completedWithIssues : undefined;
  return [own, issues].filter((value): value is string => value !== undefined && value !== '');
}

/** A parent is offered by itself, and the filter by it keeps its nested jobs. */
function isKept(job: BackupJob, name: FilterName): boolean {
  return name !== 'parentJobId' || Boolean(job.ParentJobId);
}

function valueIn(job: BackupJob, name: FilterName): string | undefined {
  if (isTimeFilter(name)) return undefined;
  switch (name) {
    case 'accountId':
      return job.AccountId;
    case 'backupPlanId':
      return job.CreatedBy?.BackupPlanId;
    case 'backupVaultName':
      return job.BackupVaultName;
    case 'messageCategory':
      return job.MessageCategory;
    case 'parentJobId':
      return job.ParentJobId ?? (job.IsParent ? job.BackupJobId : undefined);
    case 'resourceArn':
      return job.ResourceArn;
    case 'resourceType':
      return job.ResourceType;
    case 'state':
      return job.State;
  }
}

function titleIn(job: BackupJob, name: FilterName): string | undefined {
  switch (name) {
    case 'backupPlanId':
      return job.CreatedBy?.BackupPlanName || undefined;
    case 'parentJobId':
      return job.IsParent ? resourceTitle(job) : undefined;
    case 'resourceArn':
      return job.ResourceName || undefined;
    default:
      return undefined;
  }
}

/** A list of more is no help to a person, and slow; what is typed counts all the same. */
const maxValues = 1000;
