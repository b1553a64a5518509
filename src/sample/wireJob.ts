import type { BackupJob } from '../jobs/backupJob.js';

type DateField = 'CompletionDate' | 'CreationDate' | 'ExpectedCompletionDate' | 'InitiationDate' | 'StartBy';

/** A job on the wire: a time is a number of epoch seconds, an integer beyond 2^53 a `bigint`. */
export type WireJob = Omit<BackupJob, DateField> & { readonly [Field in DateField]?: number | undefined };

/** What changes while a job runs. */
export interface JobStanding {
  readonly state: string | undefined;
  readonly messageCategory: string | undefined;
  /** Epoch milliseconds. */
  readonly completed: number | undefined;
}

/** A job in a sample account: what filters and sorting need, and the whole job. */
export interface HeldJob {
  readonly accountId: string | undefined;
  readonly backupJobId: string | undefined;
  readonly backupVaultName: string | undefined;
  /** Epoch milliseconds. */
  readonly created: number | undefined;
  readonly parentJobId: string | undefined;
  readonly resourceArn: string | undefined;
  readonly resourceType: string | undefined;
  /** The state of the job at `now`, in epoch milliseconds. */
  standing(now: number): JobStanding;
  /** The job as the service returns it at `now`, in epoch milliseconds. */
  wire(now: number): WireJob;
}

/**
 * The order of a list: newest first, jobs without a creation date last, then by ID. AWS documents no order;
 * this one is stable, which is all that paging may rely on.
 */
export function newestFirst(one: JobPlace, other: JobPlace): number {
  const [oneCreated, otherCreated] = [one.created ?? -Infinity, other.created ?? -Infinity];
  if (oneCreated !== otherCreated) return oneCreated > otherCreated ? -1 : 1;
  const [oneId, otherId] = [one.backupJobId ?? '', other.backupJobId ?? ''];
  return oneId === otherId ? 0 : oneId < otherId ? -1 : 1;
}

/** What determines a job's place in a list. */
export type JobPlace = Pick<HeldJob, 'backupJobId' | 'created'>;
