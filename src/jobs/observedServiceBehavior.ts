import type { BackupJob } from './backupJob.js';
import { covers, everyMessageCategory, type JobQuery } from './jobQuery.js';
import { matches } from './matches.js';

/** Undocumented rules about which jobs the service lists for a query, as learned from its responses. */
export class ObservedServiceBehavior {
  /**
   * Whether a list without a parent filter has contained a nested job. Then such lists contain all of them.
   */
  #listsNestedJobs = false;
  /** The account of lists without an account filter; undefined until a job has shown it. */
  #ownAccountId: string | undefined;

  /** Learns from a page of the answer to a query. */
  learn(query: JobQuery, jobs: readonly BackupJob[]): void {
    if (query.parentJobId === undefined)
      this.#listsNestedJobs ||= jobs.some(({ ParentJobId }) => ParentJobId !== undefined);
    if (query.accountId === undefined)
      this.#ownAccountId ??= jobs.find(({ AccountId }) => AccountId !== undefined)?.AccountId;
  }

  /** Whether the service is known to list a job for a query. */
  lists(query: JobQuery, job: BackupJob): boolean {
    const isListed =
      query.parentJobId !== undefined || job.ParentJobId === undefined || this.#listsNestedJobs;
    const isOwn =
      query.accountId !== undefined || job.AccountId === undefined || job.AccountId === this.#ownAccountId;
    return isListed && isOwn && query.messageCategory !== everyMessageCategory && matches(query, job);
  }

  /** Whether a complete answer to one query contains the answer to another. */
  covers(broad: JobQuery, { accountId, parentJobId, ...rest }: JobQuery): boolean {
    const isOwn = broad.accountId === undefined && accountId === this.#ownAccountId;
    const isListed = broad.parentJobId === undefined && this.#listsNestedJobs;
    return covers(broad, {
      ...rest,
      ...(accountId !== undefined && !isOwn && { accountId }),
      ...(parentJobId !== undefined && !isListed && { parentJobId }),
    });
  }

  /** The queries in groups, the widest first: each group has those that no other remaining query covers. */
  widestFirst(queries: readonly JobQuery[]): JobQuery[][] {
    const groups: JobQuery[][] = [];
    for (let remaining = queries; remaining.length > 0; ) {
      const widest = remaining.filter(
        (query) => !remaining.some((other) => other !== query && this.covers(other, query)),
      );
      // If all cover each other, they differ only in letter case.
      const next = widest.length > 0 ? widest : remaining.slice(0, 1);
      groups.push(next);
      remaining = remaining.filter((query) => !next.includes(query));
    }
    return groups;
  }
}
