import { type BackupJob, jobKey } from './backupJob.js';
import { stateDimension } from './dimensions.js';
import { narrowSelection } from './grouping.js';
import { narrowQuery } from './jobQuery.js';
import { type JobSelection, selectionOf, selects } from './jobSelection.js';
import { badStates, isBad } from './jobStates.js';
import { lastGoodBackup, latestStreak, type Streak } from './relatedJobs.js';
import { withoutNested } from './withoutNested.js';

/** A resource some of whose backup jobs have lately ended without a complete backup. */
export interface AttentionItem {
  /** Account and ARN; a job that names no resource stands for itself. */
  readonly key: string;
  /** Its bad jobs of the period, the latest to end first; there is at least one. */
  readonly jobs: readonly [BackupJob, ...BackupJob[]];
}

/** What is known of a resource from all of its jobs that AWS Backup still lists. */
export interface ResourceRecord {
  /** How its latest jobs ended; undefined where none has. */
  readonly streak: Streak | undefined;
  readonly lastGood: BackupJob | undefined;
}

/**
 * What to ask for so that {@link attentionItems} misses none: a query for each bad state, as AWS Backup takes
 * one state at a time. It goes by creation and reaches back seven days: a job that was created a day ago may
 * expire only now, when its start window ends. Undefined where no job of `whole` can be bad.
 *
 * @param now rounded down to the hour, so that the same queries serve for a while
 */
export function attentionSelection(whole: JobSelection, now: Date): JobSelection | undefined {
  const hour = Math.floor(now.getTime() / hourMs) * hourMs;
  const createdAfter = new Date(hour - 7 * 24 * hourMs);
  const parts = badStates.flatMap(
    (state) => narrowSelection(recent(whole, createdAfter), stateDimension, state)?.parts ?? [],
  );
  return parts.length === 0 ? undefined : { parts };
}

/**
 * Several queries that differ in other filters are asked for together: {@link attentionItems} filters by
 * them.
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
 * The resources whose bad jobs ended within the period before `now`, the latest first. The period is 24
 * hours, on a Monday 72, so that it holds the weekend.
 */
export function attentionItems(
  jobs: Iterable<BackupJob>,
  whole: JobSelection,
  now: Date,
): readonly AttentionItem[] {
  const since = now.getTime() - attentionHours(now) * hourMs;
  const bad = [...jobs].filter((job) => isBad(job) && selects(whole, job) && endTime(job) >= since);
  return itemsOfJobs(withoutNested(bad));
}

/** The resources of some jobs, the latest to end first. */
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
    .sort((one, other) => latestEndFirst(one.jobs[0], other.jobs[0]));
}

/** Hours of the period that {@link attentionItems} looks at, by the machine's calendar. */
export function attentionHours(now: Date): number {
  return now.getDay() === 1 ? 72 : 24;
}

/**
 * All jobs of the resource of a job, in the account that `whole` asks for; undefined if the job names no
 * resource.
 */
export function resourceSelection(whole: JobSelection, job: BackupJob): JobSelection | undefined {
  const { AccountId, ResourceArn: resourceArn } = job;
  if (!resourceArn) return undefined;
  const accountId = whole.parts[0]?.query.accountId && AccountId;
  return selectionOf({ ...(accountId && { accountId }), resourceArn });
}

/** The records of resources, by their {@link AttentionItem.key}, where `jobs` are all jobs of theirs. */
export function resourceRecords(
  items: readonly AttentionItem[],
  jobs: Iterable<BackupJob>,
): ReadonlyMap<string, ResourceRecord> {
  const byResource = new Map<string, BackupJob[]>(items.map(({ key }) => [key, []]));
  for (const job of jobs) byResource.get(resourceKey(job))?.push(job);
  return new Map([...byResource].map(([key, own]) => [key, recordOf(own)]));
}

/** The record of a resource, where `jobs` are all of its jobs. */
export function recordOf(jobs: readonly BackupJob[]): ResourceRecord {
  return { streak: latestStreak(jobs), lastGood: lastGoodBackup(jobs) };
}

/**
 * When a job ended, in epoch milliseconds: an expired one without a CompletionDate when its start window
 * closed. Where that is not known either, when it was created, as it ended no earlier; where nothing is
 * known, -Infinity.
 */
export function endTime(job: BackupJob): number {
  const { CompletionDate, CreationDate, StartBy, State } = job;
  const end = CompletionDate ?? (State === 'EXPIRED' ? StartBy : undefined) ?? CreationDate;
  return end?.getTime() ?? Number.NEGATIVE_INFINITY;
}

function resourceKey(job: BackupJob): string {
  return job.ResourceArn ? `${job.AccountId ?? ''} ${job.ResourceArn}` : jobKey(job);
}

function latestEndFirst(one: BackupJob, other: BackupJob): number {
  return endTime(other) - endTime(one) || jobKey(one).localeCompare(jobKey(other));
}

const hourMs = 3_600_000;
