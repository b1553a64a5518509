import type { BackupJob } from './backupJob.js';
import { covers, everyMessageCategory, type JobQuery } from './jobQuery.js';
import { matches } from './matches.js';

/** What AWS does not document of its lists, and one of them has shown: which jobs are in which. */
export class ObservedServiceBehavior {
  /** Whether a list that names no parent has shown a nested job: then the service lists them all. */
  #listsNestedJobs = false;
  /** Whose jobs a list holds that names no account, once one has told. */
  #ownAccountId: string | undefined;

  /** Looks at a page of the answer to a query. */
  learn(query: JobQuery, jobs: readonly BackupJob[]): void {
    if (query.parentJobId === undefined)
      this.#listsNestedJobs ||= jobs.some(({ ParentJobId }) => ParentJobId !== undefined);
    if (query.accountId === undefined)
      this.#ownAccountId ??= jobs.find(({ AccountId }) => AccountId !== undefined)?.AccountId;
  }

  /** Whether the service would list a job for a query, as far as can be told: what cannot is not. */
  lists(query: JobQuery, job: BackupJob): boolean {
    const isListed =
      query.parentJobId !== undefined || job.ParentJobId === undefined || this.#listsNestedJobs;
    const isOwn =
      query.accountId !== undefined || job.AccountId === undefined || job.AccountId === this.#ownAccountId;
    return isListed && isOwn && query.messageCategory !== everyMessageCategory && matches(query, job);
  }

  /** Whether a complete answer to one query holds that to another. */
  covers(broad: JobQuery, { accountId, parentJobId, ...rest }: JobQuery): boolean {
    const isOwn = broad.accountId === undefined && accountId === this.#ownAccountId;
    const isListed = broad.parentJobId === undefined && this.#listsNestedJobs;
    return covers(broad, {
      ...rest,
      ...(accountId !== undefined && !isOwn && { accountId }),
      ...(parentJobId !== undefined && !isListed && { parentJobId }),
    });
  }

  /** The queries in groups, each of those that no query covers which is still to come. */
  widestFirst(queries: readonly JobQuery[]): JobQuery[][] {
    const groups: JobQuery[][] = [];
    for (let left = queries; left.length > 0; ) {
      const widest = left.filter(
        (query) => !left.some((other) => other !== query && this.covers(other, query)),
      );
      // Queries that differ in letter case alone cover each other.
      const next = widest.length > 0 ? widest : left.slice(0, 1);
      groups.push(next);
      left = left.filter((query) => !next.includes(query));
    }
    return groups;
  }
}
