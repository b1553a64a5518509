import { everyAccount } from '../../jobs/jobQuery.js';
import { type JobSelection, selectionOf } from '../../jobs/jobSelection.js';
import type { LiveJobs } from '../../jobs/openedConnection.js';

/** Everything that AWS Backup lists of the own account. */
export const everyJob = selectionOf({});

/** The accounts of which all jobs have been read. */
export type CoveredAccounts = 'everyAccount' | 'own';

/**
 * Calls `note` each time that all jobs of the own account, or of all accounts, have been read, with the start
 * of that read in epoch milliseconds. Returns a function that stops this.
 */
export function noteCompleteReads(
  live: LiveJobs,
  note: (accounts: CoveredAccounts, readAt: number) => void,
): () => void {
  const notedAt = new Map<CoveredAccounts, number>();
  return live.onDidChange(() => {
    for (const [accounts, selection] of Object.entries(wholes) as [CoveredAccounts, JobSelection][]) {
      if (!live.isComplete(selection)) continue;
      const readAt = live.list(selection).readAt?.date.getTime();
      if (readAt === undefined || readAt === notedAt.get(accounts)) continue;
      notedAt.set(accounts, readAt);
      note(accounts, readAt);
    }
  });
}

const wholes: Readonly<Record<CoveredAccounts, JobSelection>> = {
  own: everyJob,
  everyAccount: selectionOf({ accountId: everyAccount }),
};
