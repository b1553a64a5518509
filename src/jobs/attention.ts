import type { AcceptedIssues } from './acceptedIssues.js';
import { type BackupJob, jobKey } from './backupJob.js';
import { stateDimension } from './dimensions.js';
import { narrowSelection } from './grouping.js';
import type { JobList } from './jobList.js';
import { narrowQuery } from './jobQuery.js';
import { type JobSelection, selectionOf, selects } from './jobSelection.js';
import { badStates, isBad, type JudgeJob } from './jobStates.js';
import type { KnownIssue } from './knownIssue.js';
import { lastGoodBackup, latestStreak, type Streak } from './relatedJobs.js';
import { withoutNested, withoutParts } from './withoutNested.js';

/** A resource with backup jobs that recently ended without a complete backup. */
export interface AttentionItem {
  /** The account and the ARN; for a job without a resource, the key of the job. */
  readonly key: string;
  /** The bad jobs of the period, at least one. The job that ended last comes first. */
  readonly jobs: readonly [BackupJob, ...BackupJob[]];
}

/** A resource of which all jobs that need attention are accepted. */
export interface AcceptedItem {
  readonly item: AttentionItem;
  /** The issue that accepts the job that ended last. */
  readonly issue: KnownIssue;
}

/** Resources that need attention, and those whose failures are all accepted; each the latest first. */
export interface SplitItems {
  readonly open: readonly AttentionItem[];
  readonly accepted: readonly AcceptedItem[];
}

/** Facts about a resource from all of its jobs that AWS Backup still lists. */
export interface ResourceRecord {
  /** The outcome of its latest jobs; undefined if none has ended. */
  readonly streak: Streak | undefined;
  readonly lastGood: BackupJob | undefined;
}

/**
 * The selection of all jobs that {@link attentionItems} needs: a query for each bad state, because a request
 * has only one state. It selects by creation in the last seven days, because a job may expire only at the end
 * of its start window, days after its creation. Undefined if no job of `whole` can be bad.
 *
 * @param now is rounded down to the hour, so that the queries stay the same for a while
 */
export function attentionSelection(whole: JobSelection, now: Date): JobSelection | undefined {
  const hour = Math.floor(now.getTime() / hourMs) * hourMs;
  const createdAfter = earliestCreation(0, new Date(hour));
  const parts = badStates.flatMap(
    (state) => narrowSelection(recent(whole, createdAfter), stateDimension, state)?.parts ?? [],
  );
  return parts.length === 0 ? undefined : { parts };
}

/**
 * The earliest creation of a job that ended in the hours before `end`: a start window and a backup may take
 * days.
 */
export function earliestCreation(hours: number, end: Date): Date {
  return new Date(end.getTime() - Math.max(hours, maxLifeHours) * hourMs);
}

/**
 * The recent jobs of a selection. Several parts become one query with fewer filters; {@link attentionItems}
 * applies the others.
 */
function recent(whole: JobSelection, createdAfter: Date): JobSelection {
  const [first, ...others] = whole.parts;
  if (first === undefined || others.length > 0) {
    const accountId = first?.query.accountId;
    return { parts: [{ query: { ...(accountId && { accountId }), createdAfter }, clientFilters: [] }] };
  }
  const query = narrowQuery(first.query, { createdAfter });
  return { parts: query === undefined ? [] : [{ ...first, query }] };
}

/**
 * The resources with bad jobs that ended in the period before `now`, the latest first. The period is 24
 * hours; on a Monday it is 72 hours, to include the weekend.
 *
 * @param known the known issues that count
 */
export function attentionItems(
  jobs: Iterable<BackupJob>,
  whole: JobSelection,
  now: Date,
  known?: AcceptedIssues,
): SplitItems {
  const since = now.getTime() - attentionHours(now) * hourMs;
  const bad = [...jobs].filter((job) => isBad(job) && selects(whole, job) && endTime(job) >= since);
  return splitItems(bad, (job) => known?.issueOf(job));
}

/**
 * {@link attentionItems} of the loaded jobs of a region: of `recent`, the list of {@link attentionSelection},
 * and of `whole`. Only `whole` has jobs that were created earlier and ended in the period.
 */
export function loadedAttentionItems(
  recent: Pick<JobList, 'jobs'>,
  whole: Pick<JobList, 'jobs' | 'selection'>,
  now: Date,
  known?: AcceptedIssues,
): SplitItems {
  const bad = [recent, whole].flatMap((list) => list.jobs().filter(isBad));
  const once = new Map(bad.map((job) => [jobKey(job), job]));
  return attentionItems(once.values(), whole.selection, now, known);
}

