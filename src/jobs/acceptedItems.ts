import type { AcceptedIssues } from './acceptedIssues.js';
import { type AttentionItem, latestItemFirst } from './attention.js';
import type { BackupJob } from './backupJob.js';
import type { KnownIssue } from './knownIssue.js';

/** A resource of which all jobs that need attention are accepted. */
export interface AcceptedItem<Item extends AttentionItem = AttentionItem> {
  readonly item: Item;
  /** The issue that accepts the job that ended last. */
  readonly issue: KnownIssue;
}

/** Resources that need attention, and those whose failures are all accepted. */
export interface SplitItems<Item extends AttentionItem = AttentionItem> {
  readonly open: readonly Item[];
  readonly accepted: readonly AcceptedItem<Item>[];
}

/**
 * Separates the resources whose failures are accepted as known issues. A resource with another failure is
 * open, with that job first: an accepted one hides nothing.
 */
export function splitItems<Item extends AttentionItem>(
  items: readonly Item[],
  known: AcceptedIssues,
): SplitItems<Item> {
  if (known.issues.length === 0) return { open: items, accepted: [] };
  const open: Item[] = [];
  const accepted: AcceptedItem<Item>[] = [];
  for (const item of items) {
    const [first, ...others] = item.jobs.filter((job) => known.issueOf(job) === undefined);
    const issue = known.issueOf(item.jobs[0]);
    if (first !== undefined) open.push({ ...item, jobs: [first, ...others] });
    else if (issue !== undefined) accepted.push({ item, issue });
  }
  return { open: open.sort(latestItemFirst), accepted };
}

/** How many of some jobs made no complete backup and are accepted. */
export function acceptedFailures(jobs: Iterable<BackupJob>, known: AcceptedIssues): number {
  if (known.issues.length === 0) return 0;
  let count = 0;
  for (const job of jobs) if (known.issueOfFailure(job) !== undefined) count++;
  return count;
}