/**
 * The resources of bad jobs, without and with a known issue. Nothing that is accepted hides what is not: a
 * resource with another failure is open, with only that job, and a nested job is hidden only by a parent that
 * is accepted, or not, as it is. A part of a backup is never apart from its parent, see {@link withoutParts}.
 */
export function splitItems(
  bad: readonly BackupJob[],
  issueOf: (job: BackupJob) => KnownIssue | undefined,
): SplitItems {
  const isAccepted = (job: BackupJob) => issueOf(job) !== undefined;
  if (!bad.some(isAccepted)) return { open: itemsOfJobs(withoutNested(bad)), accepted: [] };
  const whole = itemsOfJobs(bad).flatMap(({ jobs }) => withoutParts(jobs));
  const open = whole.filter((job) => !isAccepted(job));
  const openItems = itemsOfJobs(withoutNested(open));
  const openKeys = new Set(openItems.map(({ key }) => key));
  return {
    open: openItems,
    accepted: itemsOfJobs(withoutNested(whole.filter(isAccepted))).flatMap((item) => {
      const issue = issueOf(item.jobs[0]);
      return issue === undefined || openKeys.has(item.key) ? [] : [{ item, issue }];
    }),
  };
}

/** The resources of some jobs. The one with the job that ended last comes first. */
export function itemsOfJobs(jobs: readonly BackupJob[]): readonly AttentionItem[] {
  const byResource = new Map<string, [BackupJob, ...BackupJob[]]>();
  for (const job of jobs) {
    const key = resourceKey(job);
    const known = byResource.get(key);
    if (known === undefined) byResource.set(key, [job]);
    else known.push(job);
  }
  return [...byResource]
    .map(([key, own]) => ({ key, jobs: own.sort(latestEndFirst) as [BackupJob, ...BackupJob[]] }))
    .sort(latestItemFirst);
}

/** Compares resources: the one with the job that ended last comes first. */
export function latestItemFirst(one: AttentionItem, other: AttentionItem): number {
  return latestEndFirst(one.jobs[0], other.jobs[0]);
}

/** The length of the period of {@link attentionItems} in hours. Mondays are those of local time. */
export function attentionHours(now: Date): number {
  return now.getDay() === 1 ? 72 : 24;
}

/**
 * The selection of all jobs of a job's resource. If `whole` has an account filter, it selects the job's
 * account. Undefined if the job names no resource.
 */
export function resourceSelection(whole: JobSelection, job: BackupJob): JobSelection | undefined {
  const { AccountId, ResourceArn: resourceArn } = job;
  if (!resourceArn) return undefined;
  const accountId = whole.parts[0]?.query.accountId && AccountId;
  return selectionOf({ ...(accountId && { accountId }), resourceArn });
}

/** The records of resources by {@link AttentionItem.key}. `jobs` must contain all jobs of the resources. */
export function resourceRecords(
  items: readonly AttentionItem[],
  jobs: Iterable<BackupJob>,
  judge?: JudgeJob,
): ReadonlyMap<string, ResourceRecord> {
  const byResource = new Map<string, BackupJob[]>(items.map(({ key }) => [key, []]));
  for (const job of jobs) byResource.get(resourceKey(job))?.push(job);
  return new Map([...byResource].map(([key, own]) => [key, recordOf(own, judge)]));
}

/** The record of a resource. `jobs` are all of its jobs. */
export function recordOf(jobs: readonly BackupJob[], judge?: JudgeJob): ResourceRecord {
  const counted = withoutParts(jobs);
  return { streak: latestStreak(counted, judge), lastGood: lastGoodBackup(counted, judge) };
}

/**
 * The time when a job ended, in epoch milliseconds. Without a CompletionDate, it is the end of the start
 * window for an expired job, else the time of creation, because the job ended no earlier. -Infinity if no
 * time is known.
 */
export function endTime(job: BackupJob): number {
  const end = job.CompletionDate ?? (job.State === 'EXPIRED' ? job.StartBy : undefined) ?? job.CreationDate;
  return end?.getTime() ?? Number.NEGATIVE_INFINITY;
}

/** The account and the ARN of a job's resource; for a job without a resource, the key of the job. */
export function resourceKey(job: BackupJob): string {
  return job.ResourceArn ? `${job.AccountId ?? ''} ${job.ResourceArn}` : jobKey(job);
}

function latestEndFirst(one: BackupJob, other: BackupJob): number {
  return endTime(other) - endTime(one) || jobKey(one).localeCompare(jobKey(other));
}

const maxLifeHours = 7 * 24;
const hourMs = 3_600_000;
